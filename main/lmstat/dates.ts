/**
 * Dates as lmstat writes them (GRAMMAR A4, A7): English, US order, local time of the license server. Pure arithmetic on
 * the proleptic Gregorian calendar; no clock and no zone.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** A day of a year; `weekday` (0 is Sunday) is absent where the text has none of English. */
export interface Weekdate {
  readonly month: number
  readonly day: number
  readonly weekday?: number
}

/** `year` is absent where the text has none. */
export interface Moment extends Clock, Weekdate {
  readonly year?: number
}

/** The moment of a status line: its year is always written. */
export type StatusMoment = Moment & { readonly year: number }

export interface DatedDay {
  /** `YYYY-MM-DD` */
  readonly date: string
  /** The year is a guess. */
  readonly doubtful: boolean
}

/** `Fri 10/20 9:03`, also with a year of two or four digits and with seconds; undefined for anything else. */
export function parseMoment(text: string): Moment | undefined {
  const found = /^(?:([A-Za-z]+)\s+)?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(
    text,
  )
  if (!found) return undefined
  const [, name = '', month, day, year, hour, minute, second = '0'] = found
  const weekday = WEEKDAYS.indexOf(name.slice(0, 3).toLowerCase())
  const moment = {
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    ...(year === undefined ? {} : { year: fullYear(year) }),
    ...(weekday < 0 ? {} : { weekday }),
  }
  const clockFits = moment.hour < 24 && moment.minute < 60 && moment.second < 60
  return clockFits && dayExists(moment.year ?? LEAP_YEAR, moment.month, moment.day) ? moment : undefined
}

/** Any leap year: February 29 exists while the year is not known. */
const LEAP_YEAR = 2000

/** `YYYY-MM-DDTHH:MM:SS` */
export function printMoment(date: string, { hour, minute, second }: Clock): string {
  return `${date}T${pad(hour)}:${pad(minute)}:${pad(second)}`
}

/** `YYYY-MM-DD`, undefined where there is no such day. */
export function printDate(year: number, month: number, day: number): string | undefined {
  return dayExists(year, month, day) ? `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}` : undefined
}

/**
 * The date of a start that has no year: the latest year in which it is not more than a day later than the status (server
 * and client may be in other zones), at most four back for February 29. The weekday checks it: where it fits only the
 * year before, that is taken; where it fits neither, the first choice stays and is `doubtful`. Undefined: no such day.
 */
export function dateOf(date: Weekdate, status: Weekdate & { readonly year: number }): DatedDay | undefined {
  const { month, day } = date
  const latest = dayNumber(status.year, status.month, status.day) + 1
  for (let year = status.year + 1; year >= status.year - 4; year--) {
    const printed = printDate(year, month, day)
    if (printed === undefined || dayNumber(year, month, day) > latest) continue
    if (weekdayFits(date, year)) return { date: printed, doubtful: false }
    const before = weekdayFits(date, year - 1) ? printDate(year - 1, month, day) : undefined
    return before === undefined ? { date: printed, doubtful: true } : { date: before, doubtful: false }
  }
  return undefined
}

/**
 * An expiry: `YYYY-MM-DD` for `31-dec-2026` (months in any case, years of two or four digits), `permanent` for a year of
 * zeros and for `permanent(no expiration date)`; undefined for anything else.
 */
export function parseExpiry(text: string): string | undefined {
  if (/^permanent(?:$|\s*\()/i.test(text)) return 'permanent'
  const found = /^(\d{1,2})-([A-Za-z]{3})-(\d{1,4})$/.exec(text)
  if (!found) return undefined
  const [, day = '', name = '', digits = ''] = found
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  if (month === 0) return undefined
  if (Number(digits) === 0) return 'permanent'
  const year = fullYear(digits)
  return printDate(year, month, Number(day))
}

/** Years of two digits: 70 and above belong to the last century, as license files of that time wrote them. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length > 2) return year
  return year < 70 ? 2000 + year : 1900 + year
}

function weekdayFits({ month, day, weekday }: Weekdate, year: number): boolean {
  // 1970-01-01 was a Thursday; the sum keeps years before it in the range.
  return weekday === undefined || (dayNumber(year, month, day) + 4 + 7 * 1e6) % 7 === weekday
}

/** Days since 1970-01-01. */
function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

function dayExists(year: number, month: number, day: number): boolean {
  const days = MONTH_DAYS[month - 1]
  if (days === undefined || day < 1) return false
  return day <= (month === 2 && isLeap(year) ? 29 : days)
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
