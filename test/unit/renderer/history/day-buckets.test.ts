import { expect, test } from 'vitest'
import { bucketDays, unitFor } from '../../../../renderer/history/day-buckets.ts'

const DAYS = [
  { date: '2026-10-04', value: 1 }, // a Sunday
  { date: '2026-10-05', value: 2 },
  { date: '2026-10-11', value: 4 },
  { date: '2026-11-01', value: 8 },
]

test('bars stand for days, then for weeks, then for months as the span grows', () => {
  expect([7, 100, 101, 750, 751].map(unitFor)).toEqual(['day', 'day', 'week', 'week', 'month'])
})

test('days are summed from Monday to Sunday, or over the month; the sum of all stays the same', () => {
  expect(bucketDays(DAYS, 'day')).toEqual(DAYS)
  expect(bucketDays(DAYS, 'week')).toEqual([
    { date: '2026-09-28', value: 1 },
    { date: '2026-10-05', value: 6 },
    { date: '2026-10-26', value: 8 },
  ])
  expect(bucketDays(DAYS, 'month')).toEqual([
    { date: '2026-10-01', value: 7 },
    { date: '2026-11-01', value: 8 },
  ])
})
