import { describe, expect, it } from 'vitest'
import { encodeEvent, type SeatlogEvent } from '../../../main/datafiles/events.ts'
import { indexOf, MemoryFolder } from './workshop.ts'

const NOON = Date.UTC(2026, 2, 2, 11) / 1000
const HOUR = 3600
const DAY_FILE = 'events/cad/2026-03-02 events.jsonl'
const asked = { tags: ['cad'], working: false, from: NOON - 2 * HOUR, to: NOON + 6 * HOUR }

type Told<E = SeatlogEvent> = E extends SeatlogEvent ? Omit<E, 't' | 'tag'> : never

/** A record from 10:00 to 18:00 of features of two daemons, with these events at hours after noon; answers its gaps by feature. */
async function gapsWith(events: readonly (readonly [number, Told])[]) {
  const logging = {
    type: 'logging',
    folder: '',
    zone: 'Europe/Berlin',
    interval: 60,
    recordInterval: 300,
    names: 'names',
  }
  const all = [[-2, logging] as const, [-2, { type: 'up' }] as const, ...events]
  const lines = all.map(([at, told]) => encodeEvent({ t: NOON + at * HOUR, tag: 'cad', ...told } as SeatlogEvent))
  const checkout = (feature: string) =>
    ['cad', feature, '', 'ada', 'ws1', '1', '', '1.0', 1, 0, NOON, NOON - HOUR, NOON + 6 * HOUR].join('\t')
  const { ask } = await indexOf([
    MemoryFolder.of({
      [DAY_FILE]: `${lines.join('\n')}\n`,
      'checkouts/cad/2026.03.02.chk': `${['mesher', 'solver', 'viewer', 'other'].map(checkout).join('\n')}\n`,
    }),
  ])
  return (feature: string) => {
    const { gaps, totals } = ask('usage', { ...asked, feature })
    const row = ask('features', asked).rows.find((one) => one.feature === feature)
    expect(row?.knownSeconds).toBe(totals.knownSeconds)
    return gaps.map(({ from, to }) => [(from - NOON) / HOUR, (to - NOON) / HOUR])
  }
}

const serves = (daemon: string, ...features: string[]): readonly [number, Told] => [
  -2,
  { type: 'serves', daemon, features },
]
const failed = (at: number, daemon?: string): readonly [number, Told] => [
  at,
  { type: 'poll-failed', reason: 'cut', ...(daemon === undefined ? {} : { daemon }) },
]
const up = (at: number, daemon?: string): readonly [number, Told] => [
  at,
  { type: 'up', ...(daemon === undefined ? {} : { daemon }) },
]

describe('times when nobody watched', () => {
  it('of one daemon are gaps of its features alone, also of those that another one has as well', async () => {
    const gaps = await gapsWith([
      serves('simd', 'solver'),
      serves('viewd', 'viewer', 'mesher'),
      [0, { type: 'serves', daemon: 'simd', features: ['mesher'] }],
      failed(1, 'simd'),
      [2, { type: 'down', daemon: 'simd' }],
      up(3, 'simd'),
      failed(4, 'viewd'),
      up(5, 'viewd'),
    ])
    expect(gaps('solver')).toEqual([[1, 3]])
    expect(gaps('viewer')).toEqual([[4, 5]])
    expect(gaps('mesher')).toEqual([
      [1, 3],
      [4, 5],
    ])
  })

  it('of a daemon are gaps of every feature of which no event tells whose it is', async () => {
    const gaps = await gapsWith([serves('simd', 'solver'), failed(1, 'viewd'), up(2, 'viewd')])
    expect(gaps('solver')).toEqual([])
    expect(gaps('other')).toEqual([[1, 2]])
  })

  it('of the whole server are gaps of all features, and end those of its daemons when it is up', async () => {
    const gaps = await gapsWith([
      serves('simd', 'solver'),
      serves('viewd', 'viewer'),
      failed(0, 'simd'),
      failed(1),
      [2, { type: 'degraded', reason: 'cut' }],
      up(3),
      failed(4, 'simd'),
    ])
    expect(gaps('viewer')).toEqual([[1, 2]])
    expect(gaps('solver')).toEqual([
      [0, 3],
      [4, 6],
    ])
  })
})
