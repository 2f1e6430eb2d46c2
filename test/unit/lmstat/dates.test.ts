import { expect, test } from 'vitest'
import { dateOf, parseExpiry, parseMoment } from '../../../main/lmstat/dates.ts'

test.each([
  ['31-dec-2026', '2026-12-31'],
  ['07-JAN-2027', '2027-01-07'],
  ['1-Jan-99', '1999-01-01'],
  ['1-jan-27', '2027-01-01'],
  ['29-feb-2028', '2028-02-29'],
  ['1-jan-0', 'permanent'],
  ['01-jan-0000', 'permanent'],
  ['31-MAY-0', 'permanent'],
  ['permanent(no expiration date)', 'permanent'],
  ['Permanent', 'permanent'],
  ['29-feb-2027', undefined],
  ['32-dec-2026', undefined],
  ['1-abc-2026', undefined],
  ['30-apr-20202', undefined],
  ['permanently', undefined],
  ['', undefined],
])('the expiry %s is %s', (text, expected) => {
  expect(parseExpiry(text)).toBe(expected)
})

const status = { year: 2026, month: 3, day: 1 }

test.each([
  ['Sat 2/28 9:00', '2026-02-28', false],
  ['Mon 3/2 9:00', '2026-03-02', false],
  ['Mon 3/3 9:00', '2025-03-03', false],
  ['Tue 3/3 9:00', '2025-03-03', true],
  ['Fri 2/28 9:00', '2025-02-28', false],
  ['Wed 2/28 9:00', '2026-02-28', true],
  ['Thu 2/29 9:00', '2024-02-29', false],
  ['Fri 2/29 9:00', '2024-02-29', true],
  ['2/28 9:00', '2026-02-28', false],
])('%s, asked on 2026-03-01, is of %s', (text, date, doubtful) => {
  const moment = parseMoment(text)
  expect(moment && dateOf(moment, status)).toEqual({ date, doubtful })
})

test('a start shortly after midnight of new year, seen by a client that is behind, is of the next year', () => {
  const moment = parseMoment('Fri 1/1 0:01')
  expect(moment && dateOf(moment, { year: 2026, month: 12, day: 31 })).toEqual({ date: '2027-01-01', doubtful: false })
})

test.each(['Fri 13/1 9:00', 'Fri 2/30 9:00', 'Fri 1/1 24:00', 'Fri 1/1 9:60', 'Fri 1/1', 'Fri 1/1 9:00 PM', ''])(
  '%j is no start',
  (text) => {
    expect(parseMoment(text)).toBeUndefined()
  },
)
