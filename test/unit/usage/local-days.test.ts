import { describe, expect, it } from 'vitest'
import { dateOf, dayOfDate, localDays, weekdayOf } from '../../../main/usage/local-days.ts'
import { localText } from '../../../preload/contract/local-text.ts'

const utc = (text: string): number => Date.parse(text) / 1000
const day = (date: string): number => dayOfDate(date) ?? Number.NaN
const plain = Array.from({ length: 24 }, (_, hour) => hour)

describe('local days', () => {
  it.each([
    ['a plain day', 'Europe/Berlin', '2026-03-14', plain, 24],
    ['the clock put forward at two', 'Europe/Berlin', '2026-03-29', plain.toSpliced(2, 1), 23],
    ['the clock put back at three', 'Europe/Berlin', '2026-10-25', plain.toSpliced(2, 0, 2), 25],
    ['America', 'America/New_York', '2026-03-08', plain.toSpliced(2, 1), 23],
    ['a zone of half hours', 'Asia/Kolkata', '2026-07-01', plain, 24],
    ['half an hour put forward', 'Australia/Lord_Howe', '2026-10-04', plain, 23.5],
    ['half an hour put back', 'Australia/Lord_Howe', '2026-04-05', plain.toSpliced(1, 0, 1), 24.5],
    ['no midnight', 'America/Santiago', '2026-09-06', plain.slice(1), 23],
    ['the last hour twice', 'America/Santiago', '2026-04-04', [...plain, 23], 25],
    ['two midnights', 'America/Havana', '2026-11-01', [0, ...plain], 25],
  ])('have the hours their clock shows: %s', (_, zone, date, hours, length) => {
    const days = localDays(zone)
    const found = days.hoursOf(day(date))
    expect(found.hours).toEqual(hours)
    expect(found.starts).toHaveLength(hours.length + 1)
    expect(found.starts[0]).toBe(days.startOf(day(date)))
    expect((found.starts.at(-1) ?? 0) - (found.starts[0] ?? 0)).toBe(length * 3600)
    for (const [which, hour] of found.hours.entries()) {
      const clock = localText(found.starts[which] ?? 0, zone)
      expect([clock.slice(0, 10), Number(clock.slice(11, 13))]).toEqual([date, hour])
    }
  })

  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Pacific/Apia',
    'America/Havana',
  ])('are those of the calendar at every moment: %s', (zone) => {
    const days = localDays(zone)
    for (let at = utc('2026-03-01T00:00Z'); at < utc('2026-12-01T00:00Z'); at += 14_400 - 60)
      expect(dateOf(days.dayOf(at))).toBe(localText(at, zone).slice(0, 10))
    for (const date of ['2026-03-29', '2026-04-05', '2026-09-06', '2026-11-01']) {
      const start = days.startOf(day(date))
      expect([days.dayOf(start - 1), days.dayOf(start)]).toEqual([day(date) - 1, day(date)])
    }
  })

  it('know a day that a zone left out: it has no hours', () => {
    const days = localDays('Pacific/Apia')
    expect(days.hoursOf(day('2011-12-30'))).toEqual({ starts: [utc('2011-12-30T10:00Z')], hours: [] })
    expect(days.dayOf(utc('2011-12-30T10:00Z'))).toBe(day('2011-12-31'))
  })

  it('begin with 1970 and end with what a day’s number holds', () => {
    const days = localDays('Europe/Berlin')
    expect([days.dayOf(-5), days.dayOf(0), days.dayOf(2 ** 32), days.dayOf(1e12)]).toEqual([0, 0, 49_710, 65_535])
    expect([dateOf(0), dateOf(49_710), weekdayOf(0), weekdayOf(day('2026-03-15'))]).toEqual([
      '1970-01-01',
      '2106-02-07',
      4,
      0,
    ])
    expect(['2026-02-29', '2026-2-1', '', '2026-13-01'].map(dayOfDate)).toEqual([null, null, null, null])
    expect(() => localDays('Mars/Base')).not.toThrow(TypeError)
  })
})
