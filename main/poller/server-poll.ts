import type { Answer, LicenseTableRow } from '../lmstat/answer.ts'
import { parseSteps } from '../lmstat/parse.ts'
import { type Ask, isCut, type Reply } from './ask.ts'
import { type Hints, learnDaemons, learnHostsSteps, noHints } from './hints.ts'
import { inSlices } from './in-slices.ts'
import { effectiveInterval, restAfter } from './slots.ts'

export interface PolledServer {
  readonly tag: string
  readonly address: string
}

export interface PollSettings {
  /** Empty when none was found: each poll then says so. */
  readonly lmutil: string
  readonly intervalSeconds: number
  readonly timeoutSeconds: number
  readonly maxBytes: number
}

/** What one poll brought. Epoch seconds, whole. */
export interface Poll extends PolledServer {
  readonly askedAt: number
  readonly endedAt: number
  readonly reply: Reply
  readonly answer: Answer
  /** The license file's table as last known: it is asked for at the start and every 12 hours. */
  readonly table: readonly LicenseTableRow[]
  /** How far apart the polls of this server are: the interval of the settings, or a multiple while answers are slow. */
  readonly intervalSeconds: number
}

/** A server that is polled, and what is known of it between its polls. */
export interface Watched {
  readonly server: PolledServer
  readonly hints: Hints
  /** Ends its lmutil when the server is no longer polled, or the computer goes to sleep. */
  controller: AbortController
  /** By how much its slots are moved, milliseconds. */
  offset: number
  /** Epoch milliseconds, as all below. */
  due: number
  /** A poll may not begin before, whatever the slot. */
  restUntil: number
  /** Until then the network is on its way after a sleep; 0: the server has been heard since. */
  patientUntil: number
  tableDue: number
  table: readonly LicenseTableRow[]
  running: Promise<void> | null
}

const TABLE_EVERY = 12 * 3600_000
const TABLE_RETRY = 600_000
/** Of an answer that was cut no figure counts: enough of it is read to tell who answered, not a flood of 64 MB. */
const CUT_TEXT = 1_000_000
/** An answer this much over its time limit has slept on the way, and so has a timer this late. */
export const LATE = 30_000

/** Of a new server nothing is known; `due` in epoch milliseconds. */
export function watchedServer(server: PolledServer, due: number): Watched {
  const fresh = { due, offset: 0, restUntil: 0, patientUntil: 0, tableDue: 0, table: [], running: null }
  return { server, hints: noHints(), controller: new AbortController(), ...fresh }
}

/** One poll of one server. Null: it was stopped; `slept`: the computer was asleep in between, or its clock was moved, so
 * that nobody knows which time the answer is of. */
export async function pollServer(
  one: Watched,
  settings: PollSettings,
  ask: Ask,
  now: () => number,
): Promise<Poll | 'slept' | null> {
  const { signal } = one.controller
  const { lmutil, timeoutSeconds, maxBytes, intervalSeconds } = settings
  const { address } = one.server
  const askedAt = now()
  const table = askedAt >= one.tableDue
  const reply = await ask({ lmutil, address, table, timeoutSeconds, maxBytes }, signal)
  const endedAt = now()
  if (signal.aborted) return null
  const took = endedAt - askedAt
  if (took < -1000 || took > timeoutSeconds * 1000 + LATE) return 'slept'
  const cut = isCut(reply)
  const answer = await inSlices(parseSteps(cut ? reply.text.slice(0, CUT_TEXT) : reply.text, { ...one.hints, cut }))
  const rest = restAfter(reply.ms, served(answer))
  one.restUntil = askedAt + rest
  learn(one, answer, table, endedAt)
  await inSlices(learnHostsSteps(one.hints, answer))
  if (signal.aborted) return null
  return {
    ...one.server,
    askedAt: seconds(askedAt),
    endedAt: seconds(endedAt),
    reply,
    answer,
    table: one.table,
    intervalSeconds: seconds(effectiveInterval(intervalSeconds * 1000, rest)),
  }
}

/** Some daemon was up and told its seats: the license server has worked for us. */
export function served(answer: Answer): boolean {
  return answer.servers.some((server) => server.daemons.some((daemon) => daemon.state === 'up'))
}

/** Where the answer with the table came incomplete, the next ones go without it, in case it was the table's fault. */
function learn(one: Watched, answer: Answer, asked: boolean, time: number): void {
  if (asked) {
    const good = answer.complete || answer.licenseTable.length > 0
    one.tableDue = time + (good ? TABLE_EVERY : TABLE_RETRY)
    if (good) {
      // A copy: the parser's strings are parts of the whole text, which they would keep in memory for hours.
      one.table = structuredClone(answer.licenseTable)
      learnDaemons(one.hints, one.table)
    }
  }
}

/** Whole epoch seconds. */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
