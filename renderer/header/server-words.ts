import type { DaemonSeats, ServerSeats, ServerState } from '../../preload/contract/seats.ts'
import type { Formats } from '../formats.ts'
import { ageText, listed, spanText } from '../wording.ts'

/** How fresh a server's figures are; `now` in epoch seconds of the clock that stamped them. */
export function freshness(server: ServerSeats, now: number, formats: Formats): string {
  if (server.answeredAt === null) return server.askedAt === null ? 'not asked yet' : 'no answer yet'
  const age = ageText(now - server.answeredAt, formats)
  return server.state === 'up' || server.state === 'degraded' ? `answered ${age}` : `last answer ${age}`
}

/** The state a server is shown in: a pause is the reason why nothing is known of it now, and hides no bad news. */
export function shownState({ state, paused }: ServerSeats): ServerState | 'paused' {
  return paused && (state === 'up' || state === 'unknown') ? 'paused' : state
}

/** Who polls and who writes, as a sentence. */
export function roleSentence(server: Pick<ServerSeats, 'role' | 'loggedBy'>): string {
  switch (server.role) {
    case 'logger':
      return 'This Seatlog polls the server and keeps its record.'
    case 'viewer':
      return `${server.loggedBy ?? 'Another Seatlog'} polls the server and keeps its record; this Seatlog shows what it wrote.`
    case 'window':
      return 'This Seatlog polls the server for this window only and records nothing.'
  }
}

/** Whether everything this Seatlog would poll is paused. */
export function isPaused(servers: readonly ServerSeats[]): boolean {
  const own = servers.filter((server) => server.role !== 'viewer')
  return own.length > 0 && own.every((server) => server.paused)
}

/** Where the figures are recorded and by whom; `folder` null: the demo, or no folder. */
export function recordSentence(folder: string | null, servers: readonly ServerSeats[]): string {
  if (folder !== null && servers.some(({ role }) => role === 'logger')) return `Recorded in ${folder}`
  const viewers = servers.filter(({ role }) => role === 'viewer')
  if (folder === null || viewers.length === 0) return 'Nothing is recorded'
  const hosts = new Set(viewers.map(({ loggedBy }) => loggedBy ?? 'another Seatlog'))
  return `Recorded by ${listed([...hosts])} in ${folder}`
}

/** When the server is asked again. */
export function pollSentence(server: ServerSeats, formats: Formats): string {
  if (server.paused) return 'Polling is paused.'
  const every = `Polled every ${server.intervalSeconds < 60 ? `${server.intervalSeconds} s` : spanText(server.intervalSeconds, formats)}`
  return server.nextPollAt === null ? `${every}.` : `${every}, next at ${formats.clock(server.nextPollAt)}.`
}

/** By how much the server's times are off for the Seatlog that polls it, with a proposal; null: nothing is known to be. */
export function clockSentence({ tag, clock, role, loggedBy }: ServerSeats, formats: Formats): string | null {
  if (clock === null) return null
  const { daemon, offset, zone, fitting } = clock
  const minutes = Math.round(Math.abs(offset) / 60)
  const length = spanText(minutes * 60, formats).replace(' 00 min', '')
  const off = `${length} ${offset > 0 ? 'ahead of' : 'behind'}`
  if (fitting !== null) {
    const proposal = `A zone at ${utcText(fitting)} would fit: choose it as the time zone of this server in the settings.`
    return `Times of ${daemon} are ${off} the time zone taken for ${tag} (${zone}). ${proposal}`
  }
  const other = role === 'viewer' ? `that of ${loggedBy ?? 'the computer that polls it'}` : 'this computer’s'
  return `The clock of the license server of ${tag} runs about ${off} ${other}.`
}

/** `UTC`, `UTC+3`, `UTC−9:30`, from seconds east of Greenwich. */
function utcText(seconds: number): string {
  if (seconds === 0) return 'UTC'
  const minutes = Math.abs(seconds) / 60
  const parted = minutes % 60 === 0 ? '' : `:${minutes % 60}`
  return `UTC${seconds < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${parted}`
}

/** A daemon is unknown, whatever lmstat's line said, when nothing is known of its server now or the last poll brought no
 * complete answer of it. */
export function daemonState(
  daemon: DaemonSeats,
  { state, askedAt }: Pick<ServerSeats, 'state' | 'askedAt'>,
): 'up' | 'down' | 'unknown' {
  if (daemon.state === 'down') return 'down'
  if (state === 'unknown') return 'unknown'
  return daemon.completeAt === null || (askedAt !== null && daemon.completeAt < askedAt) ? 'unknown' : 'up'
}
