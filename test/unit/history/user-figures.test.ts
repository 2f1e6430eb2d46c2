import { describe, expect, it } from 'vitest'
import { addUsers, DistinctUsers, encodeNumbers, UserSums } from '../../../main/history/user-figures.ts'

describe('users that differ', () => {
  it('are those of all lists of numbers, however long their steps are', () => {
    const users = new DistinctUsers()
    users.begin()
    for (const numbers of [[1, 127, 128, 300], [], [300, 20_000, 2_100_000], [2]])
      users.addNumbers(encodeNumbers(Uint32Array.from(numbers)))
    expect(users.count).toBe(7)
    expect([1, 127, 128, 300, 20_000, 2_100_000, 2].filter((user) => users.add(user))).toEqual([])
    expect(users.add(3)).toBe(true)
  })

  it('are those of figures, and none when begun anew', () => {
    const users = new DistinctUsers()
    const sums = new UserSums()
    for (const user of [9, 7, 9]) sums.add(user, 3600, 1, 7200, 1_760_000_000)
    users.addFigures(sums.encoded())
    expect(users.count).toBe(2)
    users.begin()
    expect(users.count).toBe(0)
    expect(users.add(9)).toBe(true)
  })
})

it('somebody who stands for all without a name is nobody to count', () => {
  const users = new DistinctUsers()
  users.begin(4)
  users.addNumbers(encodeNumbers(Uint32Array.from([3, 4, 5])))
  expect(users.count).toBe(2)
})

describe('sums of figures of users', () => {
  it('add up, but for the longest and the last, and come back as they were encoded', () => {
    const sums = new UserSums()
    sums.add(2_000_000, 2 ** 33, 1, 60, 1_760_000_500)
    sums.add(7, 3600, 1, 7200, 1_760_000_000)
    sums.add(2_000_000, 5, 2, 3600, 1_760_000_400)
    const figures = [
      { user: 7, seatSeconds: 3600, checkouts: 1, longest: 7200, last: 1_760_000_000 },
      { user: 2_000_000, seatSeconds: 2 ** 33 + 5, checkouts: 3, longest: 3600, last: 1_760_000_500 },
    ]
    expect(sums.figures()).toEqual(figures)
    const again = new UserSums()
    addUsers(sums.encoded(), again)
    expect(again.figures()).toEqual(figures)
  })

  it('begin anew without what was summed before', () => {
    const sums = new UserSums()
    for (let user = 0; user < 100; user++) sums.add(user, 3600, 1, 7200, 1_760_000_000)
    sums.begin()
    sums.add(99, 60, 0, 60, 1_750_000_000)
    expect(sums.figures()).toEqual([{ user: 99, seatSeconds: 60, checkouts: 0, longest: 60, last: 1_750_000_000 }])
  })
})
