import { describe, expect, test } from 'vitest'
import type { UsageAnswer } from '../../../../preload/contract/history.ts'
import { deniedAt, readAt, usageLines } from '../../../../renderer/history/usage-lines.ts'
import { bucketOf, HOUR, START, usageOf } from './answers.ts'

const unwatched = { peak: null, mean: null, usedPeak: null, issued: null }
/** Hours after the start, and seats. */
const points = (line: readonly { x: number; y: number }[]) => line.map(({ x, y }) => [(x - START) / HOUR, y])
const lines = (own: Partial<UsageAnswer>) => usageLines(usageOf(own))

describe('the lines of usage', () => {
  test('hold each value to the next and the last one to the end of the span', () => {
    const { held, mean, issued, used, top } = lines({})
    expect(points(held)).toEqual([
      [0, 10],
      [1, 11],
      [2, 12],
      [3, 13],
      [4, 13],
    ])
    expect(points(mean)).toEqual([
      [0, 8.5],
      [1, 8.5],
      [2, 8.5],
      [3, 8.5],
      [4, 8.5],
    ])
    expect(points(issued)).toEqual([
      [0, 20],
      [4, 20],
    ])
    expect(used).toEqual([])
    expect(top).toBe(20)
  })

  test('break where nobody watched, and never fall to zero there', () => {
    const buckets = [bucketOf(0), bucketOf(1, unwatched), bucketOf(2, unwatched), bucketOf(3)]
    expect(points(lines({ buckets }).held)).toEqual([
      [0, 10],
      [1, 10],
      [1, Number.NaN],
      [3, 13],
      [4, 13],
    ])
  })

  test('begin unknown where the span does, and end so', () => {
    const buckets = [bucketOf(0, unwatched), bucketOf(1), bucketOf(2), bucketOf(3, unwatched)]
    expect(points(lines({ buckets }).held)).toEqual([
      [0, Number.NaN],
      [1, 11],
      [2, 12],
      [3, 12],
      [3, Number.NaN],
    ])
  })

  test('are the curve itself where there is one, and no means', () => {
    const curve = [
      { at: START, held: 3, used: 5 },
      { at: START + HOUR, held: null, used: null },
      { at: START + 2 * HOUR, held: 4, used: 4 },
    ]
    const { held, used, mean } = lines({ curve })
    expect(points(held)).toEqual([
      [0, 3],
      [1, 3],
      [1, Number.NaN],
      [2, 4],
      [4, 4],
    ])
    expect(points(used)).toEqual([
      [0, 5],
      [1, 5],
      [1, Number.NaN],
      [2, 4],
      [4, 4],
    ])
    expect(mean).toEqual([])
  })

  test('break where the capacity is not known, and step where it changed', () => {
    const issued = [
      { at: START - HOUR, seats: 18 },
      { at: START + HOUR, seats: null },
      { at: START + 3 * HOUR, seats: 25 },
    ]
    expect(points(lines({ issued }).issued)).toEqual([
      [0, 18],
      [1, 18],
      [1, Number.NaN],
      [3, 25],
      [4, 25],
    ])
  })
})

describe('the reading of a moment', () => {
  test('is that of its bucket', () => {
    expect(readAt(usageOf(), START + 1.5 * HOUR)).toMatchObject({ held: 11, used: 11, mean: 8.5, issued: 20 })
  })

  test('is that of the curve where there is one', () => {
    const curve = [
      { at: START, held: 3, used: 5 },
      { at: START + HOUR, held: null, used: null },
    ]
    expect(readAt(usageOf({ curve }), START + 60)).toEqual({ held: 3, used: 5, mean: null, issued: 20, bucket: null })
    expect(readAt(usageOf({ curve }), START + 2 * HOUR).held).toBeNull()
  })
})

describe('the marks of denials', () => {
  const denials = [1, 2].map((hour) => ({ at: START + hour * HOUR + 60, user: 'ijansen', counted: true }))

  test('stand where each denial was, beside the curve itself', () => {
    const curve = [{ at: START, held: 3, used: 3 }]
    expect(deniedAt(usageOf({ curve, denials }))).toEqual(denials.map(({ at }) => at))
  })

  test('stand for the same denials beside buckets: in the middle of each that has any that count', () => {
    const of = (hour: number, counted: number, raw: number) => bucketOf(hour, { denials: { counted, raw } })
    const buckets = [of(0, 0, 0), of(1, 1, 3), of(2, 2, 2), of(3, 0, 4)]
    expect(deniedAt(usageOf({ buckets, denials })).map((at) => (at - START) / HOUR)).toEqual([1.5, 2.5])
  })
})
