import { describe, expect, it } from 'vitest'
import { indexOf, MemoryFolder } from './workshop.ts'

const NOON = Date.UTC(2026, 2, 14, 11) / 1000
const DAY = 86_400
const SPAN = { from: NOON - DAY, to: NOON + DAY }
const chk = (tag: string): string => `checkouts/${tag}/2026.03.14.chk`
const row = (
  user: string,
  feature = 'F1',
  seats: number | string = 1,
  out = NOON,
  end = NOON + 60,
  host = 'ws1',
): string => `${['CAD', feature, '', user, host, '17', ':0', '1.0', seats, 0, out, out, end].join('\t')}\n`

describe('an index of odd rows', () => {
  it('takes names that mean something to a program for what they are', async () => {
    const names = ['__proto__', 'constructor', '', 'a\u0000b\u001b[31m', "'; DROP TABLE user; --", 'x'.repeat(100_000)]
    const text = names.map((name) => row(name, name || 'F1', 1, NOON, NOON + 60, name)).join('')
    const built = await indexOf([MemoryFolder.of({ [chk('constructor')]: text })])
    const { rows } = built.ask('features', { ...SPAN, working: false })
    expect(rows.map(({ feature }) => feature).sort()).toEqual(names.map((name) => name || 'F1').sort())
    expect(rows.map(({ checkouts, peak }) => [checkouts, peak])).toEqual(names.map(() => [1, 1]))
    for (const name of names) {
      const asked = { tags: ['constructor'], feature: name || 'F1', ...SPAN, working: false }
      expect(built.ask('users', asked).users.map(({ user }) => user)).toEqual([name])
      expect(built.ask('person', { kind: 'user', name, ...SPAN, working: false }).checkoutCount).toBe(1)
    }
    expect(built.ask('names', { text: 'proto' }).users.map(({ name }) => name)).toEqual(['__proto__'])
  })

  it('counts no seats, and more than anybody has', async () => {
    const text =
      row('ada', 'F1', 0) + row('bo', 'F2', 2 ** 31) + row('cyd', 'F2', '9'.repeat(12)) + row('dee', 'F3', 1_200_000)
    const built = await indexOf([MemoryFolder.of({ [chk('CAD')]: text })])
    const peaks = built
      .ask('features', { ...SPAN, working: false })
      .rows.map(({ peak, checkouts }) => [peak, checkouts])
    const most = 2 ** 29 - 1
    expect(peaks).toEqual([
      [0, 1],
      [2 * most, 2],
      [1_200_000, 1],
    ])
  })

  it('makes no small mean of more seat-seconds in an hour than it can hold', async () => {
    const text = row('ada', 'F1', 2_000_000, NOON, NOON + 3600) + row('bo', 'F1', 1, NOON, NOON + 7200)
    const built = await indexOf([MemoryFolder.of({ [chk('CAD')]: text })])
    const { cells } = built.ask('heat', { tags: ['CAD'], feature: 'F1', ...SPAN, working: false })
    const hour = cells.find(({ peak }) => peak === 2_000_001)
    expect(hour?.mean).toBeGreaterThan(1_190_000)
  })

  it('passes over denials of times that it cannot hold', async () => {
    const den = (at: number): string => `${[at, 'CAD', 'F1', '', 'ada', 'ws1', 1].join('\t')}\n`
    const text = [0, 100, 2 ** 32, 2 ** 40, NOON].map(den).join('')
    const built = await indexOf([MemoryFolder.of({ [chk('CAD')]: row('ada'), 'checkouts/CAD/2026.03.14.den': text })])
    const kinds = ['unknown'] as const
    const all = built.ask('denials', { tags: [], feature: null, user: null, kinds, from: 0, to: 2 ** 33 })
    expect(all.total.raw).toBe(1)
    expect(built.ask('person', { kind: 'user', name: 'ada', ...SPAN, working: false }).denials).toHaveLength(1)
  })

  it('answers for spans outside of the record, empty ones and such as end before they begin', async () => {
    const built = await indexOf([MemoryFolder.of({ [chk('CAD')]: row('ada') })])
    for (const [from, to] of [
      [0, 1],
      [NOON, NOON],
      [NOON + 60, NOON],
      [NOON + 400 * DAY, NOON + 500 * DAY],
      [0, 2 ** 32],
    ] as const) {
      const asked = { tags: ['CAD'], feature: 'F1', from, to, working: false }
      const { totals, buckets } = built.ask('usage', asked)
      expect(totals.checkouts).toBe(to > 2 ** 31 ? 1 : 0)
      expect(buckets.length > 0).toBe(to > 2 ** 31)
      expect(built.ask('heat', asked).cells).toHaveLength(168)
      expect(built.ask('levels', asked).peak).toBe(totals.peak)
      expect(built.ask('how-many', { ...asked, tags: ['CAD', 'cad'] }).checkouts).toBe(totals.checkouts)
      expect(built.ask('person', { kind: 'host', name: 'ws1', from, to, working: true }).checkoutCount).toBe(
        totals.checkouts,
      )
    }
  })

  it('takes twenty thousand rows of one second', async () => {
    const text = Array.from({ length: 20_000 }, (_, at) => row(`user${at % 5000}`)).join('')
    const built = await indexOf([MemoryFolder.of({ [chk('CAD')]: text })])
    const { totals } = built.ask('usage', { tags: ['CAD'], feature: 'F1', ...SPAN, working: false })
    expect([totals.peak, totals.checkouts, totals.users]).toEqual([20_000, 20_000, 5000])
  })
})
