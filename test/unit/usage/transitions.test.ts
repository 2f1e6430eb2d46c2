import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import { gapBefore, NOTHING_REPORTED, type Transition, transitions } from '../../../main/usage/transitions.ts'
import { answer, daemon } from './answers.ts'

const up = answer([daemon('a', [])])
const none = answer([], { servers: [] })

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

  it('tells which daemon went down and came back', () => {
    const half = answer([daemon('a', []), daemon('b', [], { complete: false, state: 'down', error: 'down (-97,121)' })])
    const both = answer([daemon('a', []), daemon('b', [])])
    expect(
      newsOf([
        [0, both, null],
        [60, half, 'b'],
        [600, half, 'b'],
        [660, both, null],
      ]),
    ).toEqual([
      { type: 'up' },
      { type: 'degraded', reason: 'b' },
      { type: 'poll-failed', reason: 'b' },
      { type: 'down', daemon: 'b', reason: 'down (-97,121)' },
      { type: 'up' },
      { type: 'up', daemon: 'b' },
    ])
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

  it('tells the time nobody watched when it is longer than three intervals', () => {
    expect(gapBefore(null, 1000, 60)).toBeNull()
    expect(gapBefore(820, 1000, 60)).toBeNull()
    expect(gapBefore(819, 1000, 60)).toEqual({ type: 'gap', from: 819, to: 1000 })
  })
})
