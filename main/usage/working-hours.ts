import { type LocalDays, weekdayOf } from './local-days.ts'

/** When people work at a license server, by its local time. */
export interface WorkingHours {
  /** 0 for Sunday to 6. */
  readonly weekdays: readonly number[]
  /** Minutes after midnight; `to` is after `from` and at most 1440. */
  readonly from: number
  readonly to: number
  /** `YYYY-MM-DD` */
  readonly holidays: readonly string[]
}

export const OFFICE_HOURS: WorkingHours = { weekdays: [1, 2, 3, 4, 5], from: 8 * 60, to: 18 * 60, holidays: [] }

/** A span of time, epoch seconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The working hours of a day; null: nobody works. */
export type WorkOfDay = (day: number) => Span | null

/** The working hours of days of a zone. */
export function workOf(days: LocalDays, calendar: WorkingHours, dayOfDate: (date: string) => number | null): WorkOfDay {
  const holidays = new Set(calendar.holidays.map(dayOfDate))
  return (day) => {
    if (!calendar.weekdays.includes(weekdayOf(day)) || holidays.has(day)) return null
    const { starts, hours } = days.hoursOf(day)
    const at = (minutes: number): number => {
      const index = hours.indexOf(Math.floor(minutes / 60))
      const start = starts[index]
      // The end of the day, or an hour that a clock change leaves out.
      if (start === undefined) return minutes >= 24 * 60 ? (starts.at(-1) ?? 0) : at(Math.floor(minutes / 60 + 1) * 60)
      return Math.min(starts[index + 1] ?? start, start + (minutes % 60) * 60)
    }
    const span = { from: at(calendar.from), to: at(calendar.to) }
    return span.to > span.from ? span : null
  }
}
