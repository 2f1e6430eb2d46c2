import { describe, expect, test } from 'vitest'
import type { FeatureSeats, PoolSeats } from '../../../../preload/contract/seats.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { expiryWords, freeWords, label, notHeldWords, seatsSentence } from '../../../../renderer/seats/seat-words.ts'
import { featureOf, NOW } from '../features.ts'

const english = createFormats('en-GB', 'Europe/Berlin')
const words = (own: Partial<FeatureSeats>) => {
  const { text, detail, tone } = freeWords(featureOf(own), NOW, english)
  return [text, detail, tone]
}

describe('free seats in words', () => {
  test.each<[string, Partial<FeatureSeats>, readonly (string | null)[]]>([
    ['some are free', {}, ['3 of 25 free', null, 'free']],
    ['none is free', { used: 25, free: 0 }, ['none free', '25 issued', 'full']],
    ['its package leaves fewer', { ownFree: 9, packages: ['P_F'] }, ['3 of 25 free', 'limited by P_F', 'free']],
    [
      'its packages leave none',
      { ownFree: 9, free: 0, packages: ['P_F', 'Q_F'] },
      ['none free', 'limited by 2 packages', 'full'],
    ],
    ['more are used than issued', { used: 27, free: 0, over: 2 }, ['over by 2', '25 issued', 'over']],
    ['there is no limit', { noLimit: true, issued: 9999, free: null }, ['no limit', null, 'plain']],
    ['seats are tied to machines', { nodeLocked: true, free: null }, ['node-locked', '25 issued', 'plain']],
    ['lmstat does not count', { kind: 'uncounted', issued: null, free: null }, ['uncounted', null, 'plain']],
    [
      'lmstat reports an error',
      { kind: 'error', error: 'No such feature exists.' },
      ['error', 'No such feature exists.', 'error'],
    ],
  ])('%s', (_, own, expected) => {
    expect(words(own)).toEqual(expected)
  })

  test('unknown is never zero: it says what was last known, and when', () => {
    const unknown = { known: false, asOf: NOW - 1860 }
    expect(words(unknown)).toEqual(['unknown', 'was 3 of 25 at 07:41', 'unknown'])
    expect(words({ ...unknown, free: 0 })).toEqual(['unknown', 'was none free at 07:41', 'unknown'])
    expect(words({ known: false, asOf: NOW - 86_400 })[1]).toBe('was 3 of 25 at 11 Oct 2026, 08:12')
  })
})

test('the sentence tells held, reserved, lingering, waiting and free apart', () => {
  const feature = featureOf({ lingering: 1, queued: 2 })
  expect(seatsSentence(feature, NOW, english)).toBe(
    '20 held by 19 people (1 of them lingering), 2 idle reserved, 2 waiting, 3 of 25 free',
  )
  expect(seatsSentence(featureOf({ free: 0, over: 2 }), NOW, english)).toContain('over by 2 of 25 issued')
  expect(seatsSentence(featureOf({ packages: ['P_F'] }), NOW, english)).toMatch(
    /3 of 25 free, each with a seat of P_F$/,
  )
  expect(seatsSentence(featureOf({ packages: ['P_F', 'Q_F'], ownFree: 9 }), NOW, english)).toMatch(
    /3 of 25 free, by its own count 9 free, but each takes a seat of P_F or Q_F as well$/,
  )
  expect(seatsSentence(featureOf({ known: false }), NOW, english)).toMatch(/^Not known now\. At 08:12 it was: 20 held/)
})

describe('seats of a version that nobody holds', () => {
  const pool: PoolSeats = {
    version: '2.000',
    vendorString: null,
    type: 'floating license',
    expires: '2026-12-31',
    issued: 30,
    held: 2,
    free: 28,
    nodeLocked: false,
    expired: false,
  }
  test.each<[string, Partial<PoolSeats>, string]>([
    ['some', {}, '28 of 30'],
    ['none', { held: 30, free: 0 }, 'none of 30'],
    ['an expired version, whose seats nobody can take', { expired: true, free: null }, '–'],
    ['an expired version that the license file does not count', { expired: true, issued: null, free: null }, '–'],
    ['a feature the server does not serve', { free: null }, '–'],
    ['seats tied to machines', { nodeLocked: true, free: null }, '30 issued'],
    ['a version the license file does not count', { issued: null, free: null }, ''],
  ])('%s', (_, own, expected) => {
    expect(notHeldWords({ ...pool, ...own }, english)).toBe(expected)
  })
})

test('a product gives a feature its name where a table knows the code', () => {
  expect(label(featureOf())).toBe('87084ACD_2019_0F')
  expect(label(featureOf({ products: ['Autodesk AutoCAD 2019', 'Autodesk AutoCAD'] }))).toBe('Autodesk AutoCAD 2019')
})

describe('expiry', () => {
  const expiry = (date: string, seats: number | null = null) => expiryWords({ date, seats }, '2026-10-12', english)

  test('more than 30 days ahead it is a date, from then on it is marked', () => {
    expect(expiry('2026-11-12')).toEqual({ text: '12 Nov 2026', detail: null, soon: false })
    expect(expiry('2026-11-11')).toEqual({ text: '11 Nov 2026', detail: 'in 30 days', soon: true })
  })

  test('the seats that expire are told where the license file does', () => {
    expect(expiry('2026-10-13', 12)?.detail).toBe('12 seats, tomorrow')
    expect(expiry('2026-10-12', 1)?.detail).toBe('1 seat, today')
    expect(expiry('2027-05-31', 5)?.detail).toBe('5 seats')
  })

  test('a feature without expiry has no words for it', () => {
    expect(expiryWords(null, '2026-10-12', english)).toBeNull()
  })
})
