import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinedBytes, jsonPieces } from '../../../main/datafiles/json-steps.ts'
import { atOnce } from '../../../preload/contract/steps.ts'

it('the pieces of any value are its JSON text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(5), (value, depth) => {
      expect([...jsonPieces(value, depth)].join('')).toBe(JSON.stringify(value))
    }),
    { numRuns: 300 },
  )
})

it('what is undefined has no piece', () => {
  expect([...jsonPieces({ a: undefined, b: { c: undefined, d: 1 } }, 3)].join('')).toBe('{"b":{"d":1}}')
})

it('a large list is many pieces, and its bytes are those of the text', () => {
  const list = Array.from({ length: 5000 }, (_, at) => ({ user: `zoë-${at}`, seats: at }))
  expect([...jsonPieces({ list }, 2)].length).toBeGreaterThan(5000)
  expect(atOnce(joinedBytes(jsonPieces({ list }, 2))).toString()).toBe(JSON.stringify({ list }))
})
