import { localText } from '../../preload/contract/local-text.ts'
import { epochOf, offsetAt } from './zone-time.ts'

/** The hours of one day as the clock on the wall shows them. */
export interface DayHours {
  /** Epoch seconds at which each begins, and as the last one the end of the day. */
  readonly starts: readonly number[]
  /** What the clock shows, 0 to 23: twice the same where the clock is put back. */
  readonly hours: readonly number[]
}

/** Days of a time zone, counted from 1970-01-01 (day 0). */
export interface LocalDays {
  readonly zone: string
  dayOf(epoch: number): number
  /** Epoch second of its local midnight, or of the first moment of a day that has none. */
  startOf(day: number): number
  /** 23 to 25 of them; more where a zone changes its clock by other than whole hours. */
  hoursOf(day: number): DayHours
}

const DAY = 86_400
/** Until the year 2149. */
const LAST_DAY = 65_535

const known = new Map<string, LocalDays>()

/** The days of an IANA zone. Throws a RangeError for a zone that is none. Times before 1970 and after 2149 are none here. */
export function localDays(zone: string): LocalDays {
  const days = known.get(zone) ?? createLocalDays(zone)
  known.set(zone, days)
  return days
}

/** `YYYY-MM-DD` of a day. */
export function dateOf(day: number): string {
  const date = dates[day]
  if (date !== undefined) return date
  const made = new Date(day * DAY * 1000).toISOString().slice(0, 10)
  if (day >= 0 && day <= LAST_DAY) dates[day] = made
  return made
}

const dates: string[] = []

/** The day of `YYYY-MM-DD`; null where it is none. */
export function dayOfDate(date: string): number | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  return Number.isNaN(time) || dateOf(time / 1000 / DAY) !== date ? null : time / 1000 / DAY
}

/** 0 for Sunday to 6. */
export const weekdayOf = (day: number): number => (day + 4) % 7

function createLocalDays(zone: string): LocalDays {
  const starts = new Float64Array(LAST_DAY + 2).fill(Number.NaN)
  const hours = new Map<number, DayHours>()
  const offsets = new Map<number, number>()

  function startOf(day: number): number {
    const start = starts[day]
    if (start !== undefined && !Number.isNaN(start)) return start
    // Of two midnights, where the clock is put back to it, the first.
    const steady = steadyOffset(day)
    const found =
      steady === null
        ? (epochOf(`${dateOf(day)}T00:00:00`, zone, Number.NEGATIVE_INFINITY) ?? day * DAY)
        : day * DAY - steady
    starts[day] = found
    return found
  }

  /**
   * Seconds east of Greenwich throughout a day and those beside it; null where the clock is changed near it. Intl is slow: it
   * is asked for every eighth day. No zone changes its clock there and back within weeks.
   */
  function steadyOffset(day: number): number | null {
    const before = offsetOf((day - 1) >> 3)
    return before === offsetOf(((day + 2) >> 3) + 1) ? before : null
  }

  function offsetOf(eight: number): number {
    const offset = offsets.get(eight) ?? offsetAt(eight * 8 * DAY, zone)
    offsets.set(eight, offset)
    return offset
  }

  return {
    zone,
    startOf,
    dayOf(epoch) {
      let day = Math.min(Math.max(0, Math.floor(epoch / DAY)), LAST_DAY)
      while (day > 0 && startOf(day) > epoch) day--
      while (day < LAST_DAY && startOf(day + 1) <= epoch) day++
      return day
    },
    hoursOf(day) {
      const found = hours.get(day)
      if (found !== undefined) return found
      const [start, end] = [startOf(day), startOf(day + 1)]
      const made = steadyOffset(day) === null ? hoursBetween(start, end, zone) : plainHours(start)
      hours.set(day, made)
      return made
    },
  }
}

const plainHours = (start: number): DayHours => ({
  starts: Array.from({ length: 25 }, (_, hour) => start + hour * 3600),
  hours: Array.from({ length: 24 }, (_, hour) => hour),
})

function hoursBetween(start: number, end: number, zone: string): DayHours {
  if (end - start === DAY && offsetAt(start, zone) === offsetAt(end - 1, zone)) return plainHours(start)
  const starts: number[] = []
  const hours: number[] = []
  for (let at = start; at < end; ) {
    starts.push(at)
    const clock = localText(at, zone).slice(11)
    hours.push(Number(clock.slice(0, 2)))
    const past = Number(clock.slice(3, 5)) * 60 + Number(clock.slice(6))
    at = Math.min(end, changeBetween(at, at + 3600 - past, zone))
  }
  return { starts: [...starts, end], hours }
}

/** The moment between the two at which the zone's clock is put forward or back; `to` where it is not. */
function changeBetween(from: number, to: number, zone: string): number {
  const offset = offsetAt(from, zone)
  if (offsetAt(to - 1, zone) === offset) return to
  let [before, after] = [from, to - 1]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetAt(middle, zone) === offset) before = middle
    else after = middle
  }
  return after
}
