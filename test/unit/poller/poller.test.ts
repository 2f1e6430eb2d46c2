import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Ask, Question, Reply } from '../../../main/poller/ask.ts'
import { createPoller, type Poller } from '../../../main/poller/poller.ts'
import type { Poll, PollSettings } from '../../../main/poller/server-poll.ts'

const at = (time: string): number => Date.parse(`2024-05-06T${time}Z`)
const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19)
const MINUTE = 60_000
const HOUR = 3_600_000

const up = (rows: string, table = ''): string => `lmutil - Copyright (c) 1989-2021 Flexera. All Rights Reserved.
Flexible License Manager status on Mon 5/6/2024 10:00

License server status: 27000@lic01
    License file(s) on lic01: /opt/flexlm/acme.lic:

     lic01: license server UP (MASTER) v11.18.0

Vendor daemon status (on lic01):

     acmed: UP v11.18.0
Feature usage info:

Users of alpha:  (Total of 5 licenses issued;  Total of 1 license in use)

  "alpha" v1.0, vendor: acmed, expiry: 31-dec-2030
  floating license

${rows}
${table}`
const ROW = '    ann ws-9 ws-9 (v1.0) (lic01/27000 401), start Mon 5/6 8:02'
const TABLE = `
NOTE: lmstat -i does not give information from the server,
      but only reads the license file.  For this reason,
      lmstat -a is recommended instead.

Feature                         Version     #licenses    Vendor        Expires
_______                         _______     _________    ______        ________
alpha                           1.0         5            acmed         31-dec-2030
`
const GOOD = up(ROW)
const DOWN = 'Error getting status: Cannot connect to license server system. (-15,570:111 "Connection refused")\n'

interface Behaviour {
  readonly text: string
  readonly ms: number
  readonly ended?: Reply['ended']
}

interface Asked extends Question {
  readonly time: string
}

const asked: Asked[] = []
const polls: Poll[] = []
const sleeps: [string, string][] = []
let behave: (question: Question) => Behaviour = () => ({ text: GOOD, ms: 100 })
let runningNow = 0
let mostAtOnce = 0

/** Answers after the behaviour's time, or when it is stopped. */
const ask: Ask = (question, signal) => {
  asked.push({ ...question, time: clock(Date.now()) })
  const { text, ms, ended = 'exited' } = behave(question)
  mostAtOnce = Math.max(mostAtOnce, ++runningNow)
  return new Promise((resolve) => {
    const finish = (reply: Pick<Reply, 'text' | 'ended' | 'ms'>) => {
      clearTimeout(timer)
      runningNow--
      resolve({ ...reply, exitCode: 0, message: null, command: 'lmutil lmstat -a' })
    }
    const timer = setTimeout(finish, ms, { text, ended, ms })
    signal?.addEventListener('abort', () => finish({ text: '', ended: 'stopped', ms: 0 }))
  })
}

const settings: PollSettings = { lmutil: '/opt/lmutil', intervalSeconds: 60, timeoutSeconds: 30, maxBytes: 1000 }
const one = { tag: 'one', address: '27000@lic01' }
const two = { tag: 'two', address: '27000@lic02' }

let poller: Poller
function create(servers = [one], changes: Partial<PollSettings> = {}): Poller {
  poller = createPoller(
    {
      ask,
      now: Date.now,
      onAnswer: (poll) => void polls.push(poll),
      onAsleep: (from, to) => void sleeps.push([clock(from * 1000), clock(to * 1000)]),
    },
    servers,
    { ...settings, ...changes },
  )
  return poller
}

const times = (address: string): string[] => asked.filter((one) => one.address === address).map((one) => one.time)
/** The computer sleeps: the clock goes on and no timer runs. */
const sleep = (ms: number): unknown => vi.setSystemTime(Date.now() + ms)

