import { expect, test } from 'vitest'
import type { HowManyAnswer } from '../../../../preload/contract/history.ts'
import { mostSeats, worthDrawing } from '../../../../renderer/history/how-many-curve.ts'

/** 20 seats, of which at most 18 were held; each seat fewer was short twice as long. */
const ANSWER: HowManyAnswer = {
  span: { from: 0, to: 1000 },
  zone: 'Europe/Berlin',
  working: false,
  curve: Array.from({ length: 20 }, (_, seats) => ({
    seats,
    shortSeconds: seats >= 18 ? 0 : Math.min(1000, 2 ** (18 - seats)),
    waiting: seats >= 18 ? 0 : 18 - seats,
  })),
  issued: 20,
  peak: 18,
  checkouts: 100,
  knownSeconds: 1000,
  denials: { counted: 0, raw: 0 },
}
const ends = (answer: HowManyAnswer, tried: number) => {
  const drawn = worthDrawing(answer, tried)
  return [drawn[0]?.seats, drawn.at(-1)?.seats]
}

test('what is drawn begins where seats are short for a tenth of the time and holds the present number', () => {
  expect(ends(ANSWER, 20)).toEqual([12, 20])
})

test('the number that is tried is always in it, one that was never needed with nothing short', () => {
  expect(ends(ANSWER, 4)).toEqual([3, 20])
  expect(ends(ANSWER, 0)).toEqual([0, 20])
  expect(ends(ANSWER, 23)).toEqual([12, 23])
  expect(worthDrawing(ANSWER, 23).at(-1)).toEqual({ seats: 23, shortSeconds: 0, waiting: 0 })
})

test('a capacity without a limit in sight is neither drawn nor tried', () => {
  expect(mostSeats(ANSWER)).toBe(20)
  expect(mostSeats({ ...ANSWER, issued: 9999 })).toBe(19)
  expect(ends({ ...ANSWER, issued: 9999 }, 19)).toEqual([12, 19])
})

test('of an empty curve nothing is drawn', () => {
  expect(worthDrawing({ ...ANSWER, curve: [] }, 20)).toEqual([])
})
