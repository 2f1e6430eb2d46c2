import { describe, expect, it } from 'vitest'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { demoDelay, startDemo } from '../../../main/service/demo.ts'
import { defaultSettings } from '../../../main/settings/schema.ts'

/** Local time; March 2026 begins on a Sunday. */
const at = (day: number, hours: number): number => new Date(2026, 2, day, hours).getTime()
const shown = (now: number): string => new Date(now - demoDelay(now)).toString().slice(0, 21)

describe('the demo', () => {
  it('shows the present in working hours', () => {
    expect(demoDelay(at(4, 9))).toBe(0)
    expect(demoDelay(at(6, 15))).toBe(0)
  })

  it('shows the last working morning at night and on weekends', () => {
    expect(shown(at(4, 22))).toBe('Wed Mar 04 2026 10:30')
    expect(shown(at(4, 5))).toBe('Tue Mar 03 2026 10:30')
    expect(shown(at(2, 8))).toBe('Fri Feb 27 2026 10:30')
    expect(shown(at(7, 12))).toBe('Fri Mar 06 2026 10:30')
    expect(shown(at(8, 23))).toBe('Fri Mar 06 2026 10:30')
  })

  it('answers as lmstat does also between two seconds', async () => {
    const started = startDemo(defaultSettings('/home/ann/Seatlog'), () => at(4, 11) + 126)
    if (!started.ok) throw new Error(started.message)
    const { settings, ask, end } = started.value
    const { text } = await ask({
      ...settings,
      address: settings.servers[0]?.address ?? '',
      table: false,
      maxBytes: 1e6,
    })
    end()
    const answer = parseLmstat(text)
    expect(text).toContain('linger')
    expect(answer.unrecognized).toEqual([])
    expect(answer.complete).toBe(true)
  })
})
