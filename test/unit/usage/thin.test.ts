import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type StepPoint, thinned } from '../../../main/usage/thin.ts'

const FROM = 1_773_486_000
const LENGTH = 4000
const COLUMNS = 10

const points = fc
  .array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 4 }), fc.nat({ max: 40 })), { minLength: 30, maxLength: 400 })
  .map((all) =>
    all.map(
      ([held, idle, kind], at): StepPoint => ({
        at: FROM + at * 10,
        held: kind === 0 ? null : held,
        used: kind === 0 ? null : held + idle,
      }),
    ),
  )

const columnOf = ({ at }: StepPoint): number => Math.floor(((at - FROM) / LENGTH) * COLUMNS)
const extremes = (all: readonly StepPoint[], line: 'held' | 'used') => {
  const known = all.flatMap((point) => point[line] ?? [])
  return [Math.min(...known), Math.max(...known)]
}

describe('a thinned line', () => {
  it('keeps the peaks and dips of both lines in every column, every gap, and moves no point', () => {
    fc.assert(
      fc.property(points, (all) => {
        const kept = thinned(all, FROM, FROM + LENGTH, COLUMNS)
        expect(kept.every((point) => all.includes(point))).toBe(true)
        expect(kept.map(({ at }) => at)).toEqual([...new Set(kept.map(({ at }) => at))].sort((a, b) => a - b))
        for (let column = 0; column < COLUMNS; column++) {
          const [before, after] = [all, kept].map((one) => one.filter((point) => columnOf(point) === column))
          for (const line of ['held', 'used'] as const)
            expect(extremes(after ?? [], line)).toEqual(extremes(before ?? [], line))
        }
        const gaps = all.filter(({ held }, at) => (held === null) !== (all[at - 1]?.held === null))
        expect(gaps.filter((point) => !kept.includes(point))).toEqual([])
        expect(kept.at(-1)).toEqual(all.at(-1))
      }),
      { numRuns: 100, seed: 8 },
    )
  })

  it('is short whatever it is made of, and a short one stays as it is', () => {
    const many = Array.from({ length: 50_000 }, (_, at) => ({ at: FROM + at, held: (at * 7919) % 101, used: 200 }))
    expect(thinned(many, FROM, FROM + 50_000, 100).length).toBeLessThanOrEqual(600)
    const few = many.slice(0, 200)
    expect(thinned(few, FROM, FROM + 200, 100)).toBe(few)
  })
})
