import { describe, expect, test } from 'vitest'
import type { PersonCheckout } from '../../../../preload/contract/history.ts'
import { timelineRows } from '../../../../renderer/history/timeline-bars.ts'

const DAY = 86_400
const SPAN = { from: 100 * DAY, to: 110 * DAY }
const MATLAB = { tag: 'eng', feature: 'MATLAB' }
const SYNTH = { tag: 'eda-lab', feature: 'SYNTH_BASE' }

const checkout = (out: number, end: number | null, of = MATLAB): PersonCheckout => ({
  ...of,
  user: 'ijansen',
  host: 'WS-1400',
  seats: 1,
  out: SPAN.from + out * DAY,
  in: end === null ? null : SPAN.from + end * DAY,
  wait: 0,
})

describe('the timeline', () => {
  test('has a row for each feature that has any, in the order given, and a bar for each checkout', () => {
    const rows = timelineRows([checkout(5, 6), checkout(1, 2), checkout(3, 4, SYNTH)], [SYNTH, MATLAB], SPAN)
    expect(rows.map(({ feature }) => feature)).toEqual(['SYNTH_BASE', 'MATLAB'])
    expect(rows.map(({ bars }) => bars.length)).toEqual([1, 2])
    expect(rows[1]?.bars.map(({ from, to }) => [(from - SPAN.from) / DAY, (to - SPAN.from) / DAY])).toEqual([
      [1, 2],
      [5, 6],
    ])
    expect(timelineRows([checkout(1, 2)], [SYNTH, MATLAB], SPAN)).toHaveLength(1)
  })

  test('draws an open checkout to the end, with an open edge', () => {
    const [row] = timelineRows([checkout(9, null)], [MATLAB], SPAN)
    expect(row?.bars).toMatchObject([{ to: SPAN.to, open: true, count: 1 }])
  })

  test('cuts what began before the span or ended after it, and leaves out what lies outside', () => {
    const [row] = timelineRows([checkout(-3, 1), checkout(8, 12), checkout(-5, -4), checkout(11, 12)], [MATLAB], SPAN)
    expect(row?.bars.map(({ from, to, open }) => [(from - SPAN.from) / DAY, (to - SPAN.from) / DAY, open])).toEqual([
      [0, 1, false],
      [8, 10, false],
    ])
  })

  test('lays checkouts at the same time side by side, at most six deep', () => {
    const [two] = timelineRows([checkout(1, 4), checkout(2, 3), checkout(4, 5)], [MATLAB], SPAN)
    expect(two?.lanes).toBe(2)
    expect(two?.bars.map(({ lane }) => lane)).toEqual([0, 0, 1])
    const [many] = timelineRows(
      Array.from({ length: 9 }, () => checkout(1, 4)),
      [MATLAB],
      SPAN,
    )
    expect(many?.lanes).toBe(6)
    expect(many?.bars).toHaveLength(9)
  })

  test('is thinned where there are more than a few thousand, and no checkout gets lost', () => {
    const short = (count: number) =>
      Array.from({ length: count }, (_, n) => checkout((10 * n) / count, (10 * n + 5) / count))
    expect(timelineRows(short(3000), [MATLAB], SPAN)[0]?.bars).toHaveLength(3000)
    const [row] = timelineRows([...short(4000), checkout(9.9999, null)], [MATLAB], SPAN)
    const bars = row?.bars ?? []
    expect(bars.length).toBeLessThan(1000)
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(4001)
    expect(bars.at(-1)).toMatchObject({ to: SPAN.to, open: true })
  })

  test('keeps a long gap and a long checkout among thousands of short ones', () => {
    const short = Array.from({ length: 4000 }, (_, n) => checkout(n / 1000, (n + 0.4) / 1000))
    const [row] = timelineRows([...short, checkout(6, 9)], [MATLAB], SPAN)
    expect(row?.bars.at(-1)).toMatchObject({ from: SPAN.from + 6 * DAY, to: SPAN.from + 9 * DAY, count: 1 })
    expect(row?.bars.at(-2)?.to).toBeLessThan(SPAN.from + 4.01 * DAY)
  })
})
