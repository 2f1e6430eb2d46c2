import { describe, expect, test } from 'vitest'
import { zoomByKey, zoomTo } from '../../../../renderer/history/zoom.ts'

const BERLIN = 'Europe/Berlin'
const at = (text: string) => Date.parse(text) / 1000
const RECORD = { from: at('2025-10-11T22:00Z'), to: at('2026-10-12T06:12Z') }
/** Monday, 5 October, 08:00 to 16:00 in Berlin. */
const SHOWN = { from: at('2026-10-05T06:00Z'), to: at('2026-10-05T14:00Z') }

describe('a key', () => {
  test.each([
    ['ArrowLeft', '2026-10-05T06:00', '2026-10-05T14:00'],
    ['ArrowRight', '2026-10-05T10:00', '2026-10-05T18:00'],
    ['+', '2026-10-05T10:00', '2026-10-05T14:00'],
    ['-', '2026-10-05T04:00', '2026-10-05T20:00'],
    ['Home', '2025-10-12T00:00', '2025-10-12T08:00'],
    ['End', '2026-10-12T00:12', '2026-10-12T08:12'],
  ])('%s moves or zooms', (key, from, to) => {
    expect(zoomByKey(key, SHOWN, RECORD, BERLIN)).toEqual({ from, to })
  })

  test('that means nothing here is left to others', () => {
    expect(zoomByKey('a', SHOWN, RECORD, BERLIN)).toBeNull()
  })
})

describe('zooming', () => {
  test('stops at 10 min', () => {
    const wish = zoomTo({ from: SHOWN.from, to: SHOWN.from + 20 }, RECORD, BERLIN)
    expect(wish).toEqual({ from: '2026-10-05T08:00', to: '2026-10-05T08:10' })
  })

  test('does not leave the record', () => {
    const wish = zoomTo({ from: RECORD.from - 1e9, to: RECORD.to + 1e9 }, RECORD, BERLIN)
    expect(wish).toEqual({ from: '2025-10-12T00:00', to: '2026-10-12T09:00' })
  })

  test('takes whole hours from 2 days on', () => {
    const wish = zoomTo({ from: at('2026-10-01T06:41Z'), to: at('2026-10-04T14:20Z') }, RECORD, BERLIN)
    expect(wish).toEqual({ from: '2026-10-01T08:00', to: '2026-10-04T17:00' })
  })
})
