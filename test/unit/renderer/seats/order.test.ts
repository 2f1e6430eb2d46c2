import { describe, expect, test } from 'vitest'
import { FULLEST_FIRST, firstOrder, fullness, heldOrder, sortFeatures } from '../../../../renderer/seats/order.ts'
import { featureOf } from '../features.ts'

const NONE: ReadonlySet<string> = new Set()
const names = (keys: readonly string[]) => keys.map((key) => key.split('/')[2])

describe('fullest first', () => {
  const over = featureOf({ name: 'OVER', issued: 10, used: 12, held: 12, over: 2, free: 0 })
  const full = featureOf({ name: 'FULL', issued: 10, used: 10, held: 10, free: 0 })
  const waiting = featureOf({ name: 'WAITING', issued: 5, used: 5, held: 5, free: 0, queued: 3 })
  const half = featureOf({ name: 'HALF', issued: 10, used: 5, held: 5, free: 5 })
  const limitless = featureOf({ name: 'NOLIMIT', issued: 9999, used: 40, held: 40, noLimit: true, free: null })
  const broken = featureOf({ name: 'BROKEN', kind: 'error', issued: null, used: null, held: 0, free: null })
  const all = [broken, limitless, half, full, waiting, over]

  test('over-used ones lead, then full ones, those with people waiting before others; what has no count comes last', () => {
    expect(names(sortFeatures(all, FULLEST_FIRST, NONE))).toEqual([
      'OVER',
      'WAITING',
      'FULL',
      'HALF',
      'NOLIMIT',
      'BROKEN',
    ])
  })

  test('what has no count comes last in the other direction, too', () => {
    const ascending = { column: 'use', descending: false } as const
    expect(names(sortFeatures(all, ascending, NONE))).toEqual(['HALF', 'WAITING', 'FULL', 'OVER', 'NOLIMIT', 'BROKEN'])
  })

  test('pinned ones stand on top whatever the order', () => {
    expect(names(sortFeatures(all, FULLEST_FIRST, new Set([half.key])))[0]).toBe('HALF')
  })

  test('a failed poll does not stir the table: unknown ones stay where their last figures put them', () => {
    const unknown = { ...full, known: false }
    expect(names(sortFeatures([half, unknown, over], FULLEST_FIRST, NONE))).toEqual(['OVER', 'FULL', 'HALF'])
  })

  test('seats in use where none is issued count as fullest, none in use as without count', () => {
    expect(fullness(featureOf({ issued: 0, used: 2 }))).toBe(Number.POSITIVE_INFINITY)
    expect(fullness(featureOf({ issued: 0, used: 0 }))).toBeNull()
  })
})

test('products sort by name with their numbers as numbers, expiry by date with none last', () => {
  const features = ['Maya 2023', 'AutoCAD 10', 'AutoCAD 9'].map((product, index) =>
    featureOf({
      name: `F${index}`,
      products: [product],
      expires: index === 0 ? { date: '2027-01-01', seats: null } : null,
    }),
  )
  expect(names(sortFeatures(features, firstOrder('product'), NONE))).toEqual(['F2', 'F1', 'F0'])
  expect(names(sortFeatures(features, firstOrder('expires'), NONE))[0]).toBe('F0')
})

test('free seats start with the fewest, figures with the most', () => {
  expect(firstOrder('free').descending).toBe(false)
  expect(firstOrder('held').descending).toBe(true)
})

test('a held order drops what is gone and puts what is new at the end', () => {
  expect(heldOrder(['a', 'b', 'c'], ['d', 'c', 'a'])).toEqual(['a', 'c', 'd'])
})
