import { describe, expect, test } from 'vitest'
import type { UsersAnswer } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { usersFinding } from '../../../../renderer/history/feature-users-words.ts'
import { HOUR, START, totalsOf, usageOf } from './answers.ts'

const english = createFormats('en-GB', 'Europe/Berlin')
const answered = { span: { from: START, to: START + 90 * 86_400 }, zone: 'Europe/Berlin', working: false } as const

describe('users in words', () => {
  const users = (count: number): UsersAnswer => ({
    ...answered,
    seatHours: 1240,
    users: Array.from({ length: count }, (_, index) => ({
      user: `user${index}`,
      seatHours: 1240 / count,
      checkouts: 3,
      longest: HOUR,
      lastSeen: START,
      share: 1 / count,
      denials: { counted: 0, raw: 0 },
    })),
  })

  test.each([
    [0, 'Nobody held a seat.'],
    [1, '1 person held seats for 1,240 hours; user0 for 100 % of them.'],
    [4, '4 people held seats for 1,240 hours; user0 for 25 % of them.'],
    [20, '20 people held seats for 1,240 hours; the 2 who held most, for 10 % of them.'],
  ])('of %i', (count, expected) => {
    expect(usersFinding(users(count), usageOf({ totals: totalsOf({ peak: count }) }), english)).toBe(expected)
  })

  test('it is not known who they were where only samples tell of them', () => {
    expect(usersFinding(users(0), usageOf(), english)).toBe('It is not known who held seats.')
  })

  test('people without a name are not one person', () => {
    const named = (...names: readonly string[]): string => {
      const answer = users(names.length)
      const people = answer.users.map((user, index) => ({ ...user, user: names[index] ?? '' }))
      return usersFinding({ ...answer, users: people }, usageOf(), english)
    }
    expect(named('')).toBe('Seats were held for 1,240 hours, by names that were not recorded.')
    expect(named('', 'ada')).toBe(
      '1 person and names that were not recorded held seats for 1,240 hours; ada for 50 % of them.',
    )
  })

  test('hours in which nobody watched are said to be among theirs', () => {
    const gaps = [{ from: START, to: START + HOUR }]
    const totals = totalsOf({ seatHours: 960 })
    expect(usersFinding(users(4), usageOf({ gaps, totals }), english)).toBe(
      '4 people held seats for 1,240 hours; user0 for 25 % of them. These hours include time when nobody watched; the seat-hours above do not.',
    )
    expect(usersFinding(users(4), usageOf({ gaps, totals: totalsOf({ seatHours: 1240.3 }) }), english)).not.toContain(
      'nobody watched',
    )
  })
})
