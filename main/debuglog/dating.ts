import { DAY } from './dates.ts'

/** Two processes write one file: so many seconds back, or off a date mark, are no change of the day. */
const SMALL = 10 * 60
const HOUR = 3600

/** Where the clock of a log stands: local seconds since 1970, or since the log's first day while no date is known. */
export interface Dating {
  readonly known: boolean
  /** Of the last line. */
  readonly local: number
  /** The clock was put back, and tells until then an hour for the second time; undefined: it does not. */
  readonly repeatedUntil: number | undefined
  /** Goes on to a clock time in seconds of the day. */
  clock(seconds: number): void
  /** The last line is of this day. Returns by how many seconds all local times before it were off. */
  day(day: number): number
  /** The last line names its own full local time; ignored where its clock says otherwise. Returns the same. */
  full(local: number): number
}

/**
 * Gives the clock times of a debug log their days (GRAMMAR B5): a clock that falls back means the next day, except by
 * ten minutes, and except by an hour where summer time ends, at night. Marks with a date are always right. `from`: where
 * an earlier reading stopped.
 */
export function createDating(from?: { readonly local: number; readonly repeatedUntil?: number }): Dating {
  let known = from !== undefined
  let local = from?.local
  let repeatedUntil = from?.repeatedUntil ?? Number.NEGATIVE_INFINITY

  function moveTo(right: number): number {
    const off = right - (local ?? right)
    // Clocks were counted from an unknown day, or they were wrong.
    if (!known) repeatedUntil += off
    else if (off !== 0) repeatedUntil = Number.NEGATIVE_INFINITY
    local = right
    known = true
    return off
  }
  return {
    get known() {
      return known
    },
    get local() {
      return local ?? 0
    },
    get repeatedUntil() {
      return local !== undefined && local < repeatedUntil ? repeatedUntil : undefined
    },
    clock(seconds) {
      if (local === undefined) {
        local = seconds
        return
      }
      const clockBefore = secondOfDay(local)
      const step = seconds - clockBefore
      const midnight = local - clockBefore
      if (step > DAY - SMALL) local = midnight - DAY + seconds
      else if (step >= -SMALL) local = midnight + seconds
      else if (step >= -HOUR - SMALL && isSummersEnd(seconds)) {
        local = midnight + seconds
        repeatedUntil = local + HOUR
      } else local = midnight + DAY + seconds
    },
    day: (day) => moveTo(day * DAY + secondOfDay(local ?? 0)),
    full(named) {
      const clock = secondOfDay(local ?? named)
      const off = secondOfDay(clock - named + DAY / 2) - DAY / 2
      return Math.abs(off) > SMALL ? 0 : moveTo(named + off)
    },
  }
}

/** What the clock shows after the hour is put back: nowhere by day (23 o'clock in Chile, 3 in Finland). */
const isSummersEnd = (seconds: number): boolean => seconds < 4 * HOUR || seconds >= 23 * HOUR

/** Also of times before 1970, or before a log's first day. */
export const secondOfDay = (local: number): number => ((local % DAY) + DAY) % DAY
