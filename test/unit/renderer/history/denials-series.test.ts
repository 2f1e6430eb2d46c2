import { expect, test } from 'vitest'
import { denialSeries } from '../../../../renderer/history/denials-series.ts'

const DAYS = [
  { date: '2026-10-05', counted: 3, raw: 3 },
  { date: '2026-10-06', counted: 1, raw: 1 },
]

test('lines of the log stand behind the denials that count, where there are more of them', () => {
  const series = denialSeries([...DAYS, { date: '2026-10-07', counted: 0, raw: 2 }])
  expect(series.map(({ label, faint }) => [label, faint ?? false])).toEqual([
    ['Denials that count', false],
    ['Lines of the log', true],
  ])
  expect(series.map(({ days }) => days.map(({ value }) => value))).toEqual([
    [3, 1, 0],
    [3, 1, 2],
  ])
})

test('lines of the log are left out where each of them counts', () => {
  expect(denialSeries(DAYS).map(({ label }) => label)).toEqual(['Denials that count'])
})
