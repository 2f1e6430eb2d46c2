import { describe, expect, it } from 'vitest'
import type { Case, Look, Words } from '../../../main/alerts/look.ts'
import { type Memory, remember } from '../../../main/alerts/memory.ts'

/** Monday, 2 March 2026, 8:00 in Berlin. */
const START = Date.UTC(2026, 2, 2, 7) / 1000
const MINUTE = 60
const RULES = new Set(['low 0', 'held 24', 'free', 'expiring'])

const words = (title: string, text = ''): Words => ({ tag: 'CAD', feature: null, title, text, place: '#/seats' })

interface Given extends Partial<Pick<Case, 'lastSeconds' | 'pauseSeconds'>> {
  readonly so: boolean
}

/** One look at AutoCAD: whether none is free. */
const acad = ({ so, lastSeconds = 0, pauseSeconds = 0 }: Given): Look => ({
  rule: 'low 0',
  kind: 'low',
  scope: 'low 0 ACAD',
  cases: so
    ? [{ id: 'low 0 ACAD', lastSeconds, pauseSeconds, words: (seconds) => words('none free', `${seconds} s`) }]
    : [],
  over: (seconds) => words('free again', `${seconds} s`),
})

/** Everything that is told, with the minute, along looks at given minutes; null: nothing was known. */
function told(looks: readonly (readonly [minute: number, look: Look | null])[], rules = RULES): readonly string[] {
  let memory: Memory = new Map()
  return looks.flatMap(([minute, look]) => {
    const next = remember(memory, look === null ? [] : [look], rules, START + minute * MINUTE)
    memory = next.memory
    return next.told.map(({ title, over }) => `${minute}: ${title}${over ? ' (over)' : ''}`)
  })
}

const everyMinute = (from: number, to: number, look: Look | null) =>
  Array.from({ length: to - from + 1 }, (_, index) => [from + index, look] as const)

describe('a case', () => {
  it('is told once when it has lasted long enough, and once when it is over', () => {
    const low = acad({ so: true, lastSeconds: 10 * MINUTE })
    expect(told([...everyMinute(0, 30, low), ...everyMinute(31, 40, acad({ so: false }))])).toEqual([
      '10: none free',
      '31: free again (over)',
    ])
  })

  it('tells how long it has lasted', () => {
    const first = remember(new Map(), [acad({ so: true })], RULES, START)
    expect(first.told).toMatchObject([{ kind: 'low', over: false, text: '0 s' }])
    const later = remember(first.memory, [acad({ so: false })], RULES, START + 300)
    expect(later.told).toMatchObject([{ kind: 'low', over: true, text: '300 s' }])
  })

  it('is not told when it was over before that, nor is its end', () => {
    const low = acad({ so: true, lastSeconds: 10 * MINUTE })
    const looks = [...everyMinute(0, 9, low), [10, acad({ so: false })] as const, ...everyMinute(11, 20, low)]
    expect(told(looks)).toEqual([])
  })

  it('is told again after the pause while it lasts', () => {
    const looks = everyMinute(0, 130, acad({ so: true, pauseSeconds: 60 * MINUTE }))
    expect(told(looks)).toEqual(['0: none free', '60: none free', '120: none free'])
  })

  it('that comes and goes is told once within the pause, and its end once', () => {
    const comes = acad({ so: true, pauseSeconds: 60 * MINUTE })
    const goes = acad({ so: false })
    const looks = everyMinute(0, 70, null).map(([minute]) => [minute, minute % 10 < 5 ? comes : goes] as const)
    expect(told(looks)).toEqual(['0: none free', '5: free again (over)', '60: none free', '65: free again (over)'])
  })

  it('without pause is told each time it comes', () => {
    const looks = everyMinute(0, 19, null).map(([minute]) => [minute, acad({ so: minute % 10 < 5 })] as const)
    expect(told(looks)).toEqual(['0: none free', '5: free again (over)', '10: none free', '15: free again (over)'])
  })

  it('neither ends nor grows older while nothing is known', () => {
    const low = acad({ so: true, lastSeconds: 10 * MINUTE })
    expect(told([...everyMinute(0, 5, low), ...everyMinute(6, 25, null), ...everyMinute(26, 40, low)])).toEqual([
      '31: none free',
    ])
    const known = [...everyMinute(0, 15, low), ...everyMinute(16, 500, null), [501, low] as const]
    expect(told(known)).toEqual(['10: none free'])
  })

  it('begins anew after an hour without a look', () => {
    const low = acad({ so: true, lastSeconds: 10 * MINUTE })
    expect(told([...everyMinute(0, 9, low), ...everyMinute(500, 520, low)])).toEqual(['510: none free'])
  })

  it('is dropped when its rule is', () => {
    const { memory } = remember(new Map(), [acad({ so: true })], RULES, START)
    expect(memory.size).toBe(1)
    expect(remember(memory, [], new Set(['free']), START + MINUTE).memory.size).toBe(0)
  })

  it('is told once, whatever number of rules ask for it', () => {
    const { told: said } = remember(new Map(), [acad({ so: true }), acad({ so: true })], RULES, START)
    expect(said).toHaveLength(1)
  })

  it('that nobody can look at is forgotten after two months', () => {
    const { memory } = remember(new Map(), [acad({ so: true })], RULES, START)
    const leftAfter = (days: number) => remember(memory, [], RULES, START + days * 86_400).memory.size
    expect([leftAfter(59), leftAfter(60)]).toEqual([1, 0])
  })
})

