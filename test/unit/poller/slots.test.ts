import { describe, expect, it } from 'vitest'
import { effectiveInterval, nextSlot, restAfter, staggered } from '../../../main/poller/slots.ts'

const at = (time: string): number => Date.parse(`2024-05-06T${time}Z`)
const MINUTE = 60_000

describe('slots', () => {
  it('lie on the wall clock', () => {
    expect(nextSlot(at('10:00:17.500'), MINUTE, 0)).toBe(at('10:01:00'))
    expect(nextSlot(at('10:00:17.500'), MINUTE, 20_000)).toBe(at('10:00:20'))
    expect(nextSlot(at('10:02:00'), 5 * MINUTE, 0)).toBe(at('10:05:00'))
  })

  it('are never now, so that none is used twice', () => {
    expect(nextSlot(at('10:01:00'), MINUTE, 0)).toBe(at('10:02:00'))
    expect(nextSlot(at('10:00:59.999'), MINUTE, 0)).toBe(at('10:01:00'))
  })

  it('of several servers spread over the interval', () => {
    expect([0, 1, 2].map((index) => staggered(index, 3, MINUTE))).toEqual([0, 20_000, 40_000])
    expect([0, 6].map((index) => staggered(index, 7, 10_000))).toEqual([0, 8571])
  })
})

describe('the rest between polls', () => {
  it('is twenty times as long as an answer took, and twice as long as a poll without one', () => {
    expect(restAfter(2_000, true)).toBe(40_000)
    expect(restAfter(30_000, false)).toBe(60_000)
  })

  it('leaves slots out instead of moving them', () => {
    expect(effectiveInterval(MINUTE, 0)).toBe(MINUTE)
    expect(effectiveInterval(MINUTE, MINUTE)).toBe(MINUTE)
    expect(effectiveInterval(MINUTE, MINUTE + 1)).toBe(2 * MINUTE)
  })
})
