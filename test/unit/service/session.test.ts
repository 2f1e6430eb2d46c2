import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import type { Ask } from '../../../main/poller/ask.ts'
import type { ServerBoard } from '../../../main/service/board.ts'
import { openRecorder, type Recorder } from '../../../main/service/recorder.ts'
import { createSession, type Session } from '../../../main/service/session.ts'
import { defaultSettings, type Settings } from '../../../main/settings/schema.ts'

const text = (used: number) => `lmutil - Copyright (c) 1989-2024 Flexera. All Rights Reserved.
Flexible License Manager status on Mon 3/2/2026 08:00

License server status: 27000@lic1
    License file(s) on lic1: /opt/flexlm/license.dat:

lic1: license server UP (MASTER) v11.19.6

Vendor daemon status (on lic1):

  adskflex: UP v11.19.6
Feature usage info:

Users of 87062ACD_2026_0F:  (Total of 10 licenses issued;  Total of ${used} licenses in use)

  "87062ACD_2026_0F" v1.000, vendor: adskflex, expiry: 31-dec-2026
  floating license

${'    rhea ws-12 ws-12 (v1.000) (lic1/27000 101), start Mon 3/2 7:30\n'.repeat(used)}
`

let root: string
let time: number
const open: Session[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-session-'))
  time = Date.UTC(2026, 2, 2, 7)
})

afterEach(async () => {
  for (const session of open.splice(0)) await session.stop()
  rmSync(root, { recursive: true, force: true })
})

/** One Seatlog: a computer with a local disk of its own. */
function seatlog(host: string, more: Partial<Settings> = {}, answers: Ask = answering(2), other?: Recorder) {
  const servers = [{ tag: 'main', address: '27000@lic1', zone: 'Europe/Berlin', role: 'auto' as const }]
  const settings = { ...defaultSettings(join(root, 'data')), servers, ...more }
  const now = () => time
  const opened = openRecorder({
    settings,
    files: realFiles,
    localStateFolder: join(root, host),
    host,
    version: '1.0.0',
    clock: () => Math.floor(time / 1000),
    everyPoll: true,
  })
  if (!opened.ok) throw new Error(opened.message)
  const shown: ServerBoard[] = []
  const session = createSession({
    settings,
    files: realFiles,
    lmutil: 'lmutil',
    ask: answers,
    recorder: other ?? opened.recorder,
    now,
    show: (board) => shown.push(board),
    told: () => {},
  })
  open.push(session)
  return { session, last: () => shown.at(-1)?.server }
}

const answering =
  (used: number): Ask =>
  async () => ({
    text: text(used),
    ended: 'exited',
    exitCode: 0,
    ms: 5,
    message: null,
    command: 'lmutil lmstat -a',
  })

