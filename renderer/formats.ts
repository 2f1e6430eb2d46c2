/** Numbers, dates and times as the user's locale writes them. Codes and versions never pass through here. */
export interface Formats {
  count(value: number): string
  /** `08:12` of an epoch time in seconds; with the day in front where it is not the day of `now`. */
  moment(at: number, now: number): string
  /** `08:12:30` of an epoch time in seconds. */
  clock(at: number): string
  /** A date `YYYY-MM-DD` that belongs to no time zone. */
  date(date: string): string
  /** A license server's local time `YYYY-MM-DDTHH:MM:SS`; the year only where it is not that of `now`. */
  localTime(stamp: string, now: number): string
  /** The local date of an epoch time in seconds, as `YYYY-MM-DD`. */
  day(at: number): string
}

/** Formats of a locale and an IANA time zone; undefined is the user's own. */
export function createFormats(locale?: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone }
  const number = new Intl.NumberFormat(locale)
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone })
  const seconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...zone })
  const dayTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone })
  const isoDay = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...zone })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const parts = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' } as const
  const local = new Intl.DateTimeFormat(locale, parts)
  const localYear = new Intl.DateTimeFormat(locale, { ...parts, year: 'numeric' })
  const day = (at: number) => isoDay.format(at * 1000)
  return {
    count: (value) => number.format(value),
    moment: (at, now) => (day(at) === day(now) ? time : dayTime).format(at * 1000),
    clock: (at) => seconds.format(at * 1000),
    date: (text) => date.format(Date.parse(`${text}T00:00:00Z`)),
    localTime: (stamp, now) =>
      (stamp.slice(0, 4) === day(now).slice(0, 4) ? local : localYear).format(Date.parse(`${stamp}Z`)),
    day,
  }
}

/** The user's own. */
export const formats: Formats = createFormats()
