import { describe, expect, it } from 'vitest'
import { lookFree, lookLow, lookQueued } from '../../../main/alerts/feature-looks.ts'
import type { FeatureSeats } from '../../../preload/contract/seats.ts'
import { feature } from '../desktop/seats.ts'
import { details, rule } from './rule.ts'

const acad = (used: number, given: Partial<FeatureSeats> = {}): FeatureSeats =>
  feature('87676ACD_2026_0F', { issued: 25, used, products: ['AutoCAD 2026'], ...given })

describe('low seats', () => {
  it('are told with what is free, how long, and who waits', () => {
    const look = lookLow(rule('low', { limit: 3 }), acad(23, { queued: 2 }))
    expect(look?.cases).toHaveLength(1)
    expect(look?.cases[0]?.words?.(1200)).toEqual({
      tag: 'CAD',
      feature: '87676ACD_2026_0F',
      title: 'AutoCAD 2026: 2 of 25 free',
      text: 'On CAD, for 20 min, at or below 3, 2 seats waited for.',
      place: '#/feature/CAD/87676ACD_2026_0F',
    })
    const none = lookLow(rule('low'), acad(25))
    expect(none?.cases[0]?.words?.(0)).toMatchObject({ title: 'AutoCAD 2026: none of 25 free', text: 'On CAD.' })
  })

  it('last as long as the rule says and are told again as often', () => {
    const look = lookLow(rule('low', { minutes: 15, repeatMinutes: 60 }), acad(25))
    expect(look?.cases).toMatchObject([{ lastSeconds: 900, pauseSeconds: 3600 }])
  })

  it('are over, and told, above the limit', () => {
    const look = lookLow(rule('low'), acad(21))
    expect(look?.cases).toEqual([])
    expect(look?.over?.(2400)).toMatchObject({
      title: 'AutoCAD 2026: 4 of 25 free again',
      text: 'On CAD, before none was free for 40 min.',
    })
  })

  it('are not those of a feature that has no more than the limit and nobody uses', () => {
    expect(lookLow(rule('low', { limit: 5 }), feature('MATLAB', { issued: 2, used: 0 }))?.cases).toEqual([])
    expect(lookLow(rule('low'), feature('MATLAB', { issued: 0, used: 0 }))?.cases).toEqual([])
  })

  it('are neither there nor over where free seats are unknown, not counted, or without limit', () => {
    expect(lookLow(rule('low'), acad(25, { known: false }))).toBeNull()
    expect(lookLow(rule('low'), feature('ANSYS', { kind: 'uncounted', issued: null, used: null }))).toBeNull()
    expect(lookLow(rule('low'), feature('SIM', { issued: 9999, noLimit: true, free: null }))).toBeNull()
  })
})

describe('queued users', () => {
  it('are counted by people, not by the seats they want', () => {
    const full = acad(25, { queued: 9 })
    const look = lookQueued(rule('queued', { limit: 2, minutes: 10 }), full, details(full, [], ['rhea', 'tomas']))
    expect(look?.cases).toHaveLength(1)
    expect(look?.cases[0]?.words?.(600)).toMatchObject({
      title: 'AutoCAD 2026: 2 people wait',
      text: 'On CAD, for 10 min, none of 25 free.',
    })
    expect(lookQueued(rule('queued', { limit: 3 }), full, details(full, [], ['rhea', 'tomas']))?.cases).toEqual([])
  })

  it('are at least one, also with a limit of none', () => {
    expect(lookQueued(rule('queued'), acad(3), details(acad(3), []))?.cases).toEqual([])
    const one = lookQueued(rule('queued'), acad(25), details(acad(25), [], ['rhea']))
    expect(one?.cases[0]?.words?.(0)).toMatchObject({ title: 'AutoCAD 2026: 1 person waits' })
  })

  it('are unknown with their feature', () => {
    expect(lookQueued(rule('queued'), acad(25, { known: false }), details(acad(25), [], ['rhea']))).toBeNull()
    expect(lookQueued(rule('queued'), acad(25), null)).toBeNull()
  })
})

describe('the next free seat', () => {
  it('is what follows on none being free, which is not told', () => {
    expect(lookFree(acad(25))?.cases).toMatchObject([{ words: null }])
    expect(lookFree(acad(25, { known: false }))).toBeNull()
    const look = lookFree(acad(23))
    expect(look?.cases).toEqual([])
    expect(look?.over?.(0)).toMatchObject({
      title: 'AutoCAD 2026: 2 of 25 free',
      text: 'A seat is free on CAD; rules of the options file may apply.',
    })
  })
})
