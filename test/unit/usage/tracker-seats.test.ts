import { describe, expect, it } from 'vitest'
import type { Answer, Feature } from '../../../main/lmstat/answer.ts'
import { answer, daemon, feature } from './answers.ts'
import { cut, follow, mlm, type Poll, t } from './followed-polls.ts'

describe('idle reservations', () => {
  const idle = (count: number): Partial<Feature> => ({
    reservations: count === 0 ? [] : [{ count, kind: 'GROUP', name: 'leads' }],
  })

  it('are rows of their own that change with their seats, and news', () => {
    const { finished, open, news } = follow([
      ['08:00:30', mlm([], idle(3))],
      ['08:01:30', mlm([], idle(3))],
      ['08:02:30', mlm([], idle(2))],
      ['08:03:30', mlm([], idle(0))],
      ['08:04:30', mlm([], idle(1))],
    ])
    expect(
      finished.map(({ user, seats, host, checkoutAt, checkinAt }) => [user, seats, host, checkoutAt, checkinAt]),
    ).toEqual([
      ['r:GROUP leads', 3, '', t('08:00:30'), t('08:02:00')],
      ['r:GROUP leads', 2, '', t('08:02:00'), t('08:03:00')],
    ])
    expect(open.map(({ user, seats, checkoutAt }) => [user, seats, checkoutAt])).toEqual([
      ['r:GROUP leads', 1, t('08:04:00')],
    ])
    // Whoever takes over accounts for them without a gap, whichever poll showed them first.
    expect([...finished, ...open].filter((row) => 'foundAt' in row)).toEqual([])
    expect(news.map((one) => one.type === 'reserved' && one.reservations.map(({ count }) => count))).toEqual([
      [3],
      [2],
      [],
      [1],
    ])
  })
})

describe('capacity', () => {
  const of = (...issued: number[]): Answer =>
    answer([
      daemon(
        'MLM',
        issued.map((seats) => feature('MATLAB', seats, 0)),
      ),
    ])
  const none = answer([daemon('MLM', [feature('SIMULINK', 0, 0, { kind: 'uncounted' })])])

  it('is summed over repeats and daemons and told at the first complete answer', () => {
    const two = answer([...(of(10, 5).servers[0]?.daemons ?? []), daemon('other', [feature('MATLAB', 3, 0)])])
    expect(
      follow([
        ['08:00:30', answer([cut('MLM')])],
        ['08:01:30', two],
      ]).capacity,
    ).toEqual([{ feature: 'MATLAB', seats: 18, at: t('08:01:30') }])
  })

  it('is compared hourly then, and told where it changed', () => {
    const polls: Poll[] = [
      ['08:00:30', of(10)],
      ['08:30:30', of(12)],
      ['09:00:30', of(12)],
      ['10:00:30', of(12)],
    ]
    expect(follow(polls).capacity.map(({ seats, at }) => [seats, at])).toEqual([
      [10, t('08:00:30')],
      [12, t('09:00:30')],
    ])
  })

  it.each([
    ['gone', none],
    ['printed with none', of(0)],
  ])('is 0 only when two complete answers ten minutes apart had the feature %s', (_, empty) => {
    const brief: Poll[] = [
      ['08:00:30', of(10)],
      ['08:55:30', empty],
      ['09:00:30', empty],
    ]
    expect(follow(brief).capacity.map(({ seats }) => seats)).toEqual([10])
    const { capacity } = follow([...brief, ['09:10:30', empty], ['10:00:30', empty], ['11:00:30', empty]])
    expect(capacity.map(({ seats, at }) => [seats, at])).toEqual([
      [10, t('08:00:30')],
      [0, t('10:00:30')],
    ])
  })

  it('keeps what a daemon that is down had last, and waits for one that never answered', () => {
    const beside = [feature('MATLAB', 3, 0)]
    const all = answer([daemon('MLM', [feature('MATLAB', 10, 0)]), daemon('other', beside)])
    const half = answer([daemon('MLM', beside, { complete: false }), daemon('other', beside)])
    expect(
      follow([
        ['08:00:30', all],
        ['09:00:30', half],
      ]).capacity.map(({ seats }) => seats),
    ).toEqual([13])
    expect(
      follow([
        ['08:00:30', half],
        ['08:01:30', all],
      ]).capacity.map(({ seats }) => seats),
    ).toEqual([13])
  })
})
