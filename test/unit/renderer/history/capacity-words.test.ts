import { describe, expect, test } from 'vitest'
import type { ExpiryRow } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { aheadText, changesFinding, expiryFinding, seatsOf } from '../../../../renderer/history/capacity-words.ts'

const named = (feature: string) => (feature === 'MATLAB' ? 'MathWorks MATLAB' : feature)
const english = createFormats('en-GB', 'Europe/Berlin')

const row = (own: Partial<ExpiryRow>): ExpiryRow => ({
  tag: 'eng',
  feature: 'MATLAB',
  version: '45',
  vendor: 'MLM',
  seats: 20,
  of: 25,
  expires: '2027-06-30',
  superseded: false,
  ...own,
})

test.each([
  [20, 25, '20 of 25 seats'],
  [25, 25, 'all 25 seats'],
  [1, 1, 'the only seat'],
  [20, null, '20 seats'],
  [20, 5, '20 seats'],
  [null, null, 'uncounted seats'],
])('%s seats of %s read "%s"', (seats, of, text) => {
  expect(seatsOf({ seats, of }, english)).toBe(text)
})

test.each([
  ['2026-10-11', 'expired'],
  ['2026-10-12', 'today'],
  ['2026-10-13', 'tomorrow'],
  ['2026-10-31', 'in 19 days'],
  ['2027-06-30', 'in 9 months'],
  ['2031-10-12', 'in 5 years'],
])('%s seen from 12 October 2026 is "%s"', (date, text) => {
  expect(aheadText(date, '2026-10-12')).toBe(text)
})

describe('what expires next', () => {
  test('is told with its seats and with how many others go that day', () => {
    expect(expiryFinding([row({}), row({ feature: 'SIMULINK' })], '2027-06-18', named, english)).toBe(
      'Next, in 12 days: 20 of 25 seats of MathWorks MATLAB expire on 30 Jun 2027, and 1 other license that day.',
    )
    expect(expiryFinding([row({ seats: 1, of: 1 })], '2027-06-29', named, english)).toBe(
      'Next, tomorrow: the only seat of MathWorks MATLAB expires on 30 Jun 2027.',
    )
  })

  test('is neither what is superseded nor what has expired', () => {
    expect(
      expiryFinding([row({ superseded: true }), row({ expires: '2026-01-01' })], '2027-06-18', named, english),
    ).toBe('No expiry ahead is known.')
  })
})

describe('changes of capacity', () => {
  const change = (at: number, before: number | null, seats: number) => ({
    tag: 'eng',
    feature: 'MATLAB',
    at,
    before,
    seats,
  })
  const day = ({ at }: { at: number }) => english.date(english.day(at))

  test('are counted without the first number that was recorded, and the last one is told', () => {
    expect(changesFinding([change(1_791_000_000, 25, 20), change(1_780_000_000, null, 25)], day, named, english)).toBe(
      '1 change since the record began; last, on 3 Oct 2026, MathWorks MATLAB went from 25 to 20.',
    )
    expect(changesFinding([change(1_780_000_000, null, 25)], day, named, english)).toBe(
      'The number of issued seats has not changed since the record began.',
    )
  })
})
