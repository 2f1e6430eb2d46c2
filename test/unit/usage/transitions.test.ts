import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import {
  gapBefore,
  NOTHING_REPORTED,
  type Transition,
  transitions,
  withoutQuotes,
} from '../../../main/usage/transitions.ts'
import { answer, daemon } from './answers.ts'

const up = answer([daemon('a', [])])
const none = answer([], { servers: [] })
const cut = (name: string) => daemon(name, [], { complete: false })

/** The news of a whole sequence of polls. */
function newsOf(polls: readonly (readonly [number, Answer, string | null])[]): Transition[] {
  let live: Live | null = null
  let reported = NOTHING_REPORTED
  const all: Transition[] = []
  for (const [askedAt, what, problem] of polls) {
    live = withPoll(live, { askedAt, answer: what, problem })
    const result = transitions(reported, live)
    reported = result.reported
    all.push(...result.news)
  }
  return all
}

describe('news for the record', () => {
  it('says up once, and nothing while nothing changes', () => {
    expect(
      newsOf([
        [0, up, null],
        [60, up, null],
        [120, up, null],
      ]),
    ).toEqual([{ type: 'up' }])
  })

  it('tells a failing poll once and its end, and says down after ten minutes', () => {
    expect(
      newsOf([
        [0, up, null],
        [60, none, 'no answer'],
        [120, none, 'no answer'],
        [180, up, null],
      ]),
    ).toEqual([{ type: 'up' }, { type: 'poll-failed', reason: 'no answer' }, { type: 'up' }])
    expect(
      newsOf([
        [0, up, null],
        [60, none, 'no answer'],
        [660, none, 'no answer'],
        [720, up, null],
      ]),
    ).toEqual([
      { type: 'up' },
      { type: 'poll-failed', reason: 'no answer' },
      { type: 'down', reason: 'no answer' },
      { type: 'down', daemon: 'a' },
      { type: 'up' },
      { type: 'up', daemon: 'a' },
    ])
  })

  it('takes a reason that quotes another text each time for the same one, and records no quotation', () => {
    const polls = ['x1', 'y2'].map((text, at) => [60 * at, none, `not lmstat (“${text}”)`] as const)
    expect(newsOf(polls)).toEqual([{ type: 'poll-failed', reason: 'not lmstat (“…”)' }])
  })

  it('tells which daemon went down and came back, and leaves the others of its server known', () => {
    const half = answer([daemon('a', []), daemon('b', [], { complete: false, state: 'down', error: 'down (-97,121)' })])
    const both = answer([daemon('a', []), daemon('b', [])])
    expect(
      newsOf([
        [0, both, null],
        [60, half, 'b'],
        [600, half, 'b'],
        [660, both, null],
        [720, both, null],
      ]),
    ).toEqual([
      { type: 'up' },
      { type: 'degraded', reason: 'b' },
      { type: 'poll-failed', daemon: 'b', reason: 'b' },
      { type: 'down', daemon: 'b', reason: 'down (-97,121)' },
      { type: 'up' },
      { type: 'up', daemon: 'b' },
    ])
  })

  it('tells that a daemon still fails when the server answers again', () => {
    const [both, half] = [answer([daemon('a', []), daemon('b', [])]), answer([daemon('a', []), cut('b')])]
    expect(
      newsOf([
        [0, both, null],
        [60, half, 'b is cut'],
        [120, none, 'no answer'],
        [180, half, 'b is cut'],
        [240, both, null],
      ]).filter(({ type }) => type !== 'expiry'),
    ).toEqual([
      { type: 'up' },
      { type: 'degraded', reason: 'b is cut' },
      { type: 'poll-failed', daemon: 'b', reason: 'b is cut' },
      { type: 'poll-failed', reason: 'no answer' },
      { type: 'degraded', reason: 'b is cut' },
      { type: 'up' },
      { type: 'up', daemon: 'b' },
    ])
  })

  it('does not call a daemon known that another run reported and that is not listed', () => {
    const both = withPoll(null, { askedAt: 0, answer: answer([daemon('a', []), daemon('b', [])]), problem: null })
    const { reported } = transitions(NOTHING_REPORTED, both)
    const first = { askedAt: 9000, answer: answer([daemon('a', [])]), problem: 'lic2 is away' }
    const next = transitions(reported, withPoll(null, first))
    expect(next.news).toEqual([{ type: 'poll-failed', daemon: 'b', reason: 'lic2 is away' }])
    const gone = { ...first, askedAt: 9060, problem: null }
    const { news } = transitions(next.reported, withPoll(withPoll(null, first), gone))
    expect(news).toEqual([{ type: 'up', daemon: 'b' }])
  })

  it('takes the whole server for unknown where what failed has no name', () => {
    expect(
      newsOf([
        [0, up, null],
        [60, up, 'lic2 is away'],
        [120, up, null],
      ]),
    ).toEqual([{ type: 'up' }, { type: 'poll-failed', reason: 'lic2 is away' }, { type: 'up' }])
  })

  it('tells the license table when it is first read and when it changes', () => {
    const row = { feature: 'A', version: '1', count: 1, vendor: 'a', expires: '2027-01-01' }
    const table = { ...up, licenseTable: [row] }
    expect(
      newsOf([
        [0, table, null],
        [60, up, null],
        [120, table, null],
      ]),
    ).toEqual([{ type: 'up' }, { type: 'expiry', licenses: [row] }])
  })

  it('leaves out what is quoted, to the last mark, in any number of marks', () => {
    expect(withoutQuotes('It says “no” and “never”.')).toBe('It says “…”.')
    expect(withoutQuotes('It ends ” before it begins “')).toBe('It ends ” before it begins “')
    expect(withoutQuotes(`${'“'.repeat(2 ** 20)}!`)).toHaveLength(2 ** 20 + 1)
  })

  it('tells the time nobody watched when it is longer than three intervals', () => {
    expect(gapBefore(null, 1000, 60)).toBeNull()
    expect(gapBefore(820, 1000, 60)).toBeNull()
    expect(gapBefore(819, 1000, 60)).toEqual({ type: 'gap', from: 819, to: 1000 })
  })
})
