import { describe, expect, it } from 'vitest'
import { createLogReader } from '../../../main/debuglog/read-log.ts'
import type { Checkout } from '../../../main/lmstat/answer.ts'
import { fuse, unfused, withExactStarts } from '../../../main/usage/fusion.ts'
import { type FusionState, NOTHING_FUSED } from '../../../main/usage/fusion-state.ts'
import { logNews } from '../../../main/usage/log-request.ts'
import { type FinishedCheckout, openCheckouts } from '../../../main/usage/tracker.ts'
import { NOTHING_TRACKED } from '../../../main/usage/tracker-state.ts'
import { track } from '../../at-once.ts'
import { answer, daemon } from './answers.ts'
import { cut, held, row, t } from './followed-polls.ts'

const ZONE = 'Europe/Berlin'
const HEAD = ' 7:00:00 (lmgrd) FlexNet Licensing (v11.19.6.0 build 1 x64_n6) started on lic1 (Linux) (3/2/2026)\n'

/** A row that polls show from one clock time until another. */
type Shown = readonly [row: Checkout, from: string, to: string]

interface Story {
  /** `hh:mm`; polls are a minute apart. */
  readonly from?: string
  readonly to?: string
  readonly shown?: readonly Shown[]
  /** Lines of the debug log behind its first one. */
  readonly log: readonly string[]
  /** Clock times between which answers are cut. */
  readonly away?: readonly [string, string]
  /** Clock times between which the log cannot be read. */
  readonly unread?: readonly [string, string]
  /** So many seconds after their time lines can be read. */
  readonly lag?: number
  /** Clock times between which the clock of who polls is ahead by so many seconds. */
  readonly set?: readonly [from: string, to: string, by: number]
}

const MINUTE = 60

function join({ from = '08:00', to = '08:30', shown = [], log, away, unread, lag = 0, set }: Story) {
  const reader = createLogReader()
  const text = HEAD + log.map((line) => `${line}\n`).join('')
  const news = [...reader.push(text), ...reader.end()].flatMap((event) => logNews(event, ZONE) ?? [])
  const within = (at: number, span: readonly [string, string] | undefined): boolean =>
    span !== undefined && at >= t(`${span[0]}:00`) && at < t(`${span[1]}:00`)
  const finished: FinishedCheckout[] = []
  let tracker = NOTHING_TRACKED
  let fusion: FusionState = NOTHING_FUSED
  let read = 0
  for (let at = t(`${from}:00`); at <= t(`${to}:00`); at += MINUTE) {
    const rows = shown.filter(([, first, last]) => within(at, [first, last])).map(([one]) => one)
    const mlm = within(at, away) ? cut('MLM') : daemon('MLM', [held(rows)])
    const ahead = set !== undefined && within(at, [set[0], set[1]]) ? set[2] : 0
    const poll = { tag: 'LAB', at: at + ahead, intervalSeconds: MINUTE, zone: ZONE, capacitySeconds: 3600 }
    const tracked = track(tracker, { ...poll, answer: answer([mlm]) })
    tracker = tracked.state
    const readToEnd = !within(at, unread)
    const fresh = readToEnd ? news.slice(read).filter((one) => one.at <= at - lag) : []
    read += fresh.length
    const fused = fuse(fusion, {
      ...poll,
      steps: tracked.steps,
      open: openCheckouts('LAB', tracker),
      log: fresh,
      readToEnd,
      lists: (name, feature) => name === 'MLM' && feature === 'MATLAB',
    })
    fusion = fused.state
    finished.push(...fused.finished)
  }
  return { finished, fusion, open: [...withExactStarts(openCheckouts('LAB', tracker), fusion)] }
}

const clock = (at: number): string => new Date((at + 3600) * 1000).toISOString().slice(11, 19)
/** `user seats checkout-checkin`, with the handle where there is one. */
const told = (rows: readonly FinishedCheckout[]): string[] =>
  rows
    .map(({ user, seats, checkoutAt, checkinAt, handle }) =>
      `${user} ${seats} ${clock(checkoutAt)}-${clock(checkinAt)} ${handle}`.trim(),
    )
    .sort()

