import { describe, expect, it } from 'vitest'
import type { Feature } from '../../../main/lmstat/answer.ts'
import { track } from '../../at-once.ts'
import { answer, daemon } from './answers.ts'
import { cut, down, follow, held, mlm, row, t, times } from './followed-polls.ts'

describe('a checkout', () => {
  it('is finished by the complete answer that does not show it, with all that is known of it', () => {
    const borrowed = row('mlind', '07:59', { seats: 2, pid: 4711, handle: '5226' })
    const { finished, open } = follow([
      ['08:00:30', mlm([borrowed])],
      ['08:01:30', mlm([borrowed])],
      ['08:02:30', mlm([])],
    ])
    expect(finished).toEqual([
      {
        tag: 'LAB',
        daemon: 'MLM',
        feature: 'MATLAB',
        account: '',
        user: 'mlind',
        host: 'ws-12',
        handle: '5226',
        display: 'ws-12',
        version: '1.000',
        seats: 2,
        pid: 4711,
        requestAt: t('07:59:00'),
        checkoutAt: t('07:59:00'),
        foundAt: t('08:00:30'),
        shownAt: t('08:01:30'),
        checkinAt: t('08:02:00'),
      },
    ])
    expect(open).toEqual([])
  })

  it('is open until then, also after what failed, was cut or is down', () => {
    const { finished, open } = follow([
      ['08:00:30', mlm([row('mlind', '07:59')])],
      ['08:01:30', answer([], { servers: [] })],
      ['08:02:30', answer([cut('MLM')])],
      ['08:03:30', answer([down('MLM')])],
    ])
    expect(finished).toEqual([])
    expect(times(open)).toEqual([['mlind', t('07:59:00')]])
    expect(open[0]?.shownAt).toBe(t('08:00:30'))
  })

  it('ends at most one interval after the last poll that showed it, and never before it began', () => {
    const { finished } = follow([
      ['08:00:30', mlm([row('mlind', '07:59')])],
      ['08:01:30', answer([cut('MLM')])],
      ['09:00:30', mlm([])],
    ])
    expect(times(finished)).toEqual([['mlind', t('07:59:00'), t('08:01:30')]])
  })

  it('is compared daemon by daemon', () => {
    const both = [daemon('MLM', [held([row('mlind', '07:59')])]), daemon('cdslmd', [held([row('tkeller', '07:59')])])]
    const { finished, open } = follow([
      ['08:00:30', answer(both)],
      ['08:01:30', answer([cut('MLM'), daemon('cdslmd', [held([])])])],
    ])
    expect(finished.map(({ user, daemon: name }) => [user, name])).toEqual([['tkeller', 'cdslmd']])
    expect(open.map(({ user }) => user)).toEqual(['mlind'])
  })

  it('is itself as many times as equal rows stand there', () => {
    const same = row('mlind', '07:59')
    const { finished, open } = follow([
      ['08:00:30', mlm([same, same, same])],
      ['08:01:30', mlm([same, row('tkeller', '08:01')])],
    ])
    expect(finished.map(({ user }) => user)).toEqual(['mlind', 'mlind'])
    expect(open.map(({ user }) => user)).toEqual(['mlind', 'tkeller'])
  })

  it('is another one when its handle is used again by somebody else or at another time', () => {
    const { finished, open } = follow([
      ['08:00:30', mlm([row('mlind', '07:59')])],
      ['08:01:30', mlm([row('mlind', '08:01')])],
      ['08:02:30', mlm([row('tkeller', '08:01')])],
    ])
    expect(times(finished)).toEqual([
      ['mlind', t('07:59:00'), t('08:01:00')],
      ['mlind', t('08:01:00'), t('08:02:00')],
    ])
    expect(times(open)).toEqual([['tkeller', t('08:01:00')]])
  })

  it('stays the same when the year of its start, or the split of its names, is guessed otherwise', () => {
    const raw = 'Ada Novak ws-12 :0'
    const guessed = row('Ada', '07:59', { host: 'Novak', display: 'ws-12 :0', raw, uncertain: true })
    const known = row('Ada Novak', '07:59', { host: 'ws-12', display: ':0', raw, start: '2025-03-02T07:59:00' })
    const { finished, open } = follow([
      ['08:00:30', mlm([guessed])],
      ['08:01:30', mlm([known])],
    ])
    expect(finished).toEqual([])
    expect(open.map(({ user, host, checkoutAt }) => [user, host, checkoutAt])).toEqual([
      ['Ada', 'Novak', t('07:59:00')],
    ])
  })

  it('that lingers after its user has gone is open as long as its row stands there', () => {
    const lingering = row('mlind', '07:59', { linger: { remaining: 600, total: 900 } })
    const { finished, news } = follow([
      ['08:00:30', mlm([row('mlind', '07:59')])],
      ['08:01:30', mlm([lingering])],
      ['08:02:30', mlm([row('mlind', '07:59', { linger: { remaining: 540, total: 900 } })])],
      ['08:03:30', mlm([])],
    ])
    expect(news).toEqual([
      {
        type: 'linger',
        daemon: 'MLM',
        feature: 'MATLAB',
        user: 'mlind',
        host: 'ws-12',
        seats: 1,
        remaining: 600,
        total: 900,
      },
    ])
    expect(times(finished)).toEqual([['mlind', t('07:59:00'), t('08:03:00')]])
  })
})

