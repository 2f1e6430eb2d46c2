import { expect, test } from 'vitest'
import { createFormats } from '../../../renderer/formats.ts'
import { NOW } from './features.ts'

const berlin = createFormats('en-GB', 'Europe/Berlin')

test('a moment of today is a time, one of another day has its date', () => {
  expect(berlin.moment(NOW - 600, NOW)).toBe('08:02')
  expect(berlin.moment(NOW - 86_400, NOW)).toBe('11 Oct 2026, 08:12')
})

test('the day is that of the time zone, not of UTC', () => {
  const lateEvening = Date.UTC(2026, 9, 12, 22, 30) / 1000
  expect(berlin.day(lateEvening)).toBe('2026-10-13')
  expect(createFormats('en-GB', 'UTC').day(lateEvening)).toBe('2026-10-12')
})

test('a date without time zone stays the same date everywhere', () => {
  expect(createFormats('en-GB', 'America/Los_Angeles').date('2026-10-31')).toBe('31 Oct 2026')
})

test("the license server's local time is shown as it stood, with the year only where it differs", () => {
  const elsewhere = createFormats('en-GB', 'America/Los_Angeles')
  expect(elsewhere.localTime('2026-10-12T07:31:00', NOW)).toBe('12 Oct, 07:31')
  expect(elsewhere.localTime('2025-12-01T07:31:00', NOW)).toBe('1 Dec 2025, 07:31')
})
