export const DAY = 86_400

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Days since 1970-01-01 of a date from 1970 to 2199, or undefined where the calendar has no such day. */
export function dayNumber(year: number, month: number, dayOfMonth: number): number | undefined {
  if (year < 1970 || year > 2199) return undefined
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth ? date.getTime() / 1000 / DAY : undefined
}

/** The day of `7/28/2018`, in US order, at the beginning of a text. */
export function slashDay(text: string): number | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text)
  return match === null ? undefined : dayNumber(Number(match[3]), Number(match[1]), Number(match[2]))
}

/** Local seconds since 1970 of `Fri Jul 27 2018 15:49:20 …`; the zone behind it is in the server's language. */
export function longDate(text: string): number | undefined {
  const match = /^\S{2,12} ([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{4}) (\d{1,2}):(\d\d):(\d\d)(?!\d)/.exec(text)
  if (match === null) return undefined
  const [, month = '', ...numbers] = match
  const [dayOfMonth = 0, year = 0, hour = 0, minute = 0, second = 0] = numbers.map(Number)
  const day = dayNumber(year, MONTHS.indexOf(month.toLowerCase()) + 1, dayOfMonth)
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined
  return day * DAY + hour * 3600 + minute * 60 + second
}

/** `2018-07-28` of days since 1970; by arithmetic, as a log that runs on for ever leaves the years that `Date` can print. */
export function dateText(day: number): string {
  // Years of 400 that begin with March 1, so that a leap day is the last of its year.
  const fromMarch = day + 719_468
  const era = Math.floor(fromMarch / 146_097)
  const ofEra = fromMarch - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarchMonth = Math.floor((5 * ofYear + 2) / 153)
  const dayOfMonth = ofYear - Math.floor((153 * fromMarchMonth + 2) / 5) + 1
  const month = fromMarchMonth < 10 ? fromMarchMonth + 3 : fromMarchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`
}

/** `08:05:09` of the seconds of a day. */
export const clockText = (seconds: number): string => `${MINUTES[Math.floor(seconds / 60)] ?? ''}${two(seconds % 60)}`

/** Prints local seconds since 1970 as `2018-07-28T08:05:09`, quickly while the day stays the same. */
export function createTimeText(): (local: number) => string {
  let lastDay = Number.NaN
  let dayText = ''
  return (local) => {
    const day = Math.floor(local / DAY)
    if (day !== lastDay) {
      dayText = `${dateText(day)}T`
      lastDay = day
    }
    return dayText + clockText(local - day * DAY)
  }
}

const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
const two = (value: number): string => TWO[value] ?? String(value)
/** `08:05:` of the minutes of a day. */
const MINUTES = Array.from({ length: DAY / 60 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`)
