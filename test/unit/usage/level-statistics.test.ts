import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highest, levelAt, seatSecondsOf, secondsFrom } from '../../../main/usage/level-statistics.ts'

const seconds = fc.array(fc.nat({ max: 6 }), { maxLength: 60 })
const levelsOf = (all: readonly number[]): Uint32Array =>
  Uint32Array.from(
    [...Map.groupBy(all, (level) => level)]
      .filter(([level]) => level > 0)
      .sort(([a], [b]) => a - b)
      .flatMap(([level, at]) => [level, at.length]),
  )

describe('statistics of levels', () => {
  it('are those of the list of all seconds', () => {
    fc.assert(
      fc.property(seconds, fc.constantFrom(0, 0.25, 0.5, 0.95, 0.99, 1), (all, rank) => {
        const levels = levelsOf(all)
        const sorted = all.toSorted((a, b) => a - b)
        // At rank 0.5 of four seconds two of them have enough.
        const place = Math.ceil(all.length * rank - 1e-9) - 1
        expect(levelAt(levels, all.length, rank)).toBe(sorted[place] ?? 0)
        expect(seatSecondsOf(levels)).toBe(all.reduce((sum, level) => sum + level, 0))
        expect(highest(levels)).toBe(Math.max(0, ...all))
        for (const seats of [1, 3, 7])
          expect(secondsFrom(levels, seats)).toBe(all.filter((level) => level >= seats).length)
      }),
      { numRuns: 300, seed: 6 },
    )
  })

  it('are 0 of nothing', () => {
    const nothing = new Uint32Array(0)
    expect([
      levelAt(nothing, 0, 0.5),
      levelAt(nothing, 100, 0.99),
      seatSecondsOf(nothing),
      secondsFrom(nothing, 1),
      highest(nothing),
    ]).toEqual([0, 0, 0, 0, 0])
  })
})
