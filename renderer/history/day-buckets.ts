import { dayAfter } from './zone-time.ts'

/** A bar over one day, week or month. */
export interface DayBucket {
  /** First day, `YYYY-MM-DD`. */
  readonly date: string
  readonly value: number
}

export type DayUnit = 'day' | 'week' | 'month'

/** What a bar stands for in a span of so many days, so that bars stay wide enough to be seen. */
export const unitFor = (days: number): DayUnit => (days <= 100 ? 'day' : days <= 750 ? 'week' : 'month')

/** The sums of days that have any over weeks (from Monday) or months, ascending; those without any are left out. */
export function bucketDays(days: readonly DayBucket[], unit: DayUnit): readonly DayBucket[] {
  const sums = new Map<string, number>()
  for (const { date, value } of days) {
    const first = firstDay(date, unit)
    sums.set(first, (sums.get(first) ?? 0) + value)
  }
  return [...sums].map(([date, value]) => ({ date, value })).sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** The first day of the unit that a day lies in. */
export function firstDay(date: string, unit: DayUnit): string {
  if (unit === 'day') return date
  if (unit === 'month') return `${date.slice(0, 7)}-01`
  return dayAfter(date, -((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7))
}
