import type { LicenseTableRow } from '../lmstat/answer.ts'
import type { Live } from './live.ts'
import { type DaemonState, daemonState, serverState } from './state.ts'

/** What changed with a poll and belongs into the record (DESIGN 4.6), without time and tag. */
export type Transition =
  | { readonly type: 'up' | 'down' | 'degraded'; readonly daemon?: string; readonly reason?: string }
  | { readonly type: 'poll-failed'; readonly daemon?: string; readonly reason: string }
  | { readonly type: 'gap'; readonly from: number; readonly to: number }
  | { readonly type: 'expiry'; readonly licenses: readonly LicenseTableRow[] }

/** What the record already says, kept over restarts so that nothing is reported twice. */
export interface Reported {
  readonly server: 'up' | 'degraded' | 'down' | null
  readonly daemons: Readonly<Record<string, 'up' | 'down'>>
  /** Why nothing is known of the server. */
  readonly problem: string | null
  /** Why nothing is known of a daemon, while others of its server are. */
  readonly failing: Readonly<Record<string, string>>
  /** The license table as JSON text. */
  readonly licenses: string
}

export const NOTHING_REPORTED: Reported = { server: null, daemons: {}, problem: null, failing: {}, licenses: '[]' }

/**
 * What is news in `live` to a reader of the record. `unknown` is none: a server is reported when it is known to be up,
 * degraded or down, a failing poll once until its reason changes, and the state again when the failing ends. While some
 * daemons of a server are known, a poll fails for those alone that are not.
 */
export function transitions(reported: Reported, live: Live): { news: readonly Transition[]; reported: Reported } {
  const news: Transition[] = []
  const message = live.problem === null ? null : withoutQuotes(live.problem.message)
  const daemons = new Map(Object.entries(reported.daemons))
  const failing = new Map(Object.entries(reported.failing))
  const states = statesOf([...daemons.keys(), ...failing.keys()], live)
  const isPartial = live.answered && [...states.values()].some((state) => state !== 'up')
  const problem = isPartial ? null : message
  const state = serverState(live, live.askedAt)
  const server = state === 'unknown' ? reported.server : state
  const recovered = reported.problem !== null && problem === null
  const isTold = server !== null && (server !== reported.server || recovered)
  if (isTold) news.push({ type: server, ...(server === 'up' ? {} : why(message)) })

  const errors = new Map(live.daemons.map(({ id, error }) => [id, error]))
  for (const [daemon, now] of states) {
    const wasDown = daemons.get(daemon) === 'down'
    if (now === 'down' && !wasDown) news.push({ type: now, daemon, ...why(errors.get(daemon) ?? null) })
    // A daemon first seen up is no news beside its server's own line.
    if (now === 'up' && (wasDown || failing.has(daemon))) news.push({ type: now, daemon })
    if (now !== 'unknown') daemons.set(daemon, now)
    if (now === 'up') failing.delete(daemon)
    else if (isPartial && message !== null) {
      // A server that is up again is so with all of its daemons.
      if (failing.get(daemon) !== message || (isTold && server === 'up'))
        news.push({ type: 'poll-failed', daemon, reason: message })
      failing.set(daemon, message)
    }
    // A whole answer does not list it any more.
    if (message === null && !errors.has(daemon)) daemons.delete(daemon)
  }
  if (problem !== null && problem !== reported.problem) news.push({ type: 'poll-failed', reason: problem })

  const licenses = JSON.stringify(live.licenseTable)
  if (licenses !== reported.licenses) news.push({ type: 'expiry', licenses: live.licenseTable })

  const left = { daemons: Object.fromEntries(daemons), failing: Object.fromEntries(failing) }
  return { news, reported: { server, problem, ...left, licenses } }
}

/** Of all daemons that are reported or listed: one that a whole answer does not list has no seats that are not known. */
function statesOf(reported: readonly string[], live: Live): ReadonlyMap<string, DaemonState> {
  const others = live.problem === null ? 'up' : 'unknown'
  return new Map<string, DaemonState>([
    ...reported.map((id) => [id, others] as const),
    ...live.daemons.map((daemon) => [daemon.id, daemonState(daemon, live.askedAt)] as const),
  ])
}

/** The time nobody watched, where the last poll is longer ago than three of the intervals polls were due in. */
export function gapBefore(lastPollAt: number | null, now: number, intervalSeconds: number): Transition | null {
  if (lastPollAt === null || now - lastPollAt <= 3 * intervalSeconds) return null
  return { type: 'gap', from: lastPollAt, to: now }
}

/** A sentence may quote what lmutil printed or its command: other people's text, and another one with every poll. */
export function withoutQuotes(message: string): string {
  // No pattern: one that looks for the last mark looks anew behind each first one.
  const [first, last] = [message.indexOf('“'), message.lastIndexOf('”')]
  return first < 0 || last < first ? message : `${message.slice(0, first)}“…”${message.slice(last + 1)}`
}

const why = (text: string | null): { reason?: string } => (text === null ? {} : { reason: text })
