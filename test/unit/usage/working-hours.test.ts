import { describe, expect, it } from 'vitest'
import { dayOfDate, localDays } from '../../../main/usage/local-days.ts'
import { OFFICE_HOURS, type WorkingHours, workOf } from '../../../main/usage/working-hours.ts'
import { localText } from '../../../preload/contract/local-text.ts'

const all = [0, 1, 2, 3, 4, 5, 6]

/** The working hours of a day as the clock of the zone shows them, and how long they are. */
function work(zone: string, calendar: WorkingHours, date: string) {
  const found = workOf(localDays(zone), calendar, dayOfDate)(dayOfDate(date) ?? 0)
  return found === null ? null : [localText(found.from, zone), localText(found.to, zone), (found.to - found.from) / 60]
}

describe('working hours', () => {
  it('are those of the office on weekdays, and none on others or on holidays', () => {
    expect(work('Europe/Berlin', OFFICE_HOURS, '2026-03-13')).toEqual([
      '2026-03-13T08:00:00',
      '2026-03-13T18:00:00',
      600,
    ])
    expect(work('Europe/Berlin', OFFICE_HOURS, '2026-03-14')).toBeNull()
    expect(work('Europe/Berlin', { ...OFFICE_HOURS, holidays: ['2026-03-13'] }, '2026-03-13')).toBeNull()
    expect(work('Europe/Berlin', { ...OFFICE_HOURS, holidays: ['no date'] }, '2026-03-13')).not.toBeNull()
  })

  it.each([
    ['Europe/Berlin', 0, 1440, '2026-03-29', 23 * 60],
    ['Europe/Berlin', 0, 1440, '2026-10-25', 25 * 60],
    ['Europe/Berlin', 90, 240, '2026-03-29', 90],
    ['Europe/Berlin', 150, 240, '2026-03-29', 60],
    ['Europe/Berlin', 7 * 60 + 30, 16 * 60 + 15, '2026-10-25', 525],
    ['America/Santiago', 0, 480, '2026-09-06', 420],
    ['America/Santiago', 0, 1440, '2026-04-04', 25 * 60],
    ['Australia/Lord_Howe', 0, 1440, '2026-10-04', 23.5 * 60],
    ['Asia/Kolkata', 1, 1439, '2026-07-01', 1438],
  ])('last as long as the clock says: %s %d to %d on %s', (zone, from, to, date, minutes) => {
    const found = work(zone, { weekdays: all, from, to, holidays: [] }, date)
    expect(found?.[2]).toBe(minutes)
  })
})