beforeEach(() => {
  // Not the turns of the event loop, which long works of one test would owe the next.
  vi.useFakeTimers({ now: at('10:00:17.000'), toNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
  asked.length = 0
  polls.length = 0
  sleeps.length = 0
  behave = () => ({ text: GOOD, ms: 100 })
  runningNow = 0
  mostAtOnce = 0
})
afterEach(async () => {
  await poller.stop()
  vi.useRealTimers()
})

describe('the schedule', () => {
  it('begins at once and then keeps to wall-clock slots, spread over the interval', async () => {
    create([one, two]).start()
    await vi.advanceTimersByTimeAsync(150_000)
    expect(times(one.address)).toEqual(['10:00:17', '10:01:00', '10:02:00'])
    expect(times(two.address)).toEqual(['10:00:17', '10:00:30', '10:01:30', '10:02:30'])
    expect(polls).toHaveLength(7)
    expect(polls[0]).toMatchObject({ ...one, askedAt: at('10:00:17') / 1000, intervalSeconds: 60 })
    expect(polls[0]?.answer.complete).toBe(true)
    expect(poller.nextPollAt('one')).toBe(at('10:03:00') / 1000)
    expect(poller.nextPollAt('none')).toBeNull()
  })

  it('never asks a server twice at once, and leaves slots out for a slow one', async () => {
    behave = () => ({ text: GOOD, ms: 10_000 })
    create([one], { intervalSeconds: 10 }).start()
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(mostAtOnce).toBe(1)
    expect(times(one.address)).toEqual(['10:00:17', '10:03:40', '10:07:00'])
    expect(polls[0]?.intervalSeconds).toBe(200)
  })

  it('does not wait twenty times as long for one that gives no answer', async () => {
    behave = () => ({ text: '', ms: 30_000, ended: 'timed-out' })
    create([one], { intervalSeconds: 10 }).start()
    await vi.advanceTimersByTimeAsync(3 * MINUTE)
    expect(times(one.address)).toEqual(['10:00:17', '10:01:20', '10:02:20'])
  })

  it('lets a dead server delay no other', async () => {
    behave = ({ address }) =>
      address === one.address ? { text: '', ms: 30_000, ended: 'timed-out' } : { text: GOOD, ms: 5 }
    create([one, two], { intervalSeconds: 10 }).start()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(times(one.address)).toEqual(['10:00:17'])
    expect(times(two.address)).toEqual([
      '10:00:17',
      '10:00:25',
      '10:00:35',
      '10:00:45',
      '10:00:55',
      '10:01:05',
      '10:01:15',
    ])
  })
})

describe('the license file’s table', () => {
  it('is asked for at the start and every twelve hours, and kept in between', async () => {
    behave = ({ table }) => ({ text: up(ROW, table ? TABLE : ''), ms: 100 })
    create([one], { intervalSeconds: 3600 }).start()
    await vi.advanceTimersByTimeAsync(13 * HOUR)
    expect(asked.filter((one) => one.table).map((one) => one.time)).toEqual(['10:00:17', '23:00:00'])
    expect(asked).toHaveLength(14)
    expect(polls[1]?.answer.licenseTable).toEqual([])
    expect(polls[1]?.table).toHaveLength(1)
    expect(polls[1]?.table[0]).toMatchObject({ feature: 'alpha', count: 5, expires: '2030-12-31' })
  })

  it('is left out for ten minutes after an answer that came incomplete with it', async () => {
    behave = ({ table }) => ({ text: table && asked.length === 1 ? DOWN : GOOD, ms: 100 })
    create([one], { intervalSeconds: 300 }).start()
    await vi.advanceTimersByTimeAsync(20 * MINUTE)
    expect(asked.map((one) => [one.time, one.table])).toEqual([
      ['10:00:17', true],
      ['10:05:00', false],
      ['10:10:00', false],
      ['10:15:00', true],
      ['10:20:00', false],
    ])
  })
})

describe('a poll on request', () => {
  it('needs no schedule, and is handed over before the request is answered', async () => {
    const done = create([one, two]).poll(null)
    await vi.advanceTimersByTimeAsync(100)
    await done
    expect(polls.map((poll) => poll.tag)).toEqual(['one', 'two'])
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(polls).toHaveLength(2)
    expect(poller.nextPollAt('one')).toBeNull()
  })

  it('joins one that is running', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(50)
    const done = Promise.all([poller.poll('one'), poller.poll('one')])
    await vi.advanceTimersByTimeAsync(50)
    await done
    expect(asked).toHaveLength(1)
    expect(polls).toHaveLength(1)
  })

  it('does not move the slots', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(13_000)
    void poller.poll('one')
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(times(one.address)).toEqual(['10:00:17', '10:00:30', '10:01:00'])
  })
})

