import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLogCheckouts, type LogCheckout, type LogStep } from '../../../main/usage/log-checkouts.ts'
import type { LogRequest, LogRestart } from '../../../main/usage/log-request.ts'

type News = LogRequest | LogRestart

const request = (type: LogRequest['type'], at: number, more: Partial<LogRequest> = {}): LogRequest => ({
  ...{ type, at, daemon: 'adskflex', feature: 'solver', account: '', user: 'mwenger', host: 'ws-0417', seats: 1 },
  ...more,
})
const restart = (type: LogRestart['type'], at: number): LogRestart => ({ type, at, daemon: 'adskflex' })

function run(news: readonly News[]) {
  const checkouts = createLogCheckouts()
  const steps = news.map((one): LogStep => checkouts.take(one))
  return {
    ended: steps.flatMap(({ ended }) => ended),
    unmatched: steps.reduce((sum, step) => sum + step.unmatched, 0),
    open: checkouts.open(),
  }
}
const times = (rows: readonly LogCheckout[]) =>
  rows.map(({ seats, checkoutAt, checkinAt }) => [seats, checkoutAt, checkinAt])

describe('OUT and IN lines of a debug log', () => {
  it('are paired, the oldest OUT with the first IN, where user and host differ only in case and domain', () => {
    const { ended, unmatched, open } = run([
      request('OUT', 100, { user: 'MWenger', host: 'WS-0417.example.net' }),
      request('OUT', 150),
      request('IN', 200),
      request('IN', 300),
    ])
    expect(times(ended)).toEqual([
      [1, 100, 200],
      [1, 150, 300],
    ])
    expect(ended[0]).toMatchObject({ user: 'MWenger', host: 'WS-0417.example.net', feature: 'solver', requestAt: 100 })
    expect({ unmatched, open }).toEqual({ unmatched: 0, open: 0 })
  })

  it('are of different checkouts where feature, user, host or data differ', () => {
    const others = [{ feature: 'mesher' }, { user: 'tpark' }, { host: 'ws-0102' }, { account: 'bridge-7' }]
    const { ended, unmatched, open } = run([request('OUT', 100), ...others.map((more) => request('IN', 200, more))])
    expect({ ended, unmatched, open }).toEqual({ ended: [], unmatched: 4, open: 1 })
  })

  it('belong together where their seats are equal, though an older checkout has more', () => {
    const { ended } = run([
      request('OUT', 100, { seats: 4 }),
      request('OUT', 110),
      request('IN', 200),
      request('IN', 300, { seats: 4 }),
    ])
    expect(times(ended)).toEqual([
      [1, 110, 200],
      [4, 100, 300],
    ])
  })

  it('tell a partial return as the end of all seats and the beginning of the rest', () => {
    const { ended, open } = run([
      request('OUT', 100, { seats: 5 }),
      request('IN', 200, { seats: 2 }),
      request('IN', 300, { seats: 3 }),
    ])
    expect(times(ended)).toEqual([
      [5, 100, 200],
      [3, 200, 300],
    ])
    expect(ended[1]?.requestAt).toBe(200)
    expect(open).toBe(0)
  })

  it('tell the end of several checkouts by an IN of more seats, and count what never was out', () => {
    const { ended, unmatched } = run([request('OUT', 100), request('OUT', 110), request('IN', 200, { seats: 4 })])
    expect(times(ended)).toEqual([
      [1, 100, 200],
      [1, 110, 200],
    ])
    expect(unmatched).toBe(2)
  })

  it('end no checkout before it began, where two processes write one log', () => {
    expect(times(run([request('OUT', 100), request('IN', 98)]).ended)).toEqual([[1, 100, 100]])
  })
})

describe('a daemon that stops and starts', () => {
  it('still gives back seats behind its last words', () => {
    const { ended, open } = run([request('OUT', 100), restart('STOP', 200), request('IN', 200)])
    expect(times(ended)).toEqual([[1, 100, 200]])
    expect(open).toBe(0)
  })

  it('ended what nobody gave back with the last line before its start', () => {
    const checkouts = createLogCheckouts()
    checkouts.take(request('OUT', 100))
    checkouts.alive(500)
    expect(times(checkouts.take(restart('START', 9000)).ended)).toEqual([[1, 100, 500]])
    expect(checkouts.open()).toBe(0)
    expect(checkouts.take(request('IN', 9100))).toEqual({ ended: [], unmatched: 1 })
  })
})

