import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addLevels, type Curve, CurveMaker, LevelSeconds, masked, partsOf } from '../../../main/usage/curve.ts'

const FROM = 1_773_486_000
const LENGTH = 40

const checkout = fc
  .record({
    out: fc.integer({ min: -10, max: LENGTH + 5 }),
    length: fc.integer({ min: 0, max: 30 }),
    seats: fc.constantFrom(0, 1, 1, 2, 3, 2 ** 29),
    isIdle: fc.constantFrom(false, false, true),
  })
  .map(({ length, ...about }) => ({ ...about, in: about.out + length }))
type Checkout = typeof checkout extends fc.Arbitrary<infer T> ? T : never

const gaps = fc
  .array(fc.tuple(fc.integer({ min: -5, max: LENGTH }), fc.integer({ min: 0, max: 9 })), { maxLength: 3 })
  .map((all) => {
    let end = -100
    return all
      .toSorted(([a], [b]) => a - b)
      .flatMap(([from, length]) => {
        if (from <= end) return []
        end = from + length
        return [{ from: FROM + from, to: FROM + end }]
      })
  })

const maker = new CurveMaker()

function curveOf(rows: readonly Checkout[]): { readonly curve: Curve; readonly reached: Uint32Array } {
  const reached = new LevelSeconds()
  maker.begin(FROM, FROM + LENGTH)
  for (const row of rows) maker.add(FROM + row.out, FROM + row.in, row.seats, row.isIdle)
  return { curve: maker.curve(reached), reached: reached.take() }
}

/** What a curve says of each second. */
const bySecond = ({ times, levels, count }: Curve): readonly number[] =>
  Array.from({ length: LENGTH }, (_, second) => {
    const step = [...times.subarray(0, count)].findLastIndex((time) => time <= FROM + second)
    return levels[step] ?? Number.NaN
  })

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
const levelAt = (rows: readonly Checkout[], second: number): number =>
  sum(rows.filter((row) => row.out <= second && second < row.in).map(({ seats }) => seats))
const pairs = (numbers: readonly number[]): readonly number[] =>
  [...Map.groupBy(numbers, (level) => level)]
    .filter(([level]) => level > 0)
    .sort(([a], [b]) => a - b)
    .flatMap(([level, at]) => [level, at.length])

describe('a curve', () => {
  it('is, at every second, the sum of the checkouts that hold then', () => {
    fc.assert(
      fc.property(fc.array(checkout, { maxLength: 12 }), gaps, (rows, apart) => {
        const expected = Array.from({ length: LENGTH }, (_, second) => levelAt(rows, second))
        const { curve } = curveOf(rows)
        expect(bySecond(curve)).toEqual(expected)
        const levels = [...curve.levels.subarray(0, curve.count)]
        expect(levels.every((level, at) => level !== levels[at - 1])).toBe(true)
        const known = expected.map((level, second) =>
          apart.some(({ from, to }) => from <= FROM + second && FROM + second < to) ? 0 : level,
        )
        const cut = masked(curve, apart)
        expect(bySecond(cut)).toEqual(known)
        const starts = [0, 7, 7, 20, LENGTH].map((second) => FROM + second)
        const parts = partsOf(cut, starts)
        const inPart = (part: number): number[] =>
          known.slice((starts[part] ?? 0) - FROM, (starts[part + 1] ?? 0) - FROM)
        expect([...parts.peaks]).toEqual([0, 1, 2, 3].map((part) => Math.max(0, ...inPart(part))))
        expect([...parts.seatSeconds]).toEqual([0, 1, 2, 3].map((part) => sum(inPart(part))))
        const seconds = new LevelSeconds()
        addLevels(cut, FROM + 5, FROM + 25, seconds)
        expect([...seconds.take()]).toEqual(pairs(known.slice(5, 25)))
        expect([...seconds.take()]).toEqual([])
      }),
      { numRuns: 200, seed: 2 },
    )
  })

  it('tells of each checkout that begins how many seats were taken then, the smaller ones of a second first', () => {
    fc.assert(
      fc.property(fc.array(checkout, { maxLength: 12 }), (rows) => {
        const begun = rows.filter((row) => !row.isIdle && row.out >= 0 && row.out < LENGTH && row.in > row.out)
        const expected = [...Map.groupBy(begun, ({ out }) => out)].flatMap(([out, together]) => {
          const others = levelAt(rows, out) - sum(together.map(({ seats }) => seats))
          const seats = together.map((row) => row.seats).sort((a, b) => a - b)
          return seats.map((_, at) => others + sum(seats.slice(0, at + 1)))
        })
        expect([...curveOf(rows).reached]).toEqual(pairs(expected))
      }),
      { numRuns: 200, seed: 2 },
    )
  })

  it('is level where nothing is taken, and holds a hundred thousand checkouts of one second', () => {
    expect(bySecond(curveOf([]).curve)).toEqual(Array.from({ length: LENGTH }, () => 0))
    const rows = Array.from({ length: 100_000 }, () => ({ out: 3, in: 4, seats: 1, isIdle: false }))
    const { curve, reached } = curveOf(rows)
    expect([...curve.levels.subarray(0, curve.count)]).toEqual([0, 100_000, 0])
    expect(reached).toHaveLength(200_000)
  })

  it('keeps its numbers exact over the longest span it is for', () => {
    const end = FROM + 24 * 86_400
    maker.begin(FROM, end)
    maker.add(end - 3, end - 1, 2 ** 29 - 1)
    maker.add(end - 2, end, 2 ** 29 - 2)
    const { times, levels, count } = maker.curve()
    expect([...times.subarray(0, count)].map((time) => time - end)).toEqual([FROM - end, -3, -2, -1])
    expect([...levels.subarray(0, count)]).toEqual([0, 2 ** 29 - 1, 2 ** 30 - 3, 2 ** 29 - 2])
  })
})
