import { expect, it } from 'vitest'
import { returnSeats } from '../../../main/usage/return-seats.ts'

it('takes those that are preferred first also where none has as many seats', () => {
  const open = [
    { name: 'stray', seats: 1 },
    { name: 'first', seats: 2 },
    { name: 'second', seats: 1 },
  ]
  const { ended, unmatched } = returnSeats(open, 3, (out, seats) => ({ ...out, seats }), [
    ({ name }) => name !== 'stray',
  ])
  expect(ended.map(({ name }) => name)).toEqual(['first', 'second'])
  expect(unmatched).toBe(0)
  expect(open.map(({ name }) => name)).toEqual(['stray'])
})
