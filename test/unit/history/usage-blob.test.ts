import { describe, expect, it } from 'vitest'
import { type Counted, decodeUsage, encodeUsage } from '../../../main/history/usage-blob.ts'

const counted = (hours: number, levels: readonly number[]): Counted => ({
  hourPeaks: Uint32Array.from({ length: hours }, (_, hour) => hour),
  hourSeconds: Uint32Array.from({ length: hours }, (_, hour) => 3600 * hour),
  levels: Uint32Array.from(levels),
  workLevels: Uint32Array.from(levels.slice(0, 2)),
  reached: Uint32Array.from([1, levels.length]),
})

describe('what is kept of a day or month', () => {
  it('comes back as it was, with and without idle reservations', () => {
    const users = Uint32Array.from([7, 3600, 0, 3, 7200, 1_760_000_000])
    const held = counted(25, [1, 3600, 2, 60])
    for (const used of [null, counted(25, [3, 86_400])]) {
      const usage = { checkouts: 4, held, used, users, gaps: Uint32Array.from([1_760_000_000, 1_760_003_600]) }
      expect(decodeUsage(encodeUsage(usage))).toEqual(usage)
    }
  })

  it('of an empty day or a month without hours comes back as well', () => {
    const usage = {
      checkouts: 0,
      held: counted(0, []),
      used: null,
      users: new Uint32Array(0),
      gaps: new Uint32Array(0),
    }
    expect(decodeUsage(encodeUsage(usage))).toEqual(usage)
  })
})
