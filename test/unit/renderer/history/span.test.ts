import { describe, expect, test } from 'vitest'
import { spanOf, wishBetween } from '../../../../renderer/history/span.ts'
import type { Wish } from '../../../../renderer/history/wish.ts'
import { fromLocal, localStamp } from '../../../../renderer/history/zone-time.ts'

const BERLIN = 'Europe/Berlin'
const at = (text: string) => Date.parse(text) / 1000
/** From 2 June 2025, 09:30, to Monday, 12 October 2026, 08:12, in Berlin. */
const RECORD = { from: at('2025-06-02T07:30Z'), to: at('2026-10-12T06:12Z') }

const local = (wish: Wish, zone = BERLIN) => {
  const { from, to } = spanOf(wish, RECORD, zone)
  return `${localStamp(from, zone)} ${localStamp(to, zone)}`
}

describe('a wish over a record', () => {
  test.each<[string, Wish, string]>([
    ['24 h end with the hour of the last poll', '24h', '2026-10-11T09:00 2026-10-12T09:00'],
    ['so do 7 days', '7d', '2026-10-05T09:00 2026-10-12T09:00'],
    ['30 days are whole ones, the last one that of the last poll', '30d', '2026-09-13T00:00 2026-10-13T00:00'],
    ['90 days too', '90d', '2026-07-15T00:00 2026-10-13T00:00'],
    ['and a year', '1y', '2025-10-13T00:00 2026-10-13T00:00'],
    ['all is all days of the record', 'all', '2025-06-02T00:00 2026-10-13T00:00'],
    ['the last day of from-to counts', { from: '2026-09-01', to: '2026-09-30' }, '2026-09-01T00:00 2026-10-01T00:00'],
    [
      'minutes are taken as they are',
      { from: '2026-10-05T08:15', to: '2026-10-05T12:00' },
      '2026-10-05T08:15 2026-10-05T12:00',
    ],
    [
      'nothing is never asked for',
      { from: '2026-10-05T08:15', to: '2026-10-05T08:15' },
      '2026-10-05T08:15 2026-10-05T08:16',
    ],
  ])('%s', (_, wish, expected) => {
    expect(local(wish)).toBe(expected)
  })

  test('days are those of the server', () => {
    expect(local('30d', 'America/Los_Angeles')).toBe('2026-09-12T00:00 2026-10-12T00:00')
  })

  test('a record that ends at midnight does not ask for the day after', () => {
    const { to } = spanOf('30d', { ...RECORD, to: at('2026-10-11T22:00Z') }, BERLIN)
    expect(localStamp(to, BERLIN)).toBe('2026-10-12T00:00')
  })
})

test('a span is told in whole days where it can be', () => {
  const between = (from: string, to: string) => wishBetween({ from: at(from), to: at(to) }, BERLIN)
  expect(between('2026-08-31T22:00Z', '2026-09-30T22:00Z')).toEqual({ from: '2026-09-01', to: '2026-09-30' })
  expect(between('2026-10-05T06:15:30Z', '2026-10-05T10:00:10Z')).toEqual({
    from: '2026-10-05T08:15',
    to: '2026-10-05T12:01',
  })
})

describe('local time of a zone', () => {
  test.each([
    ['winter', '2026-01-15T12:00', '2026-01-15T11:00Z'],
    ['summer', '2026-07-15T12:00', '2026-07-15T10:00Z'],
    ['the midnight before clocks are put forward', '2026-03-29', '2026-03-28T23:00Z'],
    ['the midnight after', '2026-03-30', '2026-03-29T22:00Z'],
    ['the first of two hours that read the same', '2026-10-25T02:30', '2026-10-25T00:30Z'],
    ['an hour that was left out, one later', '2026-03-29T02:30', '2026-03-29T01:30Z'],
  ])('in %s', (_, stamp, utc) => {
    expect(new Date(fromLocal(stamp, BERLIN) * 1000).toISOString()).toBe(new Date(utc).toISOString())
  })
})
