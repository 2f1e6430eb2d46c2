import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../main/lmstat/answer.ts'
import { answer, daemon, feature } from './answers.ts'
import { cut, down, follow, held, mlm, type Poll, row, t, times } from './followed-polls.ts'

describe('a checkout that goes on', () => {
  it('is the same when another member of the triad serves it', () => {
    const { finished, open } = follow([
      ['08:00:30', mlm([row('mlind', '07:59'), row('tkeller', '07:58')])],
      ['08:01:30', mlm([row('mlind', '07:59', { serverHost: 'lic2', handle: '901' })])],
    ])
    expect(times(finished)).toEqual([['tkeller', t('07:58:00'), t('08:01:00')]])
    expect(open.map(({ user, handle, checkoutAt }) => [user, handle, checkoutAt])).toEqual([
      ['mlind', '901', t('07:59:00')],
    ])
  })

  it('is not one that was checked in and out within a minute on the same server', () => {
    const { finished } = follow([
      ['08:00:30', mlm([row('mlind', '08:00')])],
      ['08:01:30', mlm([row('mlind', '08:00', { handle: '901' })])],
    ])
    expect(finished).toHaveLength(1)
  })

  const before = ['mlind', 'tkeller', 'rsato'].map((user, index) => row(user, `07:5${index}`))
  const after = before.map(({ user }, index) => row(user, '08:01', { handle: `90${index}` }))

  it('is the same when its daemon was restarted and its people came back at once', () => {
    const { finished, open } = follow([
      ['08:00:30', mlm(before)],
      ['08:01:30', mlm(after)],
    ])
    expect(finished).toEqual([])
    expect(open.map(({ handle, checkoutAt }) => [handle, checkoutAt])).toEqual([
      ['900', t('07:50:00')],
      ['901', t('07:51:00')],
      ['902', t('07:52:00')],
    ])
  })

  it('is the borrowed one where its holder has another of the same feature', () => {
    const borrowed = { linger: { total: 885_098 } }
    const { finished, open } = follow([
      ['08:00:30', mlm([row('mlind', '07:40', borrowed), row('mlind', '07:50'), ...before.slice(1)])],
      ['08:01:30', mlm([row('mlind', '08:01', { ...borrowed, handle: '903' }), ...after])],
    ])
    expect(finished).toEqual([])
    expect(open.map(({ handle, checkoutAt }) => [handle, checkoutAt])).toEqual([
      ['903', t('07:40:00')],
      ['900', t('07:50:00')],
      ['901', t('07:51:00')],
      ['902', t('07:52:00')],
    ])
  })

  it('is another one when some row is older than that moment', () => {
    const others = row('nightly', '07:40')
    const { finished } = follow([
      ['08:00:30', mlm([others, ...before])],
      ['08:01:30', mlm([others, ...after])],
    ])
    expect(finished).toHaveLength(3)
  })

  it('is believed of a single row only when the daemon was reported down', () => {
    const polls = (between: Answer): Poll[] => [
      ['08:00:30', mlm(before.slice(0, 1))],
      ['08:00:50', between],
      ['08:01:30', mlm(after.slice(0, 1))],
    ]
    expect(follow(polls(answer([cut('MLM')]))).finished).toHaveLength(1)
    expect(follow(polls(answer([down('MLM')]))).finished).toHaveLength(0)
  })

  it.each([
    ['borrowed', 0, 885_098],
    ['only kept for minutes after its checkin', 1, 300],
  ])('ends with a single new start of a row that is %s %i times', (_, ended, total) => {
    const linger = { linger: { total } }
    const { finished } = follow([
      ['08:00:30', mlm([row('mlind', '07:50', linger)])],
      ['08:01:30', mlm([row('mlind', '08:01', { ...linger, handle: '900' })])],
    ])
    expect(finished).toHaveLength(ended)
  })

  it('begins anew, without a break, when its seats change', () => {
    const { finished, open } = follow([
      ['08:00:30', mlm([row('mlind', '07:59', { seats: 4 })])],
      ['08:01:30', mlm([row('mlind', '07:59', { seats: 6 })])],
    ])
    expect(finished.map(({ seats, checkoutAt, checkinAt }) => [seats, checkoutAt, checkinAt])).toEqual([
      [4, t('07:59:00'), t('08:01:00')],
    ])
    expect(open.map(({ seats, checkoutAt }) => [seats, checkoutAt])).toEqual([[6, t('08:01:00')]])
  })
})