describe('a pause', () => {
  it('lets no poll begin until it ends, and then begins with one', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.pause()
    expect(poller.nextPollAt('one')).toBeNull()
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(asked).toHaveLength(1)
    poller.resume()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(times(one.address)).toEqual(['10:00:17', '10:10:18', '10:11:00'])
    expect(sleeps).toEqual([])
  })

  it('does not keep a poll on request from running, nor go on by it', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.pause()
    void poller.poll('one')
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(polls).toHaveLength(2)
  })
})

describe('other settings', () => {
  it('stop what went, begin at once with what came, and leave the rest alone', async () => {
    behave = ({ address }) => ({ text: GOOD, ms: address === two.address ? 20_000 : 100 })
    create([one, two]).start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.update([one, { tag: 'three', address: '27000@lic03' }], settings)
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked.map((one) => one.address)).toEqual(['27000@lic01', '27000@lic02', '27000@lic03'])
    expect(polls.map((poll) => poll.tag)).toEqual(['one', 'three'])
    expect(runningNow).toBe(0)
  })

  it('ask a changed address at once, as a server of which nothing is known', async () => {
    create([one]).start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.update([{ tag: 'one', address: '27009@lic01' }], settings)
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked.map((one) => [one.address, one.table])).toEqual([
      ['27000@lic01', true],
      ['27009@lic01', true],
    ])
  })

  it('ask all at once with another lmutil, and keep to another interval', async () => {
    create([one]).start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.update([one], { ...settings, intervalSeconds: 20 })
    await vi.advanceTimersByTimeAsync(10_000)
    poller.update([one], { ...settings, intervalSeconds: 20, lmutil: '/opt/other/lmutil' })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked.map((one) => [one.time, one.lmutil])).toEqual([
      ['10:00:17', '/opt/lmutil'],
      ['10:00:20', '/opt/lmutil'],
      ['10:00:28', '/opt/other/lmutil'],
      ['10:00:40', '/opt/other/lmutil'],
    ])
  })
})

