import type { ServerState } from '../../preload/contract/seats.ts'
import { GRACE_SECONDS, type Live, type LiveDaemon } from './live.ts'

/** The state of a server: see `ServerState` for what each word means. */
export function serverState(live: Live, now: number): ServerState {
  if (!live.answered) return silentFor(now - (live.answeredAt ?? live.firstAskedAt))
  const allKnown = live.daemons.every((daemon) => daemon.known)
  const allHosts = live.hosts.every((host) => host.state === 'up')
  return allKnown && allHosts ? 'up' : 'degraded'
}

/** One daemon is up as long as it answers completely, down after its time of grace. */
export type DaemonState = Exclude<ServerState, 'degraded'>

export function daemonState(daemon: LiveDaemon, now: number): DaemonState {
  return daemon.known ? 'up' : silentFor(now - (daemon.completeAt ?? daemon.firstListedAt))
}

/**
 * So long what a poll brought holds good with nothing newer behind it: a few intervals. Older than that, as after a sleep or
 * in a pause, it is no longer known.
 */
export const patienceSeconds = (intervalSeconds: number): number => Math.max(90, 3 * intervalSeconds)

/** The last poll was answered, but nobody asked since for so long that nothing is known any more. */
export const isLongAgo = ({ answered, askedAt }: Live, intervalSeconds: number, now: number): boolean =>
  answered && now - askedAt > patienceSeconds(intervalSeconds)

const silentFor = (seconds: number): DaemonState => (seconds >= GRACE_SECONDS ? 'down' : 'unknown')