describe('a clock that jumps', () => {
  it('makes nothing last', () => {
    const low = acad({ so: true, lastSeconds: 10 * MINUTE })
    expect(told([...everyMinute(0, 3, low), ...everyMinute(40, 46, low)])).toEqual([])
    expect(told([...everyMinute(100, 103, low), ...everyMinute(90, 96, low)])).toEqual([])
    expect(told([...everyMinute(100, 103, low), ...everyMinute(90, 97, low)])).toEqual(['97: none free'])
  })

  it('back silences for no longer than the pause', () => {
    const low = acad({ so: true, pauseSeconds: 60 * MINUTE })
    const year = 525_600
    expect(told([[year, low], ...everyMinute(0, 60, low)])).toEqual([`${year}: none free`, '60: none free'])
    const once = acad({ so: true })
    expect(told([[year, once], [year + 1, acad({ so: false })], ...everyMinute(0, 5, once)])).toEqual([
      `${year}: none free`,
      `${year + 1}: free again (over)`,
      '0: none free',
    ])
  })

  it('back makes nothing last for less than no time', () => {
    const { memory } = remember(new Map(), [acad({ so: true })], RULES, START)
    const over = remember(memory, [acad({ so: false })], RULES, START - 500)
    expect(over.told).toMatchObject([{ text: '0 s' }])
  })
})

describe('kinds of their own', () => {
  const held = (rows: readonly string[]): Look => ({
    rule: 'held 24',
    kind: 'held',
    scope: 'held 24 ACAD',
    cases: rows.map((id) => ({ id, lastSeconds: 0, pauseSeconds: 86_400, words: () => words(id) })),
    over: null,
    joined: (all) => words(all.map(({ title }) => title).join('+')),
  })

  it('tells what begins at the same time together, and what follows by itself', () => {
    expect(
      told([
        [0, held(['a', 'b'])],
        [1, held(['a', 'b', 'c'])],
        [2, held(['b', 'c'])],
      ]),
    ).toEqual(['0: a+b', '1: c'])
  })

  it('forgets a checkout with its end', () => {
    const first = remember(new Map(), [held(['a', 'b'])], RULES, START)
    expect([...remember(first.memory, [held(['b'])], RULES, START + MINUTE).memory.keys()]).toEqual(['b'])
  })

  it('tells the next free seat, and nothing of none being free', () => {
    const wish = (full: boolean): Look => ({
      rule: 'free',
      kind: 'free',
      scope: 'free ACAD',
      cases: full ? [{ id: 'free ACAD', lastSeconds: 0, pauseSeconds: 0, words: null }] : [],
      over: () => words('a seat is free'),
    })
    expect(
      told([
        [0, wish(false)],
        [1, wish(true)],
        [2, null],
        [3, wish(false)],
        [4, wish(false)],
      ]),
    ).toEqual(['3: a seat is free'])
  })

  it('never sees the end of an expiry', () => {
    const look: Look = {
      rule: 'expiring',
      kind: 'expiring',
      scope: null,
      cases: [{ id: 'expiring 30', lastSeconds: 0, pauseSeconds: 0, words: () => words('expires') }],
      over: null,
    }
    const days = (from: number, to: number, one: Look | null) =>
      everyMinute(from, to, one).map(([day, seen]) => [day * 1440, seen] as const)
    expect(told([...days(0, 3, look), ...days(4, 9, null), ...days(10, 12, look)])).toEqual(['0: expires'])
  })
})
