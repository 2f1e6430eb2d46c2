import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderBy } from '../../../main/history/order.ts'

const key = fc.oneof(
  fc.nat({ max: 3 }),
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.constantFrom(0, 2047, 2048, 0xffff_ffff),
)

describe('the order of items by their keys', () => {
  it('is that of a stable sort', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, key), { maxLength: 60 }), fc.nat({ max: 5 }), (items, behind) => {
        const keys = [0, 1].map((which) =>
          Uint32Array.from([...items.map((item) => item[which] ?? 0), ...Array(behind).fill(9)]),
        )
        const [first = new Uint32Array(), second = new Uint32Array()] = keys
        const expected = items
          .map((_, at) => at)
          .sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0) || (second[a] ?? 0) - (second[b] ?? 0))
        expect([...orderBy(items.length, keys)]).toEqual(expected)
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
