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

const silentFor = (seconds: number): DaemonState => (seconds >= GRACE_SECONDS ? 'down' : 'unknown')
