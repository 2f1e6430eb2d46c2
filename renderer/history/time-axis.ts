import type { Span } from '../../preload/contract/history.ts'
import { dayAfter, fromLocal, localDay, localStamp } from './zone-time.ts'

/** A place on a time axis and what stands there. */
export interface TimeTick {
  readonly at: number
  readonly label: string
}

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** Steps within a day, in seconds. */
const WITHIN = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
]
/** Steps in days. */
const DAYS = [1, 2, 7, 14]
/** Steps in months. */
const MONTHS = [1, 2, 3, 6, 12, 24, 60]

/** Round times of an IANA zone within a span, at most so many: hours of the day, days, Mondays, firsts of months. */
export function timeTicks(span: Span, zone: string, atMost: number, locale?: string): readonly TimeTick[] {
  const length = span.to - span.from
  const first = localDay(span.from, zone)
  const label = labels(locale)
  const within = WITHIN.find((step) => length / step <= atMost)
  if (within !== undefined) return keep(span, ticksWithin(first, span, zone, within, label))
  const days = DAYS.find((step) => length / DAY / step <= atMost)
  if (days !== undefined) {
    // From a Monday on, so that the same days are told wherever the span begins.
    const start = dayAfter(first, -((new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7))
    const count = Math.ceil(length / DAY / days) + 8
    const all = Array.from({ length: count }, (_, index) => dayAfter(start, index * days))
    return keep(
      span,
      all.map((day) => ({ at: fromLocal(day, zone), label: label.day(day) })),
    )
  }
  const months = MONTHS.find((step) => length / DAY / 30.4 / step <= atMost) ?? 120
  const [year = 0, month = 1] = first.split('-').map(Number)
  const start = Math.floor((year * 12 + month - 1) / months) * months
  const count = Math.ceil(length / DAY / 28 / months) + 2
  const all = Array.from({ length: count }, (_, index) => firstOf(start + index * months))
  return keep(
    span,
    all.map((day) => ({ at: fromLocal(day, zone), label: label.month(day) })),
  )
}

interface Labels {
  time(stamp: string): string
  day(day: string): string
  month(day: string): string
}

function labels(locale: string | undefined): Labels {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (stamp: string) => made.format(Date.parse(stamp.length === 10 ? `${stamp}T00:00:00Z` : `${stamp}:00Z`))
  }
  const month = format({ month: 'short' })
  const year = format({ month: 'short', year: 'numeric' })
  return {
    time: format({ hour: '2-digit', minute: '2-digit' }),
    day: format({ day: 'numeric', month: 'short' }),
    month: (day) => (day.slice(5, 7) === '01' ? year(day) : month(day)),
  }
}

function ticksWithin(first: string, span: Span, zone: string, step: number, label: Labels): readonly TimeTick[] {
  const ticks: TimeTick[] = []
  for (let day = first; fromLocal(day, zone) < span.to; day = dayAfter(day, 1)) {
    for (let second = 0; second < DAY; second += step) {
      const at = fromLocal(`${day}T${new Date(second * 1000).toISOString().slice(11, 16)}`, zone)
      // Told as the zone's clocks show it: some leave out the time that was asked for.
      ticks.push({ at, label: second === 0 ? label.day(day) : label.time(localStamp(at, zone)) })
    }
  }
  return ticks
}

/** `YYYY-MM-01` of a month counted from the year 0. */
const firstOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`

/** Those within the span, each moment once: clocks put forward make two local times one. */
const keep = (span: Span, ticks: readonly TimeTick[]): readonly TimeTick[] =>
  ticks.filter(({ at }, index) => at >= span.from && at <= span.to && at !== ticks[index - 1]?.at)
