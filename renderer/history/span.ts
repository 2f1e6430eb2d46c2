import type { Span } from '../../preload/contract/history.ts'
import type { Wish } from './wish.ts'
import { dayAfter, fromLocal, localDay, localStamp } from './zone-time.ts'

const HOUR = 3600

/** Whole local days of a wish, the last one that of the record's end. */
const DAYS = { '30d': 30, '90d': 90, '1y': 365 } as const

/**
 * The span that is meant by a wish over a record, days as in an IANA zone. Named spans end with the record, rounded up to
 * what buckets of that span are at most: an hour up to 7 days, a day above; so what is asked stays the same for a while.
 */
export function spanOf(wish: Wish, record: Span, zone: string): Span {
  if (typeof wish !== 'string') {
    const to = fromLocal(wish.to.length === 10 ? dayAfter(wish.to, 1) : wish.to, zone)
    const from = fromLocal(wish.from, zone)
    return { from, to: Math.max(to, from + 60) }
  }
  if (wish === '24h' || wish === '7d') {
    const to = Math.ceil(record.to / HOUR) * HOUR
    return { from: to - (wish === '24h' ? 24 : 7 * 24) * HOUR, to }
  }
  const after = dayAfter(localDay(Math.max(record.from, record.to - 1), zone), 1)
  const from = wish === 'all' ? localDay(record.from, zone) : dayAfter(after, -DAYS[wish])
  return { from: fromLocal(from, zone), to: fromLocal(after, zone) }
}

/** The wish that means a span, rounded outwards to minutes; whole days are told as days. */
export function wishBetween({ from, to }: Span, zone: string): Wish {
  const first = localStamp(Math.floor(from / 60) * 60, zone)
  const after = localStamp(Math.ceil(to / 60) * 60, zone)
  const whole = first.endsWith('T00:00') && after.endsWith('T00:00') && first !== after
  return whole ? { from: first.slice(0, 10), to: dayAfter(after.slice(0, 10), -1) } : { from: first, to: after }
}
