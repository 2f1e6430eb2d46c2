import { expect, test } from 'vitest'
import { alertDays, dayWords } from '../../../../renderer/alerts/alert-days.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { NOW } from '../features.ts'
import { alertOf } from './alerts.ts'

const formats = createFormats('en-GB', 'Europe/Berlin')

test('alerts stand under the local day they were told on, in their order', () => {
  const night = Date.UTC(2026, 9, 11, 22, 30) / 1000 // 00:30 of the 12th in Berlin
  const told = [NOW, night, night - 3600, night - 90_000]
  const days = alertDays(
    told.map((at, index) => alertOf({ id: told.length - index, at })),
    formats,
  )
  expect(days.map(({ day, alerts }) => [day, alerts.map(({ id }) => id)])).toEqual([
    ['2026-10-12', [4, 3]],
    ['2026-10-11', [2]],
    ['2026-10-10', [1]],
  ])
})

test('today and yesterday are called so, other days by their date', () => {
  const march = Date.UTC(2026, 2, 1, 11) / 1000
  expect(dayWords('2026-03-01', march, formats)).toBe('Today')
  expect(dayWords('2026-02-28', march, formats)).toBe('Yesterday')
  expect(dayWords('2026-02-27', march, formats)).toBe('27 Feb 2026')
})
