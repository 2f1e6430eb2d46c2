import { expect, test } from 'vitest'
import {
  dayStart,
  expiryDay,
  expiryText,
  nextServiceDay,
  serviceDay,
  simulatedDay,
} from '../../../main/demo/calendar.ts'
import { createZone, wallAt } from '../../../main/demo/zone.ts'

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86400000
const epoch = (text: string): number => Date.parse(text) / 1000

test('a zone knows its offset to the second of a change', () => {
  const berlin = createZone('Europe/Berlin')
  expect(berlin.offsetAt(epoch('2026-03-29T00:59:59Z'))).toBe(3600)
  expect(berlin.offsetAt(epoch('2026-03-29T01:00:00Z'))).toBe(7200)
  expect(berlin.offsetAt(epoch('2026-10-25T00:59:59Z'))).toBe(7200)
  expect(berlin.offsetAt(epoch('2026-10-25T01:00:00Z'))).toBe(3600)
  expect(createZone('Asia/Kolkata').offsetAt(0)).toBe(19800)
  expect(createZone('America/St_Johns').offsetAt(epoch('2026-11-18T12:00:00Z'))).toBe(-12600)
  expect(createZone('UTC').offsetAt(epoch('2026-11-18T12:00:00Z'))).toBe(0)
})

test('the wall clock repeats an hour when the clocks go back', () => {
  const berlin = createZone('Europe/Berlin')
  const before = wallAt(berlin, epoch('2026-10-25T00:30:00Z'))
  expect(before).toEqual({ year: 2026, month: 10, dayOfMonth: 25, weekday: 0, hour: 2, minute: 30, second: 0 })
  expect(wallAt(berlin, epoch('2026-10-25T01:30:00Z'))).toEqual(before)
})

test.each([
  'Europe/Berlin',
  'Europe/Helsinki',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'America/Santiago',
])('every second belongs to one simulated day in %s', (name) => {
  const zone = createZone(name)
  for (let date = day('2026-01-01'); date < day('2027-01-01'); date++) {
    const start = dayStart(zone, date)
    expect(wallAt(zone, start).hour).toBe(4)
    expect(simulatedDay(zone, start)).toBe(date)
    expect(simulatedDay(zone, start - 1)).toBe(date - 1)
  }
})

test('the regular restart is on the first Sunday of each month', () => {
  expect(serviceDay(day('2026-11-18'))).toBe(day('2026-11-01'))
  expect(serviceDay(day('2026-12-05'))).toBe(day('2026-11-01'))
  expect(serviceDay(day('2026-12-06'))).toBe(day('2026-12-06'))
  expect(nextServiceDay(day('2026-11-01'))).toBe(day('2026-12-06'))
  expect(nextServiceDay(day('2026-02-01'))).toBe(day('2026-03-01'))
})

test('pools expire as their licenses are renewed', () => {
  const today = day('2026-11-18')
  const text = (renewal: Parameters<typeof expiryDay>[0]): string => {
    const expires = expiryDay(renewal, today)
    return expires === null ? 'never' : expiryText(expires)
  }
  expect(text('permanent')).toBe('never')
  expect(text('month')).toBe('30-nov-2026')
  expect(text('quarter')).toBe('31-dec-2026')
  expect(text('loan')).toBe('15-nov-2026')
  expect(text('lapsed')).toBe('30-sep-2026')
})