describe('a request that waits', () => {
  const requestedAt = (news: readonly News[]) => run([...news, request('IN', 900)]).ended.map((row) => row.requestAt)

  it('begins when it is queued, whether the log tells that it left the queue or not', () => {
    expect(requestedAt([request('QUEUED', 100), request('OUT', 300)])).toEqual([100])
    expect(requestedAt([request('QUEUED', 100), request('DEQUEUED', 300), request('OUT', 300)])).toEqual([100])
    expect(requestedAt([request('QUEUED', 100), request('DEQUEUED', 299), request('OUT', 300)])).toEqual([100])
  })

  it('is forgotten when it left the queue without a seat', () => {
    expect(requestedAt([request('QUEUED', 100), request('DEQUEUED', 200), request('OUT', 300)])).toEqual([300])
    const again = [request('QUEUED', 100), request('DEQUEUED', 200), request('QUEUED', 250), request('OUT', 300)]
    expect(requestedAt(again)).toEqual([250])
  })

  it('is the request of its own user, host and feature, and of one checkout', () => {
    expect(requestedAt([request('QUEUED', 100, { user: 'tpark' }), request('OUT', 300)])).toEqual([300])
    expect(
      run([request('QUEUED', 100), request('OUT', 300), request('OUT', 400), request('IN', 500, { seats: 2 })]),
    ).toMatchObject({
      ended: [{ requestAt: 100 }, { requestAt: 400 }],
    })
  })
})

describe('any log', () => {
  const line = fc.record({
    type: fc.constantFrom('OUT', 'IN', 'OUT', 'IN', 'START'),
    step: fc.nat(50),
    seats: fc.integer({ min: 1, max: 4 }),
    user: fc.constantFrom('mwenger', 'tpark'),
  })
  const log = fc.array(line, { maxLength: 60 }).map((lines) => {
    let at = 0
    return lines.map(({ type, step, seats, user }): News => {
      at += step
      return type === 'START' ? restart('START', at) : request(type as 'OUT' | 'IN', at, { seats, user })
    })
  })
  const secondsOf = (rows: readonly LogCheckout[]) =>
    rows.reduce((sum, { seats, checkoutAt, checkinAt }) => sum + seats * (checkinAt - checkoutAt), 0)

  /** The seats each user holds, as a counter that goes up and down, summed over the time. */
  function heldSeconds(news: readonly News[]) {
    const held = new Map<string, number>()
    let before = 0
    let sum = 0
    let unmatched = 0
    for (const one of news) {
      // Nobody holds anything behind the last line before a start.
      if (one.type !== 'START') for (const seats of held.values()) sum += seats * (one.at - before)
      before = one.at
      if (one.type === 'START') held.clear()
      else if ('user' in one) {
        const seats = (held.get(one.user) ?? 0) + (one.type === 'OUT' ? one.seats : -one.seats)
        unmatched += Math.max(0, -seats)
        held.set(one.user, Math.max(0, seats))
      }
    }
    return { sum, unmatched }
  }

  it('gives each seat out once: the seconds of all checkouts are those in which seats were held', () => {
    fc.assert(
      fc.property(log, (news) => {
        const last = news.at(-1)?.at ?? 0
        const all = ['mwenger', 'tpark'].map((user) => request('IN', last, { seats: 1000, user }))
        const closed = run([...news, ...all])
        const { sum, unmatched } = heldSeconds(news)
        expect(secondsOf(closed.ended)).toBe(sum)
        expect(run(news).unmatched).toBe(unmatched)
        expect(closed.open).toBe(0)
      }),
    )
  })

  it('ends no checkout before it began, and asks for none after it has it', () => {
    fc.assert(
      fc.property(log, (news) => {
        for (const { requestAt, checkoutAt, checkinAt } of run(news).ended) {
          expect(requestAt).toBeLessThanOrEqual(checkoutAt)
          expect(checkoutAt).toBeLessThanOrEqual(checkinAt)
        }
      }),
    )
  })
})