describe('the end', () => {
  it('stops what is running and tells nothing any more', async () => {
    behave = () => ({ text: GOOD, ms: 20_000 })
    create([one, two]).start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(runningNow).toBe(2)
    await poller.stop()
    expect(runningNow).toBe(0)
    await poller.poll('one')
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(asked).toHaveLength(2)
    expect(polls).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('sleep and a clock that is moved', () => {
  it('are followed by one poll of each server, and then the slots', async () => {
    create([one, two]).start()
    await vi.advanceTimersByTimeAsync(14_000)
    sleep(8 * HOUR)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(sleeps).toHaveLength(1)
    expect(times(one.address)).toEqual(['10:00:17', '18:00:50', '18:01:00'])
    expect(times(two.address)).toEqual(['10:00:17', '10:00:30', '18:00:50', '18:01:30'])
  })

  it('make an answer worthless that was on its way', async () => {
    behave = () => ({ text: GOOD, ms: 5000 })
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    sleep(HOUR)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(times(one.address)).toEqual(['10:00:17', '11:00:22'])
    expect(polls).toHaveLength(1)
    expect(polls[0]?.askedAt).toBe(at('11:00:22') / 1000)
  })

  it('do not stop the polls for an hour when the clock is put back by one', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(5000)
    sleep(-HOUR)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(sleeps).toEqual([])
    expect(times(one.address)).toHaveLength(3)
    expect(times(one.address)[2]).toBe('09:01:00')
  })

  it('do not silence a server that cannot be reached when the clock is put back just after a sleep', async () => {
    behave = () => ({ text: DOWN, ms: 100 })
    create().start()
    await vi.advanceTimersByTimeAsync(5000)
    sleep(8 * HOUR)
    await vi.advanceTimersByTimeAsync(30_000)
    sleep(-8 * HOUR)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(polls.map((poll) => clock(poll.askedAt * 1000))).toEqual(['10:00:17', '10:00:57', '10:01:00'])
  })
})

describe('a computer that says when it goes to sleep', () => {
  const up = { text: GOOD, ms: 100 }
  const away = { text: DOWN, ms: 100 }
  const toldAt = (): string[] => polls.map((poll) => clock(poll.askedAt * 1000))

  it('is asked for no poll until it says that it is awake, and then for one a few seconds later', async () => {
    create([one, two]).start()
    await vi.advanceTimersByTimeAsync(14_000)
    poller.suspend()
    expect(poller.nextPollAt('one')).toBeNull()
    sleep(8 * HOUR)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked).toHaveLength(3)
    poller.wake()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(sleeps).toEqual([['10:00:31', '18:01:01']])
    expect(times(one.address)).toEqual(['10:00:17', '18:01:06'])
    expect(times(two.address)).toEqual(['10:00:17', '10:00:30', '18:01:06'])
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(times(one.address)).toEqual(['10:00:17', '18:01:06', '18:02:00'])
    expect(sleeps).toHaveLength(1)
  })

  it('is asked for that poll although its servers are looked through as soon as it is awake', async () => {
    create([one], { intervalSeconds: 3600 }).start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.suspend()
    sleep(5 * MINUTE)
    poller.wake()
    poller.update([one], { ...settings, intervalSeconds: 3600 })
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(times(one.address)).toEqual(['10:00:17', '10:05:23'])
  })

  it('stops what is running, whose answer would be of two times', async () => {
    behave = () => ({ text: GOOD, ms: 5000 })
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.suspend()
    await vi.advanceTimersByTimeAsync(0)
    expect(runningNow).toBe(0)
    sleep(HOUR)
    poller.wake()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(toldAt()).toEqual(['11:00:23'])
  })

  it('asks again until the network is there, and tells nothing of a server it could not reach', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.suspend()
    sleep(HOUR)
    poller.wake()
    behave = () => (asked.length < 4 ? away : up)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(times(one.address)).toEqual(['10:00:17', '11:00:23', '11:00:33', '11:00:43', '11:01:00'])
    expect(toldAt()).toEqual(['10:00:17', '11:00:43', '11:01:00'])
  })

  it('tells after a minute that a server cannot be reached', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.suspend()
    sleep(HOUR)
    poller.wake()
    behave = () => away
    await vi.advanceTimersByTimeAsync(70_000)
    expect(toldAt()).toEqual(['10:00:17', '11:01:23'])
    expect(times(one.address)).toHaveLength(8)
  })

  it('tells whoever asks at once that a server cannot be reached', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.suspend()
    sleep(HOUR)
    poller.wake()
    behave = () => away
    void poller.poll('one')
    await vi.advanceTimersByTimeAsync(1000)
    expect(toldAt()).toEqual(['10:00:17', '11:00:18'])
  })

  it('polls again by itself when nothing tells of its waking', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.suspend()
    sleep(HOUR)
    await vi.advanceTimersByTimeAsync(3 * MINUTE)
    expect(times(one.address)).toEqual(['10:00:17', '11:01:23', '11:02:00', '11:03:00'])
    poller.wake()
    expect(sleeps).toHaveLength(1)
  })

  it('stays paused when it was', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.pause()
    poller.suspend()
    sleep(HOUR)
    poller.wake()
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(asked).toHaveLength(1)
    poller.resume()
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked).toHaveLength(2)
  })

  it('polls nothing when settings change or polling is resumed while it goes to sleep', async () => {
    create().start()
    await vi.advanceTimersByTimeAsync(1000)
    poller.pause()
    poller.suspend()
    poller.resume()
    poller.update([one, two], settings)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked).toHaveLength(1)
    poller.wake()
    await vi.advanceTimersByTimeAsync(6000)
    expect(asked).toHaveLength(3)
  })
})

describe('what one answer tells the next', () => {
  it('are the hosts, by which a name with a blank is told from a host', async () => {
    behave = () => ({
      text: asked.length === 1 ? GOOD : up('    jane doe ws-9 term1 (v1.0) (lic01/27000 501), start Mon 5/6 8:02'),
      ms: 100,
    })
    create().start()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(polls).toHaveLength(2)
    const [checkout] = polls[1]?.answer.servers[0]?.daemons[0]?.features[0]?.checkouts ?? []
    expect(checkout).toMatchObject({ user: 'jane doe', host: 'ws-9', display: 'term1' })
    expect(checkout?.uncertain).toBeUndefined()
  })

  it('is that a cut text is never complete', async () => {
    behave = () => ({ text: GOOD, ms: 100, ended: 'too-much-output' })
    create().start()
    await vi.advanceTimersByTimeAsync(100)
    expect(polls).toHaveLength(1)
    expect(polls[0]?.answer.complete).toBe(false)
  })
})
