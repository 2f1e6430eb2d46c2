import type { LicenseTableRow } from '../lmstat/answer.ts'
import type { Live } from './live.ts'
import { daemonState, serverState } from './state.ts'

/** What changed with a poll and belongs into the record (DESIGN 4.6), without time and tag. */
export type Transition =
  | { readonly type: 'up' | 'down' | 'degraded'; readonly daemon?: string; readonly reason?: string }
  | { readonly type: 'poll-failed'; readonly reason: string }
  | { readonly type: 'gap'; readonly from: number; readonly to: number }
  | { readonly type: 'expiry'; readonly licenses: readonly LicenseTableRow[] }

/** What the record already says, kept over restarts so that nothing is reported twice. */
export interface Reported {
  readonly server: 'up' | 'degraded' | 'down' | null
  readonly daemons: Readonly<Record<string, 'up' | 'down'>>
  readonly problem: string | null
  /** The license table as JSON text. */
  readonly licenses: string
}

export const NOTHING_REPORTED: Reported = { server: null, daemons: {}, problem: null, licenses: '[]' }

/**
 * What is news in `live` to a reader of the record. `unknown` is none: a server is reported when it is known to be up,
 * degraded or down, a failing poll once until its reason changes, and the state again when the failing ends.
 */
export function transitions(reported: Reported, live: Live): { news: readonly Transition[]; reported: Reported } {
  const news: Transition[] = []
  const state = serverState(live, live.askedAt)
  const server = state === 'unknown' ? reported.server : state
  const problem = live.problem === null ? null : withoutQuotes(live.problem.message)
  const recovered = reported.problem !== null && problem === null
  if (server !== null && (server !== reported.server || recovered))
    news.push({ type: server, ...(server === 'up' ? {} : why(problem)) })

  const daemons = new Map(Object.entries(reported.daemons))
  for (const daemon of live.daemons) {
    const now = daemonState(daemon, live.askedAt)
    if (now !== 'up' && now !== 'down') continue
    // A daemon first seen up is no news beside its server's own line.
    if (now !== (daemons.get(daemon.id) ?? 'up')) news.push({ type: now, daemon: daemon.id, ...why(daemon.error) })
    daemons.set(daemon.id, now)
  }

  if (problem !== null && problem !== reported.problem) news.push({ type: 'poll-failed', reason: problem })

  const licenses = JSON.stringify(live.licenseTable)
  if (licenses !== reported.licenses) news.push({ type: 'expiry', licenses: live.licenseTable })

  return { news, reported: { server, daemons: Object.fromEntries(daemons), problem, licenses } }
}

/** The time nobody watched, where the last poll is longer ago than three of the intervals polls were due in. */
export function gapBefore(lastPollAt: number | null, now: number, intervalSeconds: number): Transition | null {
  if (lastPollAt === null || now - lastPollAt <= 3 * intervalSeconds) return null
  return { type: 'gap', from: lastPollAt, to: now }
}

/** A sentence may quote what lmutil printed or its command: other people's text, and another one with every poll. */
export const withoutQuotes = (message: string): string => message.replace(/“[^”]*”/g, '“…”')

const why = (text: string | null): { reason?: string } => (text === null ? {} : { reason: text })
