import { describe, expect, it } from 'vitest'
import type { Answer, Checkout, Daemon, Feature } from '../../../main/lmstat/answer.ts'
import { type OpenCheckout, openCheckouts, type Tracked, track } from '../../../main/usage/tracker.ts'
import { NOTHING_TRACKED, type TrackerState } from '../../../main/usage/tracker-state.ts'
import { answer, checkout, daemon, feature } from './answers.ts'

/** Epoch second of a clock time on a Monday in Berlin; polls are a minute apart. */
const t = (clock: string): number => Date.parse(`2026-03-02T${clock}+01:00`) / 1000

/** A holder row as a text would give it: what the identity is made of agrees with its parts. */
function row(user: string, start: string, more: Partial<Checkout> = {}): Checkout {
  const { host = 'ws-12', display = 'ws-12' } = more
  const startText = `Mon 3/2 ${start.replace(/^0/, '')}`
  return checkout(user, { start: `2026-03-02T${start}:00`, startText, raw: `${user} ${host} ${display}`, ...more })
}

const held = (rows: readonly Checkout[], more: Partial<Feature> = {}): Feature =>
  feature('MATLAB', 10, rows.length, { checkouts: rows, ...more })

const mlm = (rows: readonly Checkout[], more: Partial<Feature> = {}): Answer =>
  answer([daemon('MLM', [held(rows, more)])])

const down = (name: string): Daemon => daemon(name, [], { state: 'down', complete: false })
const cut = (name: string): Daemon => daemon(name, [], { complete: false })

type Poll = readonly [clock: string, answer: Answer]

interface Followed extends Pick<Tracked, 'finished' | 'capacity' | 'news'> {
  readonly state: TrackerState
  readonly open: readonly OpenCheckout[]
}

function follow(polls: readonly Poll[], zone = 'Europe/Berlin'): Followed {
  const all: Tracked[] = []
  for (const [clock, what] of polls) {
    const state = all.at(-1)?.state ?? NOTHING_TRACKED
    all.push(track(state, { tag: 'LAB', at: t(clock), intervalSeconds: 60, zone, answer: what, capacitySeconds: 3600 }))
  }
  const state = all.at(-1)?.state ?? NOTHING_TRACKED
  return {
    finished: all.flatMap(({ finished }) => finished),
    capacity: all.flatMap(({ capacity }) => capacity),
    news: all.flatMap(({ news }) => news),
    state,
    open: openCheckouts('LAB', state),
  }
}

const times = (rows: readonly { user: string; checkoutAt: number; checkinAt?: number }[]): unknown[] =>
  rows.map(({ user, checkoutAt, checkinAt }) => [user, checkoutAt, ...(checkinAt === undefined ? [] : [checkinAt])])

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

describe('clocks', () => {
  /** A new row with each of five polls, starting so many minutes after the poll that shows it. */
  const newRows = (minutes: number, zone?: string): Followed['news'] => {
    const start = (poll: number): string =>
      new Date((t('08:00:00') + 3600 + (poll + minutes) * 60) * 1000).toISOString()
    const rows = [0, 1, 2, 3, 4, 5].map((poll) => row('mlind', start(poll).slice(11, 16), { handle: String(poll) }))
    return follow(
      rows.map((_, poll): Poll => [`08:0${poll}:30`, mlm(rows.slice(0, poll + 1))]),
      zone,
    ).news
  }

  it('that agree are no news', () => {
    expect(newRows(0)).toEqual([])
    expect(newRows(-1)).toEqual([])
  })

  it('that are hours apart are told once, with the zone they would fit', () => {
    expect(newRows(0, 'Europe/London')).toEqual([{ type: 'clock', daemon: 'MLM', offset: 3600, utcOffset: 3600 }])
    expect(newRows(0, 'Europe/Helsinki')).toEqual([{ type: 'clock', daemon: 'MLM', offset: -3600, utcOffset: 3600 }])
  })

  it('that are minutes apart are told in seconds', () => {
    const [news, ...more] = newRows(6)
    expect(more).toEqual([])
    expect(news?.type === 'clock' && Math.abs(news.offset - 360)).toBeLessThanOrEqual(60)
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