describe('the checkout time', () => {
  it('is what lmstat says of rows that were there at the first answer, however old', () => {
    const old = row('mlind', '09:03', { start: '2026-02-27T09:03:00', startText: 'Fri 2/27 9:03' })
    expect(times(follow([['08:00:30', mlm([old])]]).open)).toEqual([
      ['mlind', Date.parse('2026-02-27T09:03+01:00') / 1000],
    ])
  })

  it('is the poll that showed a new row first when lmstat claims a start that the poll before would have shown', () => {
    const { open } = follow([
      ['08:00:30', mlm([])],
      ['08:01:30', mlm([row('mlind', '07:59'), row('tkeller', '08:00')])],
    ])
    expect(times(open)).toEqual([
      ['mlind', t('08:01:30')],
      ['tkeller', t('08:00:00')],
    ])
  })

  it('is never later than the poll that showed it first', () => {
    expect(times(follow([['08:00:30', mlm([row('mlind', '08:05')])]]).open)).toEqual([['mlind', t('08:00:30')]])
  })

  it('is the poll that showed it first where lmstat gave none', () => {
    const { start: _, startText: __, ...bare } = row('mlind', '08:00')
    expect(times(follow([['08:00:30', mlm([bare])]]).open)).toEqual([['mlind', t('08:00:30')]])
  })

  it('is that of the request where its user, host and feature were seen queued', () => {
    const waits = { queued: [{ user: 'tkeller', host: 'ws-12', seats: 1 }] }
    const { open, news } = follow([
      ['08:00:30', mlm([row('mlind', '07:59')], waits)],
      ['08:01:30', mlm([row('mlind', '07:59')], waits)],
      ['08:02:30', mlm([row('TKeller', '08:02'), row('mlind', '07:59')])],
    ])
    expect(open.map(({ user, requestAt, checkoutAt }) => [user, requestAt, checkoutAt])).toEqual([
      ['TKeller', t('08:00:30'), t('08:02:00')],
      ['mlind', t('07:59:00'), t('07:59:00')],
    ])
    expect(news).toEqual([
      { type: 'queued', daemon: 'MLM', feature: 'MATLAB', waiting: [{ user: 'tkeller', host: 'ws-12', seats: 1 }] },
      { type: 'queued', daemon: 'MLM', feature: 'MATLAB', waiting: [] },
    ])
  })

  it('is that of the oldest of equal requests, and no news as long as all wait', () => {
    const waiting = (count: number): Partial<Feature> => ({
      queued: Array.from({ length: count }, () => ({ user: 'tkeller', host: 'ws-12', seats: 1 })),
    })
    const { open, news } = follow([
      ['08:00:30', mlm([], waiting(1))],
      ['08:01:30', mlm([], waiting(2))],
      ['08:02:30', mlm([], waiting(2))],
      ['08:03:30', mlm([row('tkeller', '08:03')], waiting(1))],
      ['08:04:30', mlm([row('tkeller', '08:03'), row('tkeller', '08:04')])],
    ])
    expect(news).toHaveLength(4)
    expect(open.map(({ requestAt }) => requestAt)).toEqual([t('08:00:30'), t('08:01:30')])
  })

  it('is asked for again where somebody who still waits gets another seat', () => {
    const waits = { queued: [{ user: 'tkeller', host: 'ws-12', seats: 4 }] }
    const { open } = follow([
      ['08:00:30', mlm([], waits)],
      ['08:01:30', mlm([row('tkeller', '08:01')], waits)],
    ])
    expect(open.map(({ requestAt }) => requestAt)).toEqual([t('08:01:00')])
  })
})

describe('the state', () => {
  const rows = [row('mlind', '07:59'), row('Ada Novak', '07:58', { raw: 'Ada Novak ws-12 ws-12' })]
  const first = mlm(rows, {
    queued: [{ user: 'tkeller', seats: 1 }],
    reservations: [{ count: 1, kind: 'HOST', name: 'ws-9' }],
  })

  it('is plain data', () => {
    const { state } = follow([['08:00:30', first]])
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })

  it('keeps the object of a feature that did not change', () => {
    const { state } = follow([['08:00:30', first]])
    const poll = { tag: 'LAB', intervalSeconds: 60, zone: 'Europe/Berlin', capacitySeconds: 3600 }
    const next = track(state, { ...poll, at: t('08:01:30'), answer: structuredClone(first) })
    expect(next.state.daemons[0]?.features[0]).toBe(state.daemons[0]?.features[0])
    expect([next.finished, next.news, next.capacity]).toEqual([[], [], []])
  })
})
