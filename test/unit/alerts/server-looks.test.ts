import { describe, expect, it } from 'vitest'
import { lookDown, lookUnreadable } from '../../../main/alerts/server-looks.ts'
import type { DaemonSeats } from '../../../preload/contract/seats.ts'
import { NOW, server } from '../desktop/seats.ts'
import { rule } from './rule.ts'

const daemon = (name: string, given: Partial<DaemonSeats> = {}): DaemonSeats => ({
  name,
  state: 'up',
  version: 'v11.19.6',
  error: null,
  completeAt: NOW,
  ...given,
})

describe('a server that is down', () => {
  it('is told with the reason, without what lmstat printed', () => {
    const problem = { message: 'lmstat said “mlindqvist ws-0412”: try it by hand.', since: NOW - 600 }
    const looks = lookDown(rule('down'), server('CAD', { state: 'down', problem, daemons: [daemon('adskflex')] }), NOW)
    expect(looks).toHaveLength(1)
    expect(looks[0]?.cases[0]?.words?.(0)).toEqual({
      tag: 'CAD',
      feature: null,
      title: 'CAD is down',
      text: 'lmstat said “…”: try it by hand.',
      place: '#/health/CAD',
    })
  })

  it('is back when it answers', () => {
    const [look] = lookDown(rule('down'), server('CAD', { state: 'degraded' }), NOW)
    expect(look?.cases).toEqual([])
    expect(look?.over?.(1500)).toMatchObject({ title: 'CAD is back', text: 'It was down for 25 min.' })
  })

  it('is neither down nor back while nobody knows', () => {
    expect(lookDown(rule('down'), server('CAD', { state: 'unknown', daemons: [daemon('adskflex')] }), NOW)).toEqual([])
  })

  it('is neither down nor back in its time of grace after a night in which nobody asked', () => {
    const failedAt = (since: number) =>
      server('CAD', { state: 'down', answeredAt: NOW - 36_000, problem: { message: 'Cannot connect.', since } })
    expect(lookDown(rule('down'), failedAt(NOW - 599), NOW)).toEqual([])
    expect(lookDown(rule('down'), failedAt(NOW - 600), NOW)[0]?.cases).toHaveLength(1)
  })
})

describe('a daemon without complete answers', () => {
  it('is down after its time of grace, while its server answers', () => {
    const silent = daemon('cdslmd', { state: 'down', error: '(-97,121)', completeAt: NOW - 60 })
    const looks = lookDown(
      rule('down'),
      server('EDA', { state: 'degraded', daemons: [daemon('snpslmd'), silent] }),
      NOW,
    )
    expect(looks.map(({ cases }) => cases.length)).toEqual([0, 0, 1])
    expect(looks[2]?.cases[0]?.lastSeconds).toBe(600)
    expect(looks[2]?.cases[0]?.words?.(600)).toMatchObject({
      title: 'cdslmd on EDA is down',
      text: 'lmstat says that this vendor daemon is down: (-97,121).',
    })
    expect(looks[1]?.over?.(60)).toMatchObject({ title: 'snpslmd on EDA is back' })
  })

  it('is told as silent when lmstat does not call it down', () => {
    const cut = daemon('cdslmd', { completeAt: null })
    const looks = lookDown(rule('down'), server('EDA', { state: 'degraded', daemons: [cut] }), NOW)
    expect(looks[1]?.cases[0]?.words?.(600).text).toBe('There was no complete answer of this vendor daemon for 10 min.')
  })
})

describe('lines that are not understood', () => {
  it('are counted where the server answered', () => {
    const look = lookUnreadable(rule('unreadable', { minutes: 10 }), server('CAD', { unrecognized: 12 }))
    expect(look?.cases).toMatchObject([{ lastSeconds: 600 }])
    expect(look?.cases[0]?.words?.(600).title).toBe('CAD: 12 lines of lmstat are not understood')
    const one = lookUnreadable(rule('unreadable'), server('CAD', { unrecognized: 1 }))
    expect(one?.cases[0]?.words?.(0).title).toBe('CAD: 1 line of lmstat is not understood')
    expect(lookUnreadable(rule('unreadable'), server('CAD'))?.cases).toEqual([])
  })

  it('say nothing where a program printed something else than an answer', () => {
    expect(lookUnreadable(rule('unreadable'), server('CAD', { state: 'unknown', unrecognized: 3 }))).toBeNull()
    expect(lookUnreadable(rule('unreadable'), server('CAD', { state: 'down', unrecognized: 3 }))).toBeNull()
  })
})
