import type { LogEvent } from '../debuglog/event.ts'
import { epochOf } from './zone-time.ts'

/** A request for a feature that a debug log tells; `at` in epoch seconds, `account` the project or data in `[…]`, or ''. */
export interface LogRequest {
  readonly type: 'OUT' | 'IN' | 'QUEUED' | 'DEQUEUED' | 'DENIED'
  readonly at: number
  readonly daemon: string
  readonly feature: string
  readonly account: string
  readonly user: string
  readonly host: string
  readonly seats: number
}

/** A daemon started or stopped; `at` in epoch seconds. */
export interface LogRestart {
  readonly type: 'START' | 'STOP'
  readonly at: number
  readonly daemon: string
}

/** What an event of a debug log means for the record; null where it means nothing, or has no date. `zone`: the server's. */
export function logNews(event: LogEvent, zone: string): LogRequest | LogRestart | null {
  const { type, daemon } = event
  if (type === 'START' || type === 'STOP') {
    const at = eventEpoch(event, zone)
    return at === null ? null : { type, at, daemon }
  }
  return logRequest(event, zone)
}

/** The same of requests alone. */
export function logRequest(event: LogEvent, zone: string): LogRequest | null {
  const { type, daemon, feature = '', user = '', host = '', seats = 1, data: account = '' } = event
  if (type !== 'OUT' && type !== 'IN' && type !== 'QUEUED' && type !== 'DEQUEUED' && type !== 'DENIED') return null
  const at = eventEpoch(event, zone)
  return at === null ? null : { type, at, daemon, feature, account, user, host, seats }
}

/** Epoch second of an event; null where the log does not tell its date. `zone`: the server's. */
export function eventEpoch({ time, offset, repeated }: LogEvent, zone: string): number | null {
  if (time === undefined || !time.includes('T')) return null
  if (offset !== undefined) return Date.parse(`${time}${offset}`) / 1000
  const late = epochOf(time, zone)
  // A local time that a clock change brings twice is the first one, unless the log's order says otherwise.
  return late === null || repeated ? late : epochOf(time, zone, late - 1)
}
