import { describe, expect, test } from 'vitest'
import { markWords, namesMatch, passes, searchWords } from '../../../../renderer/seats/filter.ts'
import { featureOf } from '../features.ts'

describe('search', () => {
  const feature = featureOf({ products: ['Autodesk AutoCAD 2019'] })

  test.each(['autocad', 'ACD_2019', 'autocad 2019', '2019 AUTODESK', 'adskflex', 'cad'])(
    '"%s" finds the feature',
    (text) => {
      expect(namesMatch(feature, searchWords(text))).toBe(true)
    },
  )

  test('every word must be found', () => {
    expect(namesMatch(feature, searchWords('autocad 2023'))).toBe(false)
  })

  test('no words find everything', () => {
    expect(namesMatch(feature, searchWords('  '))).toBe(true)
  })
})

describe('filters', () => {
  test('reserved seats are in use, though nobody holds them', () => {
    expect(passes(featureOf({ held: 0, reserved: 2 }), 'in-use')).toBe(true)
    expect(passes(featureOf({ held: 0, reserved: 0 }), 'in-use')).toBe(false)
  })

  test('what has no count is never without free seats', () => {
    expect(passes(featureOf({ free: 0 }), 'full')).toBe(true)
    expect(passes(featureOf({ free: null }), 'full')).toBe(false)
  })

  test('waiting shows only where somebody waits', () => {
    expect([0, 1].map((queued) => passes(featureOf({ queued }), 'waiting'))).toEqual([false, true])
  })
})

describe('marks', () => {
  test('the words are marked as they stand, without case', () => {
    expect(markWords('Autodesk AutoCAD', ['auto'])).toEqual([
      { text: 'Auto', hit: true },
      { text: 'desk ', hit: false },
      { text: 'Auto', hit: true },
      { text: 'CAD', hit: false },
    ])
  })

  test('what a pattern would mean is only text here', () => {
    expect(markWords('a.b(c) [x]', ['.b(', '[x']).filter(({ hit }) => hit)).toHaveLength(2)
    expect(markWords('abc', ['.'])).toEqual([{ text: 'abc', hit: false }])
  })
})
