import type { HealthView } from '../../preload/contract/health.ts'
import type { HistoryStatus } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { sizeText } from '../settings/words.ts'
import { counted } from '../wording.ts'
import { unrecognizedSentence } from './poll-words.ts'

/** Something to look after. */
export interface Finding {
  readonly kind: 'error' | 'warning'
  readonly text: string
}

/** Bytes: below this the record may stop within days. */
const LITTLE_ROOM = 1_000_000_000

/** All that is wrong, the worst first; none: as far as is known, all is well. */
export function healthFindings(
  health: HealthView,
  history: HistoryStatus | null,
  formats: Formats,
): readonly Finding[] {
  const findings: Finding[] = []
  const tell = (kind: Finding['kind'], text: string) => findings.push({ kind, text })
  const { spool, freeBytes } = health
  if (spool.problem !== null) tell('error', spool.problem)
  else if (spool.rows > 0)
    tell('warning', `${counted(spool.rows, 'row waits', 'rows wait', formats)} for the data folder.`)
  if (history?.problem != null)
    tell('error', 'The history cannot be used as it should; below, under History, it says why.')
  for (const { tag, polls, unrecognized } of health.servers) {
    const since = polls.findIndex(({ complete }) => complete)
    const failed = since === -1 ? polls.length : since
    if (failed > 0) tell('error', `${tag}: ${lastFailed(failed, formats)}`)
    if (unrecognized > 0) tell('warning', `${tag}: ${unrecognizedSentence(unrecognized, formats)}`)
  }
  if (freeBytes !== null && freeBytes < LITTLE_ROOM) {
    tell('warning', `The data folder has only ${sizeText(freeBytes, formats)} of free room.`)
  }
  return findings.sort((a, b) => Number(b.kind === 'error') - Number(a.kind === 'error'))
}

const lastFailed = (count: number, formats: Formats): string =>
  count === 1 ? 'the last poll was not complete.' : `the last ${formats.count(count)} polls were not complete.`

/** A file's path from the data folder on, where it is in there. */
export function pathWithin(folder: string, path: string): string {
  if (folder === '' || !path.startsWith(folder)) return path
  const rest = path.slice(folder.length)
  return /^[\\/]/.test(rest) ? rest.slice(1) : /[\\/]$/.test(folder) ? rest : path
}

/** What is known of the index itself, as names and values. */
export function indexFacts(
  { state, record, checkouts, denials, skipped, missing }: HistoryStatus,
  now: number,
  formats: Formats,
): readonly (readonly [name: string, value: string])[] {
  const span = record === null ? 'none yet' : `${formats.moment(record.from, now)} to ${formats.moment(record.to, now)}`
  return [
    ['State', STATES[state]],
    ['Record', span],
    ['Checkouts', formats.count(checkouts)],
    ['Denials', formats.count(denials)],
    ['Unreadable lines', formats.count(skipped.lines)],
    ['Files gone', formats.count(missing.length)],
  ]
}

const STATES: Readonly<Record<HistoryStatus['state'], string>> = {
  empty: 'empty: there is no data file yet',
  ready: 'up to date',
  reading: 'reading new rows',
  rebuilding: 'being built again',
  off: 'cannot be used',
}