const dataLines = (): string[] =>
  readFileSync(join(root, 'data', '2026-03-02 features.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)

describe('a session', () => {
  it('logs, and a second Seatlog on the same folder shows what the first wrote without asking or writing', async () => {
    const logger = seatlog('admin-pc')
    expect(await logger.session.once()).toEqual([{ tag: 'main', role: 'logger', problem: null, loggedBy: null }])
    expect(dataLines()).toEqual(['2026-03-02 08:00:00,87062ACD_2026_0F,1.000,adskflex,floating,10,2,1'])
    const before = listing()

    let asked = 0
    const viewer = seatlog('engineer-pc', {}, () => {
      asked++
      return answering(9)({} as never)
    })
    expect(await viewer.session.once()).toEqual([{ tag: 'main', role: 'viewer', problem: null, loggedBy: 'admin-pc' }])
    expect(viewer.last()).toMatchObject({ role: 'viewer', loggedBy: 'admin-pc', state: 'up' })
    expect(viewer.last()?.features).toMatchObject([{ name: '87062ACD_2026_0F', used: 2, free: 8, known: true }])
    expect(viewer.session.raw('main')).toMatchObject({ ok: false, code: 'viewer-only' })
    expect(asked).toBe(0)
    expect(listing()).toEqual(before)
  })

  it('takes over when the logger has given the server back', async () => {
    const first = seatlog('admin-pc')
    await first.session.once()
    const second = seatlog('other-pc')
    expect(await second.session.once()).toMatchObject([{ role: 'viewer' }])
    await first.session.stop()
    time += 60_000
    expect(await second.session.once()).toMatchObject([{ role: 'logger', problem: null }])
    expect(dataLines()).toHaveLength(2)
  })

  it('goes on where the last run stopped, without telling the same news again', async () => {
    for (let run = 0; run < 3; run++) {
      const { session } = seatlog('admin-pc')
      await session.once()
      await session.stop()
      time += 300_000
    }
    const events = readFileSync(join(root, 'data', 'events', 'main', '2026-03-02 events.jsonl'), 'utf8')
      .trim()
      .split('\n')
    expect(events.map((line) => JSON.parse(line).type)).toEqual(['logging', 'serves', 'up'])
    expect(dataLines()).toHaveLength(3)
  })

  it('tells anew each day what readers need, where the events of earlier days are deleted', async () => {
    const { session } = seatlog('admin-pc', { keepDays: { events: 30 } })
    for (let poll = 0; poll < 4; poll++) {
      await session.once()
      time += 12 * 3_600_000
    }
    const types = (day: string): readonly string[] =>
      readFileSync(join(root, 'data', 'events', 'main', `${day} events.jsonl`), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).type)
        .filter((type) => type !== 'gap')
    expect(types('2026-03-02')).toEqual(['logging', 'serves', 'up'])
    expect(types('2026-03-03')).toEqual(['logging', 'serves'])
  })

  it('keeps rows while the data folder is away, and writes them when it is back', async () => {
    const { session } = seatlog('admin-pc')
    await session.once()
    renameSync(join(root, 'data'), join(root, 'away'))
    for (let poll = 0; poll < 3; poll++) {
      time += 60_000
      expect(await session.once()).toMatchObject([{ role: 'logger', problem: null }])
    }
    expect(session.problems()).toHaveLength(1)
    expect(session.problems()[0]).toMatch(/Waiting: \d+ rows\.$/)
    expect(readdirSync(root)).not.toContain('data')
    renameSync(join(root, 'away'), join(root, 'data'))
    time += 60_000
    await session.once()
    expect(session.problems()).toEqual([])
    expect(dataLines().map((line) => line.slice(11, 19))).toEqual([
      '08:00:00',
      '08:01:00',
      '08:02:00',
      '08:03:00',
      '08:04:00',
    ])
  })

  it('shows a folder that can never be written in one sentence, and polls rarely for its own window', async () => {
    writeFileSync(join(root, 'data'), 'a file where the folder should be')
    const { session, last } = seatlog('engineer-pc')
    await session.start()
    await session.poll('main')
    expect(last()).toMatchObject({ role: 'window', state: 'up', intervalSeconds: 300 })
    expect(session.problems()).toHaveLength(1)
    expect(session.problems()[0]).toContain(join(root, 'data'))
    expect(session.raw('main')).toMatchObject({ ok: true, value: { command: 'lmutil lmstat -a' } })
  })

  it('never polls a server for the record when it is set to be a viewer', async () => {
    const servers = [{ tag: 'main', address: '27000@lic1', role: 'viewer' as const }]
    const { session, last } = seatlog('engineer-pc', { servers })
    await session.start()
    await session.poll('main')
    expect(last()?.role).toBe('window')
    expect(readdirSync(root)).not.toContain('data')
  })

  it('goes on polling and says so when an answer cannot be recorded', async () => {
    let fails = true
    const recorder: Recorder = {
      claim: async () => ({ state: 'held' }),
      remembered: () => null,
      record: async () => {
        if (fails) throw new Error('a bug')
      },
      clockOf: () => null,
      packagesOf: () => [],
      problems: () => [],
      spool: () => ({ rows: 0, bytes: 0, problem: null }),
      stop: async () => {},
    }
    const { session } = seatlog('admin-pc', {}, answering(1), recorder)
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    await session.once()
    expect(report).toHaveBeenCalledOnce()
    report.mockRestore()
    expect(session.problems()).toEqual([expect.stringContaining('Error: a bug')])
    fails = false
    time += 60_000
    expect(await session.once()).toMatchObject([{ role: 'logger', problem: null }])
    expect(session.problems()).toEqual([])
  })

  it('remembers how the last twenty polls of a server went', async () => {
    let fail = false
    const ask: Ask = async (question) => {
      const reply = await answering(3)(question)
      return fail ? { ...reply, text: '', ended: 'timed-out', ms: 30_000, message: 'lmutil did not answer.' } : reply
    }
    const { session } = seatlog('admin-pc', {}, ask)
    for (let poll = 1; poll <= 25; poll++) {
      fail = poll === 25
      await session.once()
      time += 60_000
    }
    const polls = session.polls('main')
    expect(polls).toHaveLength(20)
    const at = time / 1000 - 60
    const wrong = { complete: false, problem: 'lmutil did not answer.', features: 0, checkouts: 0 }
    expect(polls[0]).toEqual({ at, milliseconds: 30_000, ...wrong })
    expect(polls[1]).toEqual({ at: at - 60, milliseconds: 5, complete: true, problem: null, features: 1, checkouts: 3 })
    expect(session.polls('other')).toEqual([])
  })

  it('keeps the seats of the last answer as unknown when a poll fails', async () => {
    let fail = false
    const { session, last } = seatlog('admin-pc', {}, async (question) =>
      fail
        ? {
            text: '',
            ended: 'timed-out',
            exitCode: null,
            ms: 30_000,
            message: 'lmutil gave no answer.',
            command: 'lmutil',
          }
        : answering(3)(question),
    )
    await session.once()
    fail = true
    time += 60_000
    expect(await session.once()).toMatchObject([{ role: 'logger', problem: 'lmutil gave no answer.' }])
    expect(last()).toMatchObject({ state: 'unknown' })
    expect(last()?.features).toMatchObject([{ known: false, used: 3, asOf: Date.UTC(2026, 2, 2, 7) / 1000 }])
    expect(dataLines()).toHaveLength(1)
  })
})

describe('a session on a computer that sleeps, or whose clock is moved', () => {
  const HOUR = 3_600_000
  const events = (): readonly { readonly type: string; readonly from?: number; readonly to?: number }[] =>
    readFileSync(join(root, 'data', 'events', 'main', '2026-03-02 events.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

  it('records the sleep as a gap, from the last poll before it to the first behind it', async () => {
    const { session, last } = seatlog('admin-pc')
    await session.start()
    await session.poll('main')
    const before = time / 1000
    time += 10_000
    session.suspend()
    expect(last()).toMatchObject({ state: 'up' })
    time += HOUR
    session.wake()
    await session.poll('main')
    expect(events().filter(({ type }) => type === 'gap')).toMatchObject([{ from: before, to: before + 3610 }])
    expect(events().filter(({ type }) => type === 'poll-failed')).toEqual([])
  })

  it('does not call up after a sleep what answered before it', async () => {
    const { session, last } = seatlog('admin-pc')
    await session.start()
    await session.poll('main')
    session.suspend()
    time += 10 * HOUR
    session.wake()
    expect(last()).toMatchObject({ state: 'unknown', answeredAt: Date.UTC(2026, 2, 2, 7) / 1000 })
    expect(last()?.features).toMatchObject([{ known: false, used: 2 }])
    await session.poll('main')
    expect(last()).toMatchObject({ state: 'up', features: [{ known: true }] })
  })

  it('calls a server up for as long as its polls come, which of a slow one are rare, and no longer', async () => {
    const slow: Ask = async (...asked) => ({ ...(await answering(2)(...asked)), ms: 30_000 })
    const { session, last } = seatlog('admin-pc', {}, slow)
    await session.start()
    await session.poll('main')
    const look = () => {
      session.pause(false)
      return last()?.state
    }
    time += HOUR / 6
    expect(look()).toBe('up')
    time += HOUR
    expect(look()).toBe('unknown')
  })

  it('goes on logging when the clock is put back, with no checkout that ends before it begins', async () => {
    let used = 3
    const { session, last } = seatlog('admin-pc', {}, (question) => answering(used)(question))
    await session.once()
    for (const [hours, left] of [
      [-1, 3],
      [0, 1],
      [1, 2],
      [-1, 1],
    ] as const) {
      time += hours * HOUR + 60_000
      used = left
      expect(await session.once()).toMatchObject([{ role: 'logger', problem: null }])
      expect(last()).toMatchObject({ state: 'up', answeredAt: time / 1000 })
    }
    const rows = readFileSync(join(root, 'data', 'checkouts', 'main', '2026.03.02.chk'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t').slice(10).map(Number))
    expect(rows).toHaveLength(3)
    for (const [request = 0, out = 0, back = 0] of rows) expect([request <= out, out <= back]).toEqual([true, true])
    expect(session.problems()).toEqual([])
  })
})

const listing = (): readonly string[] => {
  const data = join(root, 'data')
  const names = readdirSync(data, { recursive: true, encoding: 'utf8', withFileTypes: true })
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}: ${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
    .sort()
}
