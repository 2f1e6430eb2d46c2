import { describe, expect, it } from 'vitest'
import { epochOf, offsetAt } from '../../../main/usage/zone-time.ts'
import { localText } from '../../../preload/contract/local-text.ts'

const BERLIN = 'Europe/Berlin'
const utc = (text: string): number => Date.parse(text) / 1000

describe('local times of a zone', () => {
  it.each([
    ['2026-01-15T08:30:00', BERLIN, '2026-01-15T07:30:00Z'],
    ['2026-07-15T08:30:00', BERLIN, '2026-07-15T06:30:00Z'],
    ['2026-07-15T00:10:00', 'Asia/Kolkata', '2026-07-14T18:40:00Z'],
    ['2026-03-08T03:00:00', 'America/New_York', '2026-03-08T07:00:00Z'],
    ['2026-12-31T23:59:59', 'Pacific/Auckland', '2026-12-31T10:59:59Z'],
  ])('%s in %s is %s, and back', (local, zone, moment) => {
    expect(epochOf(local, zone)).toBe(utc(moment))
    expect(localText(utc(moment), zone)).toBe(local)
  })

  it('takes the later of two equal times at the end of summer, unless that was not yet', () => {
    expect(epochOf('2026-10-25T02:30:00', BERLIN)).toBe(utc('2026-10-25T01:30:00Z'))
    expect(epochOf('2026-10-25T02:30:00', BERLIN, utc('2026-10-25T01:30:00Z'))).toBe(utc('2026-10-25T01:30:00Z'))
    expect(epochOf('2026-10-25T02:30:00', BERLIN, utc('2026-10-25T01:29:59Z'))).toBe(utc('2026-10-25T00:30:00Z'))
  })

  it('reads the times around the change by the clock that held then', () => {
    expect(epochOf('2026-10-25T01:59:59', BERLIN)).toBe(utc('2026-10-24T23:59:59Z'))
    expect(epochOf('2026-10-25T03:00:00', BERLIN)).toBe(utc('2026-10-25T02:00:00Z'))
    expect(epochOf('2026-03-29T01:59:59', BERLIN)).toBe(utc('2026-03-29T00:59:59Z'))
    expect(epochOf('2026-03-29T03:00:00', BERLIN)).toBe(utc('2026-03-29T01:00:00Z'))
  })

  it('moves a time that the clock left out forward', () => {
    expect(epochOf('2026-03-29T02:30:00', BERLIN)).toBe(utc('2026-03-29T01:30:00Z'))
    expect(epochOf('2026-03-08T02:30:00', 'America/New_York')).toBe(utc('2026-03-08T07:30:00Z'))
  })

  it('tells the offset of a moment, and that a text is no time', () => {
    expect(offsetAt(utc('2026-07-15T00:00:00Z'), BERLIN)).toBe(7200)
    expect(offsetAt(utc('2026-01-15T00:00:00Z'), 'America/St_Johns')).toBe(-12600)
    expect(epochOf('2026-02-31 noon', BERLIN)).toBeNull()
  })
})