describe('a feature that vanishes', () => {
  const other = feature('SIMULINK', 5, 0)
  const both = answer([daemon('MLM', [held([row('mlind', '07:59')]), other])])
  const without = answer([daemon('MLM', [other])])

  it('ends its checkouts with the second complete answer without it', () => {
    const once = follow([
      ['08:00:30', both],
      ['08:01:30', without],
    ])
    expect(once.finished).toEqual([])
    expect(once.open[0]?.shownAt).toBe(t('08:00:30'))
    const twice = follow([
      ['08:00:30', both],
      ['08:01:30', without],
      ['08:02:30', answer([cut('MLM')])],
      ['08:05:30', without],
    ])
    expect(times(twice.finished)).toEqual([['mlind', t('07:59:00'), t('08:01:00')]])
    expect(twice.open).toEqual([])
  })

  it('goes on when it is back in time', () => {
    const { finished, open } = follow([
      ['08:00:30', both],
      ['08:01:30', without],
      ['08:02:30', both],
    ])
    expect(finished).toEqual([])
    expect(times(open)).toEqual([['mlind', t('07:59:00')]])
  })

  it('is one that lmstat only has an error for', () => {
    const failed = answer([daemon('MLM', [{ ...held([]), kind: 'error' }])])
    expect(
      follow([
        ['08:00:30', both],
        ['08:01:30', failed],
      ]).finished,
    ).toHaveLength(0)
    expect(
      follow([
        ['08:00:30', both],
        ['08:01:30', failed],
        ['08:02:30', failed],
      ]).finished,
    ).toHaveLength(1)
  })
})

describe('a daemon', () => {
  const a = daemon('MLM', [held([row('mlind', '07:59')])])
  const b = daemon('cdslmd', [])

  it('that is listed no more keeps its checkouts open for ten minutes of whole answers', () => {
    const polls: Poll[] = [
      ['08:00:30', answer([a, b])],
      ['08:01:30', answer([b])],
      ['08:11:00', answer([b])],
    ]
    expect(follow(polls).open).toHaveLength(1)
    const { finished, open, state } = follow([...polls, ['08:11:30', answer([b])], ['08:12:30', answer([b])]])
    expect(times(finished)).toEqual([['mlind', t('07:59:00'), t('08:01:30')]])
    expect(open).toEqual([])
    expect(state.daemons).toHaveLength(2)
  })

  it('is told from its namesake on another server, also while that one is away', () => {
    const server = (address: string, user: string): Answer['servers'][number] => ({
      address: [address],
      licenseFiles: [],
      hosts: [],
      daemons: [daemon('MLM', [held([row(user, '07:59')])])],
    })
    const [one, two] = [server('27000@lic1', 'mlind'), server('27000@lic2', 'tkeller')]
    const refused = [{ line: 9, text: 'Error getting status: Cannot connect to license server system. (-15,570)' }]
    const { finished, open } = follow([
      ['08:00:30', answer([a], { servers: [one, two] })],
      ['08:01:30', answer([a], { servers: [two], errors: refused })],
      ['08:02:30', answer([a], { servers: [one, two] })],
    ])
    expect(finished).toEqual([])
    expect(open.map(({ user }) => user)).toEqual(['mlind', 'tkeller'])
  })

  it('is the same under another address of its server', () => {
    const renamed = mlm([row('mlind', '07:59')]).servers.map((server) => ({
      ...server,
      address: ['27000@lic1.example'],
    }))
    const { finished, open } = follow([
      ['08:00:30', mlm([row('mlind', '07:59')])],
      ['08:01:30', answer([a], { servers: renamed })],
    ])
    expect([finished.length, open.length]).toEqual([0, 1])
  })
})