const out = (at: string, user: string, more = '') => `${at} (MLM) OUT: "MATLAB" ${user}@ws-12 ${more}`
const back = (at: string, user: string, more = '') => `${at} (MLM) IN: "MATLAB" ${user}@ws-12 ${more}`

describe('a checkout that polls and log show', () => {
  const shown: Shown[] = [[row('rhea', '08:03'), '08:04', '08:09']]

  it.each([3600, -3600])('is one row also where the clock of who polls is put on by %i s just before', (by) => {
    const log = [out('8:03:20', 'rhea'), back('8:08:41', 'rhea'), out('8:12:00', 'tove'), back('8:20:00', 'tove')]
    const { finished, open } = join({ shown, log, set: ['08:02', '09:30', by], to: '08:40' })
    expect(open).toEqual([])
    // When it ended is not clear until more rows have told how far the clocks are apart.
    const end = by > 0 ? '09:08:30' : '08:03:20'
    expect(told(finished.filter(({ user }) => user === 'rhea'))).toEqual([`rhea 1 08:03:20-${end} 101`])
  })

  it('does not wait for a moment that the clock told before it was put back by a day', () => {
    const log = [out('8:03:20', 'rhea'), back('8:08:41', 'rhea')]
    const { finished } = join({ shown, log, set: ['08:02', '08:12', 86_400], to: '08:40' })
    expect(finished).toHaveLength(1)
    expect(finished[0]).toMatchObject({ user: 'rhea', handle: '101', checkoutAt: t('08:03:20') })
  })

  it('is one row, with the times of the log and all that lmstat tells', () => {
    const { finished } = join({ shown, log: [out('8:03:20', 'rhea', '[plant]'), back('8:08:41', 'rhea')] })
    expect(finished).toHaveLength(1)
    expect(finished[0]).toMatchObject({ handle: '101', display: 'ws-12', version: '1.000', account: 'plant' })
    expect(told(finished)).toEqual(['rhea 1 08:03:20-08:08:41 101'])
  })

  it('is the same in another case and with the full name of the host', () => {
    const log = [
      '8:03:20 (MLM) OUT: "MATLAB" Rhea@WS-12.plant.example  ',
      '8:08:41 (MLM) IN: "MATLAB" RHEA@ws-12.plant.example  ',
    ]
    expect(told(join({ shown, log }).finished)).toEqual(['rhea 1 08:03:20-08:08:41 101'])
  })

  it('begins with its OUT while it is open', () => {
    const still: Shown[] = [[row('rhea', '08:03'), '08:04', '09:00']]
    const { open, finished } = join({ to: '08:14', shown: still, log: [out('8:03:20', 'rhea')] })
    expect(finished).toEqual([])
    expect(open.map(({ checkoutAt, requestAt }) => [clock(checkoutAt), clock(requestAt)])).toEqual([
      ['08:03:20', '08:03:20'],
    ])
  })

  it('was requested when it was queued, also where it left the queue to be granted', () => {
    const queued = ['8:01:02 (MLM) QUEUED: "MATLAB" rhea@ws-12  ', '8:03:20 (MLM) DEQUEUED: "MATLAB" rhea@ws-12  ']
    const { finished } = join({ shown, log: [...queued, out('8:03:20', 'rhea'), back('8:08:41', 'rhea')] })
    expect(finished.map(({ requestAt }) => clock(requestAt))).toEqual(['08:01:02'])
  })

  it('was not requested by who was queued when the daemon started anew', () => {
    const queued = ['7:01:02 (MLM) QUEUED: "MATLAB" rhea@ws-12  ', '7:05:00 (MLM) Server started on lic1 for:\tMATLAB']
    const { finished } = join({ shown, log: [...queued, out('8:03:20', 'rhea'), back('8:08:41', 'rhea')] })
    expect(finished.map(({ requestAt }) => clock(requestAt))).toEqual(['08:03:20'])
  })

  it('waits for the log, but not for longer than ten minutes', () => {
    const log = [out('8:03:20', 'rhea'), back('8:08:41', 'rhea')]
    const story = { shown, log, unread: ['08:05', '08:40'] } as const
    expect(join({ ...story, to: '08:18' }).finished).toEqual([])
    expect(unfused(join({ ...story, to: '08:18' }).fusion)).toHaveLength(1)
    expect(told(join({ ...story, to: '08:19' }).finished)).toEqual(['rhea 1 08:03:20-08:08:30 101'])
    // What the log tells later is known.
    expect(join({ ...story, to: '09:00' }).finished).toHaveLength(1)
  })

  it('is the same one row where its lines come minutes late', () => {
    const lines = [out('8:03:59', 'rhea'), back('8:04:40', 'rhea'), out('8:09:10', 'io'), back('8:09:40', 'io')]
    const once: Shown[] = [[row('rhea', '08:03'), '08:04', '08:05']]
    const { finished } = join({ shown: once, log: lines, lag: 200 })
    expect(told(finished)).toEqual(['io 1 08:09:10-08:09:40', 'rhea 1 08:03:59-08:04:40 101'])
  })

  it('does not wait for a log that has told of a later time', () => {
    const later = ['8:11:00 (MLM) DENIED: "MATLAB" io@ws-12 (Licensed number of users already reached. (-4,342))']
    const log = [out('8:03:20', 'rhea'), back('8:08:41', 'rhea'), ...later]
    expect(join({ shown, log, to: '08:10' }).finished).toEqual([])
    expect(told(join({ shown, log, to: '08:11' }).finished)).toEqual(['rhea 1 08:03:20-08:08:41 101'])
  })

  it('goes on where seats are given back: the log tells when', () => {
    const log = [out('8:03:20', 'rhea', '(5 licenses)'), back('8:06:15', 'rhea', '(2 licenses)')]
    const { finished } = join({
      shown: [
        [row('rhea', '08:03', { seats: 5 }), '08:04', '08:07'],
        [row('rhea', '08:03', { seats: 3 }), '08:07', '08:10'],
      ],
      log: [...log, back('8:09:44', 'rhea', '(3 licenses)')],
    })
    expect(told(finished)).toEqual(['rhea 3 08:06:15-08:09:44 101', 'rhea 5 08:03:20-08:06:15 101'])
  })

  it('goes on where seats are added', () => {
    const log = [
      out('8:03:20', 'rhea', '(2 licenses)'),
      out('8:06:15', 'rhea'),
      back('8:09:44', 'rhea', '(3 licenses)'),
    ]
    const shown: Shown[] = [
      [row('rhea', '08:03', { seats: 2 }), '08:04', '08:07'],
      [row('rhea', '08:03', { seats: 3 }), '08:07', '08:10'],
    ]
    expect(told(join({ shown, log }).finished)).toEqual([
      'rhea 2 08:03:20-08:06:15 101',
      'rhea 3 08:06:15-08:09:44 101',
    ])
  })

  it('ends with the poll where the log has no IN of it', () => {
    expect(told(join({ shown, log: [out('8:03:20', 'rhea')] }).finished)).toEqual(['rhea 1 08:03:20-08:08:30 101'])
  })

  it('begins with lmstat’s minute where the log begins behind its OUT', () => {
    const story = { shown: [[row('rhea', '07:30'), '08:00', '08:09']] as Shown[], log: [back('8:08:41', 'rhea')] }
    expect(told(join(story).finished)).toEqual(['rhea 1 07:30:00-08:08:41 101'])
  })

  it('ends with the IN that comes behind EXITING', () => {
    const log = [out('8:03:20', 'rhea'), '8:08:41 (MLM) EXITING DUE TO SIGNAL 15 Exit reason 4']
    expect(told(join({ shown, log: [...log, back('8:08:41', 'rhea', '(SHUTDOWN)')] }).finished)).toEqual([
      'rhea 1 08:03:20-08:08:41 101',
    ])
  })

  it('has the IN of its own end where answers were missing for a while', () => {
    const log = [out('8:03:20', 'rhea'), back('8:07:41', 'rhea')]
    expect(told(join({ shown, log, away: ['08:05', '08:15'] }).finished)).toEqual(['rhea 1 08:03:20-08:07:41 101'])
  })
})

