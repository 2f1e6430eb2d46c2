import { DAY, dateText } from './dates.ts'
import { EVENT_TYPES, type LogEvent, type LogEventType } from './event.ts'

/** What a debug log holds, in numbers (`seatlog parse-log --summary`). */
export interface LogSummary {
  readonly lines: number
  readonly events: Readonly<Record<LogEventType, number>>
  readonly outSeats: number
  readonly inSeats: number
  /** `YYYY-MM-DD` of the earliest and the latest dated event; absent where none is dated. */
  readonly first?: string
  readonly last?: string
  /** Events whose date could not be known, also those whose time stamp is damaged. */
  readonly undated: number
  /**
   * Lines that are damaged or belong to no known form, and are neither blank nor a `#` comment; a good event behind a
   * damaged time stamp counts here and as an event.
   */
  readonly unreadable: number
}

/** Counts the events of a log; lines are counted by whoever splits them. */
export function createTally() {
  const events = Object.fromEntries(EVENT_TYPES.map((type) => [type, 0])) as Record<LogEventType, number>
  let outSeats = 0
  let inSeats = 0
  let undated = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY

  return {
    /** `local`: seconds since 1970, undefined where the date could not be known. */
    add({ type, seats = 0 }: LogEvent, local: number | undefined): void {
      events[type]++
      if (type === 'OUT') outSeats += seats
      else if (type === 'IN') inSeats += seats
      if (local === undefined) undated++
      else {
        if (local < first) first = local
        if (local > last) last = local
      }
    },
    summary(lines: number, unreadable: number): LogSummary {
      const ends = first > last ? {} : { first: dayText(first), last: dayText(last) }
      return { lines, events: { ...events }, outSeats, inSeats, ...ends, undated, unreadable }
    },
  }
}

const dayText = (local: number): string => dateText(Math.floor(local / DAY))
