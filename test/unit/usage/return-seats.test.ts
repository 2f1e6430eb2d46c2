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

it('goes through no more open ones than anybody has, for each of a log’s lines', () => {
  const open = Array.from({ length: 6000 }, (_, name) => ({ name, seats: 2 }))
  for (let line = 0; line < 3000; line++) returnSeats(open, 3, (out, seats) => ({ ...out, seats }))
  // Three seats are those of an old one and the half of the next, or what that left and the next one.
  expect(open).toHaveLength(1500)
  expect(open[0]).toEqual({ name: 4500, seats: 2 })
})
