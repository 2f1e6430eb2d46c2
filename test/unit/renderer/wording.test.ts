import { describe, expect, test } from 'vitest'
import { createFormats } from '../../../renderer/formats.ts'
import { ageText, counted, heldForText, lingerText, listed, spanText } from '../../../renderer/wording.ts'

const english = createFormats('en-GB', 'Europe/Berlin')

describe('ages and lengths of time', () => {
  test.each([
    [0.4, 'just now'],
    [-3, 'just now'],
    [12.7, '12 s ago'],
    [89, '89 s ago'],
    [90, '2 min ago'],
    [3600, '60 min ago'],
    [5400, '2 h ago'],
    [129_600, '2 days ago'],
  ])('an age of %d s reads "%s"', (seconds, text) => {
    expect(ageText(seconds, english)).toBe(text)
  })

  test.each([
    [59, 'under 1 min'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h 00 min'],
    [11_100, '3 h 05 min'],
    [86_400, '1 d'],
    [187_200, '2 d 4 h'],
  ])('%d s of holding read "%s"', (seconds, text) => {
    expect(spanText(seconds, english)).toBe(text)
    expect(heldForText(seconds, english)).toBe(text)
  })

  test('an unknown start gives no length instead of zero', () => {
    expect(heldForText(null, english)).toBe('')
  })

  test('lingering is told in the two numbers of lmstat, or in the one it gave', () => {
    expect(lingerText({ remaining: 270_000, total: 1_296_000 }, english)).toBe('3 d 3 h left of 15 d')
    expect(lingerText({ remaining: null, total: 3600 }, english)).toBe('linger 1 h 00 min')
  })
})

test('numbers are written as the locale does, one thing is not called many', () => {
  expect(counted(1, 'seat', 'seats', english)).toBe('1 seat')
  expect(counted(20_000, 'seat', 'seats', english)).toBe('20,000 seats')
  expect(counted(20_000, 'seat', 'seats', createFormats('de-DE'))).toBe('20.000 seats')
})

test('names are listed as a sentence does', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})
