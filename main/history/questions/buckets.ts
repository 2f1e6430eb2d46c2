import type { BucketSize, Span } from '../../../preload/contract/history.ts'
import { dateOf, type LocalDays, weekdayOf } from '../../usage/local-days.ts'
import { firstDayOf, localMonthOf } from '../usage-months.ts'

const DAY = 86_400

/** The finest buckets of which a span has at most a few hundred. */
export function bucketSize({ from, to }: Span): BucketSize {
  const days = (to - from) / DAY
  if (days <= 0.25) return 'minute'
  if (days <= 4) return 'quarter'
  if (days <= 14) return 'hour'
  if (days <= 400) return 'day'
  return days <= 2000 ? 'week' : 'month'
}

/** Where the buckets of a span begin, by the local calendar, and as the last one the end of the span; none of an empty one. */
export function bucketStarts(size: BucketSize, { from, to }: Span, days: LocalDays): readonly number[] {
  if (from >= to) return []
  const starts: number[] = [from]
  const add = (at: number): void => {
    if (at > from && at < to) starts.push(at)
  }
  const [first, last] = [days.dayOf(from), days.dayOf(to - 1)]
  for (let day = first; day <= last; day++) {
    if (size === 'week' ? weekdayOf(day) === 1 : size === 'month' ? dateOf(day).endsWith('-01') : true)
      add(days.startOf(day))
    const part = size === 'minute' ? 60 : size === 'quarter' ? 900 : size === 'hour' ? 3600 : null
    if (part === null) continue
    const { starts: hours } = days.hoursOf(day)
    for (let hour = 0; hour + 1 < hours.length; hour++) {
      const end = hours[hour + 1] ?? 0
      for (let at = hours[hour] ?? 0; at < end; at += part) if (at > days.startOf(day)) add(at)
    }
  }
  return [...starts, to]
}

/** The local months that lie wholly within days [first, last]. */
export function monthsWithin(first: number, last: number): readonly number[] {
  const months: number[] = []
  let month = localMonthOf(first)
  if (firstDayOf(month) < first) month++
  for (; firstDayOf(month + 1) - 1 <= last; month++) months.push(month)
  return months
}
