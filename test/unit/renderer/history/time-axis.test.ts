import { describe, expect, test } from 'vitest'
import { timeTicks } from '../../../../renderer/history/time-axis.ts'

const BERLIN = 'Europe/Berlin'
const at = (text: string) => Date.parse(text) / 1000
const labels = (from: string, to: string, atMost: number, zone = BERLIN) =>
  timeTicks({ from: at(from), to: at(to) }, zone, atMost, 'en-GB').map(({ label }) => label)

describe('marks of a time axis are', () => {
  test('hours of the server for a day, with the date at midnight', () => {
    expect(labels('2026-10-11T07:00Z', '2026-10-12T07:00Z', 5)).toEqual(['12:00', '18:00', '12 Oct', '06:00'])
  })

  test('minutes for an hour', () => {
    expect(labels('2026-10-12T06:05Z', '2026-10-12T07:00Z', 6)).toEqual([
      '08:10',
      '08:20',
      '08:30',
      '08:40',
      '08:50',
      '09:00',
    ])
  })

  test('the same days wherever a span of weeks begins', () => {
    expect(labels('2026-09-12T22:00Z', '2026-10-12T22:00Z', 5)).toEqual([
      '14 Sept',
      '21 Sept',
      '28 Sept',
      '5 Oct',
      '12 Oct',
    ])
    expect(labels('2026-09-15T22:00Z', '2026-10-15T22:00Z', 5)).toEqual(['21 Sept', '28 Sept', '5 Oct', '12 Oct'])
  })

  test('first days of months for a year, with the year in January', () => {
    expect(labels('2025-10-12T22:00Z', '2026-10-12T22:00Z', 7)).toEqual([
      'Nov',
      'Jan 2026',
      'Mar',
      'May',
      'Jul',
      'Sept',
    ])
  })

  test('never more than there is room for', () => {
    for (const days of [0.01, 0.3, 1, 3, 8, 31, 91, 366, 2000, 9000]) {
      for (const atMost of [2, 5, 12]) {
        const ticks = timeTicks(
          { from: at('2026-03-20T11:17Z'), to: at('2026-03-20T11:17Z') + days * 86_400 },
          BERLIN,
          atMost,
        )
        expect(ticks.length).toBeLessThanOrEqual(atMost + 1)
      }
    }
  })

  test('right on days of 23 and 25 hours', () => {
    const spring = timeTicks({ from: at('2026-03-28T23:00Z'), to: at('2026-03-29T22:00Z') }, BERLIN, 12, 'en-GB')
    expect(spring).toHaveLength(12)
    expect(spring.slice(0, 3)).toEqual([
      { at: at('2026-03-28T23:00Z'), label: '29 Mar' },
      { at: at('2026-03-29T01:00Z'), label: '03:00' },
      { at: at('2026-03-29T02:00Z'), label: '04:00' },
    ])
    const autumn = labels('2026-10-24T22:00Z', '2026-10-25T22:59Z', 13)
    expect(autumn).toEqual([
      '25 Oct',
      '02:00',
      '04:00',
      '06:00',
      '08:00',
      '10:00',
      '12:00',
      '14:00',
      '16:00',
      '18:00',
      '20:00',
      '22:00',
    ])
  })
})