describe('a checkout that only the log shows', () => {
  it('between two polls is a row without handle', () => {
    const { finished } = join({ log: [out('8:03:10', 'rhea'), back('8:03:40', 'rhea')] })
    expect(told(finished)).toEqual(['rhea 1 08:03:10-08:03:40'])
    expect(finished[0]).toMatchObject({ tag: 'LAB', daemon: 'MLM', display: '', version: '', pid: 0 })
  })

  it('is told apart from the same person’s longer ones', () => {
    const shown: Shown[] = [[row('rhea', '08:01'), '08:02', '08:10']]
    const long = [out('8:01:30', 'rhea'), back('8:09:20', 'rhea')]
    const short = [out('8:05:10', 'rhea'), back('8:05:40', 'rhea')]
    const log = [...long.slice(0, 1), ...short, ...long.slice(1)]
    expect(told(join({ shown, log }).finished)).toEqual(['rhea 1 08:01:30-08:09:20 101', 'rhea 1 08:05:10-08:05:40'])
  })

  it('just before one that a poll shows, in the same minute', () => {
    const shown: Shown[] = [[row('rhea', '08:03'), '08:04', '08:06']]
    const log = [out('8:03:05', 'rhea'), back('8:03:20', 'rhea'), out('8:03:40', 'rhea'), back('8:05:50', 'rhea')]
    expect(told(join({ shown, log }).finished)).toEqual(['rhea 1 08:03:05-08:03:20', 'rhea 1 08:03:40-08:05:50 101'])
  })

  it('just behind one that a poll shows, in the same minute', () => {
    const shown: Shown[] = [[row('rhea', '08:03'), '08:03', '08:06']]
    const log = [out('8:03:00', 'rhea'), out('8:03:20', 'rhea'), back('8:03:40', 'rhea'), back('8:05:50', 'rhea')]
    expect(told(join({ shown, log }).finished)).toEqual(['rhea 1 08:03:00-08:05:50 101', 'rhea 1 08:03:20-08:03:40'])
  })

  it('just before a poll of which the server’s clock is some seconds ahead', () => {
    const others = ['io', 'nyx', 'metis']
    const held = others.map((user, at): Shown => [row(user, `08:0${at + 2}`), `08:0${at + 2}`, '08:20'])
    const begun = others.map((user, at) => out(`8:0${at + 2}:04`, user))
    const log = [...begun, out('8:09:50', 'rhea'), back('8:10:03', 'rhea')]
    expect(told(join({ shown: held, log, lag: -5, to: '08:19' }).finished)).toEqual(['rhea 1 08:09:50-08:10:03'])
  })

  it('was there before the first poll', () => {
    expect(told(join({ log: [out('7:10:00', 'rhea'), back('7:50:00', 'rhea')] }).finished)).toEqual([
      'rhea 1 07:10:00-07:50:00',
    ])
  })

  it('while answers were missing is a row, too', () => {
    const log = [out('8:06:00', 'rhea'), back('8:12:30', 'rhea')]
    expect(told(join({ log, away: ['08:05', '08:15'] }).finished)).toEqual(['rhea 1 08:06:00-08:12:30'])
  })

  it('while answers were missing for long is a row beside the one that the same person holds all the time', () => {
    const shown: Shown[] = [[row('rhea', '08:01'), '08:02', '09:00']]
    const log = [out('8:01:30', 'rhea'), out('8:20:00', 'rhea'), back('8:24:00', 'rhea'), back('8:59:20', 'rhea')]
    expect(told(join({ shown, log, away: ['08:05', '08:40'], to: '09:10' }).finished)).toEqual([
      'rhea 1 08:01:30-08:59:20 101',
      'rhea 1 08:20:00-08:24:00',
    ])
  })

  it('while answers were missing is the shorter one where the next answer shows the longer one', () => {
    const shown: Shown[] = [[row('rhea', '08:06'), '08:15', '08:25']]
    const log = [out('8:06:10', 'rhea'), out('8:08:00', 'rhea'), back('8:09:00', 'rhea'), back('8:24:30', 'rhea')]
    expect(told(join({ shown, log, away: ['08:05', '08:15'], to: '08:40' }).finished)).toEqual([
      'rhea 1 08:06:10-08:24:30 101',
      'rhea 1 08:08:00-08:09:00',
    ])
  })

  it('is no row with an end before its beginning where the clock is put back', () => {
    const { finished } = join({ log: [out('8:03:10', 'rhea'), back('8:03:05', 'rhea')] })
    expect(finished.every(({ checkoutAt, checkinAt }) => checkoutAt <= checkinAt)).toBe(true)
  })

  it('ended with the last sign of its daemon where that died', () => {
    const died = [out('7:10:00', 'rhea'), out('7:20:00', 'io'), back('7:40:00', 'io')]
    const started = '7:55:00 (MLM) Server started on lic1 for:\tMATLAB'
    expect(told(join({ log: [...died, started] }).finished)).toEqual([
      'io 1 07:20:00-07:40:00',
      'rhea 1 07:10:00-07:40:00',
    ])
  })

  it('and returns less than it took is two', () => {
    const log = [out('8:03:05', 'rhea', '(5 licenses)'), back('8:03:20', 'rhea', '(2 licenses)')]
    expect(told(join({ log: [...log, back('8:03:50', 'rhea', '(3 licenses)')] }).finished)).toEqual([
      'rhea 3 08:03:20-08:03:50',
      'rhea 5 08:03:05-08:03:20',
    ])
  })
})

