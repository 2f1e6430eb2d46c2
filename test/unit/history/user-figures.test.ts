import { describe, expect, it } from 'vitest'
import { DistinctUsers, encodeNumbers, encodeUsers } from '../../../main/history/user-figures.ts'

const figures = { seatSeconds: 3600, checkouts: 3, longest: 7200, last: 1_760_000_000 }

describe('users that differ', () => {
  it('are those of all lists of numbers, however long their steps are', () => {
    const users = new DistinctUsers()
    users.begin()
    for (const numbers of [[1, 127, 128, 300], [], [300, 20_000, 2_100_000], [2]])
      users.addNumbers(encodeNumbers(numbers))
    expect(users.count).toBe(7)
    expect([1, 127, 128, 300, 20_000, 2_100_000, 2].filter((user) => users.add(user))).toEqual([])
    expect(users.add(3)).toBe(true)
  })

  it('are those of figures, and none when begun anew', () => {
    const users = new DistinctUsers()
    users.addFigures(encodeUsers([7, 9, 7].map((user) => ({ user, ...figures }))))
    expect(users.count).toBe(2)
    users.begin()
    expect(users.count).toBe(0)
    expect(users.add(9)).toBe(true)
  })
})
