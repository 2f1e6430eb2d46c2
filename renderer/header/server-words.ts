import type { DaemonSeats, ServerSeats } from '../../preload/contract/seats.ts'
import type { Formats } from '../formats.ts'
import { ageText, spanText } from '../wording.ts'

/** How fresh a server's figures are; `now` in epoch seconds of the clock that stamped them. */
export function freshness(server: ServerSeats, now: number, formats: Formats): string {
  if (server.answeredAt === null) return server.askedAt === null ? 'not asked yet' : 'no answer yet'
  const age = ageText(now - server.answeredAt, formats)
  return server.state === 'up' || server.state === 'degraded' ? `answered ${age}` : `last answer ${age}`
}

/** Who polls and who writes, as a sentence. */
export function roleSentence(server: ServerSeats): string {
  switch (server.role) {
    case 'logger':
      return 'This Seatlog polls the server and keeps its record.'
    case 'viewer':
      return `${server.loggedBy ?? 'Another Seatlog'} polls the server and keeps its record; this Seatlog shows what it wrote.`
    case 'window':
      return 'This Seatlog polls the server for this window only and records nothing.'
  }
}

/** When the server is asked again. */
export function pollSentence(server: ServerSeats, formats: Formats): string {
  if (server.paused) return 'Polling is paused.'
  const every = `Polled every ${server.intervalSeconds < 60 ? `${server.intervalSeconds} s` : spanText(server.intervalSeconds, formats)}`
  return server.nextPollAt === null ? `${every}.` : `${every}, next at ${formats.clock(server.nextPollAt)}.`
}

/** A daemon is unknown, whatever lmstat's line said, when the last poll brought no complete answer of it. */
export function daemonState(daemon: DaemonSeats, askedAt: number | null): 'up' | 'down' | 'unknown' {
  if (daemon.state === 'down') return 'down'
  return daemon.completeAt === null || (askedAt !== null && daemon.completeAt < askedAt) ? 'unknown' : 'up'
}