describe('lines that polls contradict', () => {
  const shown: Shown[] = [[row('rhea', '08:01'), '08:02', '08:12']]

  it('of a duplicate group write no row: the seat is held from its first OUT to its last IN', () => {
    const first = [out('8:01:30', 'rhea'), out('8:04:30', 'rhea'), out('8:05:30', 'rhea')]
    const last = [back('8:08:20', 'rhea'), back('8:09:20', 'rhea'), back('8:11:20', 'rhea')]
    expect(told(join({ shown, log: [...first, ...last] }).finished)).toEqual(['rhea 1 08:01:30-08:11:20 101'])
  })

  it('write no row under another name than lmstat’s', () => {
    const log = [out('8:01:30', 'PLANT\\rhea'), back('8:11:20', 'PLANT\\rhea')]
    expect(told(join({ shown, log }).finished)).toEqual(['rhea 1 08:01:00-08:11:30 101'])
  })

  it('after a time in which the log could not be read belong to the rows that were written without it', () => {
    const shown: Shown[] = [
      [row('rhea', '08:06'), '08:07', '08:11'],
      [row('rhea', '08:10', { handle: '102' }), '08:11', '08:26'],
    ]
    const first = [out('8:06:20', 'rhea'), out('8:10:10', 'rhea')]
    const last = [back('8:10:41', 'rhea'), back('8:25:20', 'rhea')]
    const { finished, fusion } = join({ shown, log: [...first, ...last], unread: ['08:05', '08:50'], to: '09:20' })
    expect(told(finished)).toEqual(['rhea 1 08:06:00-08:10:30 101', 'rhea 1 08:10:00-08:25:30 102'])
    expect([fusion.late.length, fusion.features.size]).toEqual([0, 0])
  })

  it('as an IN without OUT at the start of a rotated file write none', () => {
    expect(join({ log: [back('8:03:40', 'rhea'), back('8:05:00', 'io')] }).finished).toEqual([])
  })

  it('leave nothing behind', () => {
    const log = [out('8:01:30', 'rhea'), out('8:04:30', 'rhea'), back('8:08:20', 'rhea'), back('8:11:20', 'rhea')]
    const { fusion } = join({ shown, log: [...log, back('8:12:00', 'io')], to: '08:40' })
    expect(fusion.features.size).toBe(0)
    expect(fusion.daemons.get('MLM')?.polls.times.length).toBeLessThan(20)
  })

  it('of a log without IN lines end with the first poll that does not show them', () => {
    const others = Array.from({ length: 20 }, (_, at) => out(`7:30:${String(at + 10)}`, `user${at}`))
    expect(told(join({ log: [...others, out('8:03:10', 'rhea')] }).finished)).toEqual(['rhea 1 08:03:10-08:03:35'])
  })
})
