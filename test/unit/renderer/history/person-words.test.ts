import { describe, expect, test } from 'vitest'
import type { DenialTold, PersonAnswer } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import {
  cutText,
  daysFinding,
  deniedFinding,
  featureFinding,
  othersFinding,
  personFinding,
} from '../../../../renderer/history/person-words.ts'

const named = (feature: string) => (feature === 'MATLAB' ? 'MathWorks MATLAB' : feature)
const english = createFormats('en-GB', 'Europe/Berlin')
const OUT = { tag: 'eng', feature: 'MATLAB', user: 'ijansen', host: 'WS-1400', seats: 1, out: 1_790_000_000, wait: 0 }
const MATLAB = { tag: 'eng', feature: 'MATLAB', seatHours: 30.04, checkouts: 2, lastSeen: 1_790_000_000 }

const ijansen: PersonAnswer = {
  span: { from: 1_789_000_000, to: 1_791_000_000 },
  zone: 'Europe/Berlin',
  working: false,
  kind: 'user',
  name: 'ijansen',
  checkouts: [
    { ...OUT, in: null },
    { ...OUT, in: 1_790_003_600 },
  ],
  checkoutCount: 2,
  seatHours: 41.52,
  byFeature: [MATLAB, { ...MATLAB, feature: 'SIMULINK', seatHours: 11.48 }],
  byDay: [
    { date: '2026-10-05', seatHours: 8.5, checkouts: 1 },
    { date: '2026-10-06', seatHours: 33.02, checkouts: 1 },
  ],
  denials: [],
  others: [{ name: 'WS-1400', seatHours: 41.52, lastSeen: 1_790_000_000 }],
}

describe('what somebody used', () => {
  test('is told in hours, features, hosts and the checkouts begun in it, with what is still out', () => {
    expect(personFinding(ijansen, english)).toBe(
      '41.5 seat-hours of 2 features on 1 host; 2 checkouts began in this span. 1 checkout was still out at the last poll.',
    )
  })

  test('on a host is told by its users', () => {
    const host = { ...ijansen, kind: 'host' as const, checkouts: [], seatHours: 1041.52, checkoutCount: 600 }
    expect(personFinding(host, english)).toBe(
      '1,042 seat-hours of 2 features by 1 user; 2 checkouts began in this span.',
    )
  })

  test('counts no checkout that began before, as the tables do', () => {
    const [day] = ijansen.byDay
    const before = { ...ijansen, checkouts: [], byDay: [{ date: '2026-10-05', seatHours: 104.6, checkouts: 0 }] }
    expect(personFinding({ ...before, seatHours: 104.6 }, english)).toBe(
      '105 seat-hours of 2 features on 1 host; no checkout began in this span.',
    )
    const one = { ...before, byDay: [{ date: '2026-10-05', seatHours: 8.5, ...day, checkouts: 1 }] }
    expect(personFinding(one, english)).toContain('; 1 checkout began in this span.')
  })

  test('is nothing where there was no checkout', () => {
    expect(personFinding({ ...ijansen, checkoutCount: 0, checkouts: [] }, english)).toBe('No checkout in this span.')
  })
})

test('a timeline that does not show all says so', () => {
  expect(cutText(ijansen, english)).toBeNull()
  expect(cutText({ ...ijansen, checkoutCount: 7200 }, english)).toBe(
    'The newest 2 of 7,200 checkouts are shown; choose a shorter span to see the others.',
  )
})

test('the feature that takes most is told with its share', () => {
  expect(featureFinding(ijansen, named, english)).toBe('Most: MathWorks MATLAB, 30 seat-hours, 72 % of all.')
  expect(featureFinding({ ...ijansen, byFeature: [MATLAB] }, named, english)).toBe(
    'Only MathWorks MATLAB: 30 seat-hours.',
  )
  expect(featureFinding({ ...ijansen, byFeature: [], seatHours: 0 }, named, english)).toBe(
    'No feature was used in this span.',
  )
})

test('the days on which seats were held are counted, and the busiest is named', () => {
  expect(daysFinding(ijansen, english)).toBe('Seats were held on 2 days; most on 6 Oct 2026: 33 seat-hours.')
  expect(daysFinding({ byDay: ijansen.byDay.slice(0, 1) }, english)).toBe(
    'Seats were held on one day, 5 Oct 2026: 8.5 seat-hours.',
  )
  expect(daysFinding({ byDay: [] }, english)).toBe('No seat was held on any day of this span.')
})

test('denials that count stand beside all lines of the log', () => {
  const denial: DenialTold = {
    at: 1_790_000_000,
    tag: 'eng',
    feature: 'MATLAB',
    user: 'ijansen',
    host: 'WS-1400',
    seats: 1,
    kind: 'no-seat',
    reason: 'Licensed number of users already reached. (-4,342)',
    counted: true,
    gotAfter: 240,
  }
  const again = { ...denial, counted: false }
  expect(deniedFinding([denial, again, again], english)).toBe('1 denial counts, of 3 lines in the log.')
  expect(deniedFinding([again], english)).toBe('No denial counts, of 1 line in the log.')
  expect(deniedFinding([], english)).toBe('No denial is recorded in this span.')
})

test('the place where most was used is named; names that nobody recorded are not made up', () => {
  const [host] = ijansen.others
  expect(othersFinding(ijansen, english)).toBe('Only on WS-1400.')
  const two = {
    kind: 'host' as const,
    others: [
      { ...host, name: 'bkuhn', seatHours: 3, lastSeen: 0 },
      { name: '', seatHours: 9, lastSeen: 0 },
    ],
  }
  expect(othersFinding(two, english)).toBe('Most by names that were not recorded: 9 seat-hours.')
  expect(othersFinding({ kind: 'user', others: [] }, english)).toBe('On no host in this span.')
})
