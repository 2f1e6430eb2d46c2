import type { ServerState } from '../../preload/contract/seats.ts'
import { GRACE_SECONDS, type Live, type LiveDaemon } from './live.ts'

/** The state of a server: see `ServerState` for what each word means. */
export function serverState(live: Live, now: number): ServerState {
  if (live.answeredAt !== live.askedAt) {
    return now - (live.answeredAt ?? live.firstAskedAt) >= GRACE_SECONDS ? 'down' : 'unknown'
  }
  const allKnown = live.daemons.every((daemon) => isKnown(daemon, live))
  const allHosts = live.hosts.every((host) => host.state === 'up')
  return allKnown && allHosts ? 'up' : 'degraded'
}

/** Whether a daemon's figures are those of the last poll. */
export const isKnown = (daemon: LiveDaemon, live: Live): boolean => daemon.completeAt === live.askedAt

/** The same words for one daemon: up as long as it answered completely, down after its time of grace. */
export function daemonState(daemon: LiveDaemon, live: Live, now: number): ServerState {
  if (isKnown(daemon, live)) return 'up'
  return now - (daemon.completeAt ?? live.firstAskedAt) >= GRACE_SECONDS ? 'down' : 'unknown'
}
