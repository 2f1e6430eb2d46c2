import { atOnce, type Steps } from '../../preload/contract/steps.ts'
import type { Answer } from './answer.ts'
import { daemonSources, finishServer, type Stop } from './finish.ts'
import { knownHosts, readMissingDisplays } from './hosts.ts'
import { type Line, Reading } from './reading.ts'
import { RowReader, splitOpenRows } from './row.ts'
import { skipBlanks, trimBlanks } from './scan.ts'
import { StartClock } from './start-clock.ts'

/** What the caller knows beside the text. */
export interface LmstatHints {
  /** Hosts of earlier answers, as lmstat printed them or in lower case: they help to split names with blanks. */
  readonly hosts?: ReadonlySet<string>
  /** Feature to vendor daemon, from the license file or earlier answers; asked only where the position does not tell. */
  readonly daemonOf?: ReadonlyMap<string, string>
  /** The process was killed or its output capped: no daemon is complete. */
  readonly cut?: boolean
}

/**
 * Reads what `lmstat` printed, any version and options, into one answer (GRAMMAR part A). Never throws; takes time and
 * memory linear in the text. What has no place stands in `unrecognized`.
 *
 * Strings of the answer may be slices of the text, and then keep all of it in memory: who holds rows for hours should
 * copy their strings.
 */
export const parseLmstat = (input: string, hints: LmstatHints = {}): Answer => atOnce(parseSteps(input, hints))

/** `parseLmstat` in steps. */
export function* parseSteps(input: string, hints: LmstatHints = {}): Steps<Answer> {
  const text = withLineFeeds(input)
  const clock = new StartClock()
  const rows = new RowReader(text, clock)
  const reading = new Reading(clock)
  yield* readLines(text, rows, reading)
  const { tree, table, errors, unrecognized, program, statusTime } = reading
  splitOpenRows(rows.open, knownHosts(rows.open, tree.features, hints.hosts))
  yield
  for (const server of tree.servers) readMissingDisplays(server)
  yield
  const sources = daemonSources(table, hints.daemonOf)
  const finished = tree.servers.map((server) => finishServer(server, sources, hints.cut === true))
  const daemons = finished.flatMap((server) => server.daemons)
  return {
    ...(program === undefined ? {} : { program }),
    ...(statusTime === undefined ? {} : { statusTime }),
    complete: daemons.length > 0 && daemons.every((daemon) => daemon.complete),
    servers: finished,
    licenseTable: table,
    errors,
    unrecognized,
  }
}

/** So many lines are read in one step. */
const LINES = 100

function* readLines(text: string, rows: RowReader, reading: Reading): Steps<void> {
  let number = 0
  let stop: Stop = 'nothing'
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at)
    const lineEnd = found < 0 ? text.length : found
    const from = skipBlanks(text, at, lineEnd)
    at = lineEnd + 1
    number++
    if (number % LINES === 0) yield
    if (from === lineEnd) {
      stop = found < 0 ? 'indent' : 'blank-line'
      continue
    }
    stop = found < 0 ? 'nothing' : 'line-end'
    const to = trimBlanks(text, from, lineEnd)
    if (reading.feature !== undefined && rows.read(from, to, reading.feature)) {
      reading.tookRow()
      if (rows.odd) reading.keepUnrecognized(lineOf(text, number, from, to))
    } else {
      reading.take(lineOf(text, number, from, to))
    }
  }
  reading.end(stop)
}

/** The text without a byte order mark, and with a line feed in the place of each carriage return that has none. */
function withLineFeeds(input: string): string {
  const text = input.charCodeAt(0) === 0xfeff ? input.slice(1) : input
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text
}

function lineOf(text: string, number: number, from: number, to: number): Line {
  const line = text.slice(from, to)
  const flat = line.replace(/\s+/g, ' ')
  return { number, text: line, flat, key: flat.toLowerCase() }
}
