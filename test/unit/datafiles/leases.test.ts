import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { contents, faultyFiles, NOON, row, seatlog, systemError, tempFolder } from './workshop.ts'

/** Two Seatlogs of two machines on one data folder, with clocks of their own. */
function pair(filesOfA = realFiles) {
  const home = tempFolder()
  const data = join(home, 'data')
  const clocks = { a: NOON, b: NOON }
  const a = seatlog({ home: join(home, 'a'), data, host: 'cad-a', clock: () => clocks.a, files: filesOfA })
  const b = seatlog({ home: join(home, 'b'), data, host: 'cad-b', clock: () => clocks.b })
  return { home, data, clocks, a, b }
}

it('the first one gets the tag, the second one learns who has it', async () => {
  const { data, a, b } = pair()
  expect(await a.leases.acquire('cad', 60)).toEqual({ state: 'held' })
  expect(await b.leases.acquire('cad', 60)).toMatchObject({ state: 'other', by: { host: 'cad-a', pid: process.pid } })
  expect(await b.leases.check('cad')).toMatchObject({ state: 'other' })
  expect(await a.leases.check('cad')).toEqual({ state: 'held' })
  expect(JSON.parse(readFileSync(join(data, 'state/cad.lease'), 'utf8'))).toEqual({
    owner: a.journal.owner,
    host: 'cad-a',
    pid: process.pid,
    token: expect.stringMatching(/^[0-9a-f-]{36}$/),
    counter: 1,
    intervalSeconds: 60,
    since: NOON,
    knownTo: null,
    takeovers: [],
    at: NOON,
    released: false,
  })
})

/** A pair of which A's next write of its lease ends only when something else has happened. */
async function pairWithPause(meanwhile: (two: ReturnType<typeof pair>) => Promise<void>) {
  let pauses = false
  const two = pair(
    faultyFiles(async (step, file, _bytes, go) => {
      if (pauses && step === 'replace' && file.endsWith('cad.lease')) {
        pauses = false
        await meanwhile(two)
      }
      return go()
    }),
  )
  await two.a.leases.acquire('cad', 60)
  await two.b.leases.acquire('cad', 60)
  pauses = true
  return two
}

it('a lease that was renewed so late that another may have had it is no more held, and what that one knows is learned', async () => {
  const { data, clocks, a, b } = await pairWithPause(async ({ clocks, b }) => {
    clocks.b += 600
    await b.leases.acquire('cad', 60)
    clocks.b += 300
    clocks.a += 900
  })
  const { token } = JSON.parse(readFileSync(join(data, 'state/cad.lease'), 'utf8'))
  a.commit(row('events', 'of the time before', '', NOON))
  expect(await a.leases.renew('cad')).toEqual({ state: 'other', by: null })
  expect((await a.leases.check('cad')).state).toBe('other')
  const asked: boolean[] = []
  const learn = async (_from: object, ours: boolean) => {
    asked.push(ours)
    return { knownTo: NOON + 840 }
  }
  expect(await a.leases.acquire('cad', 60, learn)).toEqual({ state: 'held' })
  expect(asked).toEqual([true])
  expect(await b.leases.check('cad')).toMatchObject({ state: 'lost', at: NOON + 900, by: { knownTo: NOON + 840 } })
  expect((await a.appender.drain()).rows).toBe(1)
  expect(Object.keys(contents(data))).toEqual([`imported/cad-${token.slice(0, 8)}/events/cad/2026-03-14 events.jsonl`])
  clocks.a += 60
  expect((await a.leases.renew('cad')).state).toBe('held')
})

it('a lease that was renewed late goes on as it was where nobody else had it', async () => {
  const { data, a } = await pairWithPause(async ({ clocks }) => {
    clocks.a += 900
  })
  a.commit(row('events', 'waits', '', NOON))
  expect(await a.leases.renew('cad')).toEqual({ state: 'other', by: null })
  expect(await a.leases.acquire('cad', 60, async () => null)).toEqual({ state: 'held' })
  expect(JSON.parse(readFileSync(join(data, 'state/cad.lease'), 'utf8'))).toMatchObject({ since: NOON, knownTo: null })
  expect((await a.appender.drain()).rows).toBe(1)
  expect(Object.keys(contents(data))).toEqual(['events/cad/2026-03-14 events.jsonl'])
})

it('a lease that was renewed under a lock that others may take for left behind is no more held', async () => {
  const { a, clocks, b } = await pairWithPause(async () => {
    await new Promise((resolve) => setTimeout(resolve, 310))
  })
  await b.leases.acquire('cad', 60)
  clocks.a += 360
  expect(await a.leases.renew('cad')).toEqual({ state: 'other', by: null })
  expect((await a.leases.check('cad')).state).toBe('other')
})

it('several tags in one folder may belong to several machines', async () => {
  const { a, b } = pair()
  expect((await a.leases.acquire('cad', 60)).state).toBe('held')
  expect((await b.leases.acquire('eda', 60)).state).toBe('held')
})

it('a lease that is renewed is not taken, whatever the clocks say', async () => {
  const { clocks, a, b } = pair()
  clocks.a -= 86_400
  await a.leases.acquire('cad', 60)
  for (let poll = 0; poll < 30; poll++) {
    clocks.a += 60
    clocks.b += 60
    expect((await a.leases.renew('cad')).state).toBe('held')
    expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  }
})

it('a lease is not taken because the clock was put on: only time that was seen to pass counts', async () => {
  const { home, data, clocks, a } = pair()
  let uptime = 5000
  const surroundings = { host: 'cad-b', clock: () => clocks.b, uptime: () => uptime }
  const b = seatlog({ home: join(home, 'b2'), data, ...surroundings })
  const pass = (seconds: number): void => {
    clocks.b += seconds
    uptime += seconds
  }
  await a.leases.acquire('cad', 60)
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  pass(60)
  clocks.b += 3600
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  pass(599)
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  pass(1)
  expect((await b.leases.acquire('cad', 60)).state).toBe('held')
})

it('a lease that stands still is taken as late as that when the clock was put back meanwhile', async () => {
  const { clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  clocks.b -= 86_400
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  clocks.b += 599
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  clocks.b += 1
  expect((await b.leases.acquire('cad', 60)).state).toBe('held')
})

it('a lease that stands still for ten intervals is taken, and what was seen outlives a restart', async () => {
  const { home, data, clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  b.journal.close()
  clocks.b += 599
  const early = seatlog({ home: join(home, 'b'), data, host: 'cad-b', clock: () => clocks.b })
  expect((await early.leases.acquire('cad', 60)).state).toBe('other')
  early.journal.close()
  clocks.b += 1
  const late = seatlog({ home: join(home, 'b'), data, host: 'cad-b', clock: () => clocks.b })
  expect((await late.leases.acquire('cad', 60)).state).toBe('held')
})

it.each([3600, -3600])(
  'rows are told to be of before or after a takeover by the clock of who lost it, %i s off',
  async (off) => {
    const { data, clocks, a, b } = pair()
    clocks.b += off
    await a.leases.acquire('cad', 60)
    await b.leases.acquire('cad', 60)
    // A is cut off, and polls on.
    a.commit(row('events', 'before', '', NOON + 300), row('events', 'after', '', NOON + 900))
    clocks.a += 600
    clocks.b += 600
    expect(await b.leases.acquire('cad', 60)).toMatchObject({ state: 'held' })
    clocks.a += 600
    clocks.b += 600
    await b.leases.renew('cad')
    expect(await a.leases.check('cad')).toMatchObject({ state: 'lost' })
    expect((await a.appender.drain()).rows).toBe(1)
    expect(Object.values(contents(data))).toEqual(['before\n'])
  },
)

it('time in which nobody could read the lease does not count', async () => {
  const home = tempFolder()
  const data = join(home, 'data')
  let now = NOON
  let away = false
  const files = faultyFiles(async (_step, file, _bytes, go) => {
    if (away && file.endsWith('.lease')) throw systemError('EHOSTDOWN', file)
    return go()
  })
  const a = seatlog({ home: join(home, 'a'), data, host: 'cad-a' })
  const b = seatlog({ home: join(home, 'b'), data, host: 'cad-b', clock: () => now, files })
  await a.leases.acquire('cad', 60)
  await b.leases.acquire('cad', 60)
  away = true
  now += 1000
  expect(await b.leases.acquire('cad', 60)).toMatchObject({ state: 'failed', problem: { code: 'away' } })
  away = false
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  now += 600
  expect((await b.leases.acquire('cad', 60)).state).toBe('held')
})

it('a lease that was given back is free from the next second on, and tells who had it until when', async () => {
  const { clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  await a.leases.release('cad')
  expect((await a.leases.check('cad')).state).toBe('other')
  expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  clocks.b += 1
  expect(await b.leases.acquire('cad', 60)).toMatchObject({ state: 'held', takenFrom: { host: 'cad-a', at: NOON } })
  expect((await a.leases.acquire('cad', 60)).state).toBe('other')
})

it('after a crash one gets its own tag back at once', async () => {
  const { home, data, a } = pair()
  await a.leases.acquire('cad', 60)
  a.journal.close()
  const again = seatlog({ home: join(home, 'a'), data, host: 'cad-a' })
  expect((await again.leases.check('cad')).state).toBe('other')
  expect((await again.leases.acquire('cad', 60)).state).toBe('held')
  expect((await again.leases.check('cad')).state).toBe('held')
})

it('one’s own tag, taken back after a crash, is held since it was taken from another', async () => {
  const { home, data, clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  await b.leases.acquire('cad', 60)
  clocks.b += 600
  await b.leases.acquire('cad', 60, async () => ({ knownTo: NOON }))
  b.journal.close()
  clocks.b += 60
  const again = seatlog({ home: join(home, 'b'), data, host: 'cad-b', clock: () => clocks.b })
  expect((await again.leases.acquire('cad', 60)).state).toBe('held')
  const lease = JSON.parse(readFileSync(join(data, 'state/cad.lease'), 'utf8'))
  expect(lease).toMatchObject({ since: NOON + 600, knownTo: NOON, at: NOON + 660 })
})

it('a lease file that is gone or damaged is written again by the one who holds it', async () => {
  const { data, clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  for (const damage of [
    () => rmSync(join(data, 'state/cad.lease')),
    () => writeFileSync(join(data, 'state/cad.lease'), '{"own'),
  ]) {
    damage()
    clocks.a += 60
    expect((await a.leases.check('cad')).state).toBe('held')
    expect((await b.leases.acquire('cad', 60)).state).toBe('other')
  }
})

it('whoever lost the tag writes earlier rows to imported/ and forgets those of the time after', async () => {
  const { data, clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  const token = JSON.parse(readFileSync(join(data, 'state/cad.lease'), 'utf8')).token
  a.commit(row('features', 'written', '', NOON))
  await a.appender.drain()
  await b.leases.acquire('cad', 60)
  // A sleeps with rows that wait; B takes over; A wakes up, polls once more and only then asks for its lease.
  a.commit(row('features', 'before', '', NOON + 599), row('events', 'event before', '', NOON + 599))
  clocks.b += 600
  expect((await b.leases.acquire('cad', 60)).state).toBe('held')
  clocks.a += 1000
  a.commit(row('features', 'after', '', NOON + 600))
  b.commit(row('features', 'of b', '', NOON + 600))
  expect(await a.appender.drain()).toMatchObject({ rows: 2, waitingRows: 0, problem: null })
  expect(await b.appender.drain()).toMatchObject({ rows: 1, waitingRows: 0, problem: null })
  const id = `imported/cad-${token.slice(0, 8)}`
  expect(contents(data)).toEqual({
    '2026-03-14 features.csv': `${FEATURES_HEADER}\nwritten\nof b\n`,
    [`${id}/cad/2026-03-14 features.csv`]: `${FEATURES_HEADER}\nbefore\n`,
    [`${id}/events/cad/2026-03-14 events.jsonl`]: 'event before\n',
  })
  expect((await a.leases.renew('cad')).state).toBe('other')
})

it('whoever lost the tag leaves what the other one finds out by itself, going on from an earlier poll, to that one', async () => {
  const { data, clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  const [known, after] = [NOON + 60, NOON + 120]
  a.commit(
    { ...row('checkouts', 'of a poll that is known', '', known), knownSince: NOON },
    { ...row('checkouts', 'open at that poll', '', after), knownSince: known },
    { ...row('checkouts', 'begun and ended since', '', after), knownSince: known + 1 },
    row('capacity', 'since', '', after),
    row('events', 'since', '', after),
  )
  await b.leases.acquire('cad', 60)
  clocks.b += 600
  expect((await b.leases.acquire('cad', 60, async () => ({ knownTo: known }))).state).toBe('held')
  clocks.a += 700
  await a.appender.drain()
  const rows = Object.values(contents(data)).flatMap((text) => text.split('\n').filter((line) => /^[^#]/.test(line)))
  expect(rows).toEqual(['of a poll that is known', 'begun and ended since', 'since'])
})

it('whoever lost the tag to one who lost it, too, leaves to the first what that one found out', async () => {
  const { home, data, clocks, a, b } = pair()
  let now = NOON
  const c = seatlog({ home: join(home, 'c'), data, host: 'cad-c', clock: () => now })
  await a.leases.acquire('cad', 60)
  a.commit(
    row('events', 'before b', '', NOON + 599),
    { ...row('checkouts', 'open when a was cut off', '', NOON + 599), knownSince: NOON },
    row('events', 'of the time of b', '', NOON + 900),
    row('events', 'of the time of c', '', NOON + 1900),
  )
  await b.leases.acquire('cad', 60)
  await c.leases.acquire('cad', 60)
  clocks.b += 600
  expect((await b.leases.acquire('cad', 60, async () => ({ knownTo: NOON }))).state).toBe('held')
  await c.leases.acquire('cad', 60)
  now += 1300
  await c.leases.acquire('cad', 60)
  now += 600
  expect((await c.leases.acquire('cad', 60, async () => ({ knownTo: NOON + 660 }))).state).toBe('held')
  clocks.a += 2000
  expect((await a.leases.check('cad')).state).toBe('lost')
  await a.appender.drain()
  expect(Object.values(contents(data))).toEqual(['before b\n'])
})

it('whoever lost the tag is told by whom and since when', async () => {
  const { clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  await b.leases.acquire('cad', 60)
  clocks.b += 600
  await b.leases.acquire('cad', 60)
  clocks.b += 60
  await b.leases.renew('cad')
  expect(await a.leases.renew('cad')).toMatchObject({ state: 'lost', at: NOON + 600, by: { host: 'cad-b' } })
  expect((await b.leases.renew('cad')).state).toBe('held')
})

it('rows of a run that crashed go to imported/, too, when the tag was taken over before the next start', async () => {
  const { home, data, clocks, a, b } = pair()
  await a.leases.acquire('cad', 60)
  a.commit(row('events', 'of the crashed run'))
  a.journal.close()
  await b.leases.acquire('cad', 60)
  clocks.b += 600
  await b.leases.acquire('cad', 60)
  await b.leases.release('cad')
  const again = seatlog({ home: join(home, 'a'), data, host: 'cad-a', clock: () => clocks.b + 60 })
  expect((await again.leases.acquire('cad', 60)).state).toBe('held')
  expect((await again.appender.drain()).rows).toBe(1)
  expect(Object.keys(contents(data))).toEqual([expect.stringMatching(/^imported\/cad-[0-9a-f]{8}\/events\/cad\//)])
})

it('a machine with a new name waits for its old lease to become stale and keeps its rows', async () => {
  const { home, data, clocks, a } = pair()
  await a.leases.acquire('cad', 60)
  a.commit(row('events', 'waits'))
  a.journal.close()
  const renamed = seatlog({ home: join(home, 'a'), data, host: 'cad-renamed', clock: () => clocks.a })
  expect((await renamed.leases.acquire('cad', 60)).state).toBe('other')
  clocks.a += 600
  expect((await renamed.leases.acquire('cad', 60)).state).toBe('held')
  expect((await renamed.appender.drain()).rows).toBe(1)
  expect(Object.keys(contents(data))).toEqual(['events/cad/2026-03-14 events.jsonl'])
})

it('a lease lost between two batches stops the writing', async () => {
  const home = tempFolder()
  const data = join(home, 'data')
  let appends = 0
  const b = seatlog({ home: join(home, 'b'), data, host: 'cad-b', clock: () => NOON + 600 })
  const files = faultyFiles(async (step, _file, _bytes, go) => {
    if (step === 'append' && ++appends === 64) rmSync(join(data, 'state/cad.lease'))
    const result = await go()
    if (step === 'append' && appends === 64) await b.leases.acquire('cad', 60)
    return result
  })
  const a = seatlog({ home: join(home, 'a'), data, host: 'cad-a', files })
  await a.leases.acquire('cad', 60)
  a.commit(...Array.from({ length: 70 }, (_, at) => row('users', 'u', `feature${at}`, NOON + at * 100)))
  const report = await a.appender.drain()
  // 64 were written, 6 are of the time after the takeover.
  expect(report).toMatchObject({ rows: 64, waitingRows: 0, problem: null })
  expect(Object.keys(contents(data))).toHaveLength(64)
})

it('a lock that a dead Seatlog left behind is removed', async () => {
  const { data, a } = pair()
  await a.folder.open()
  writeFileSync(join(data, 'state/cad.lease.lock'), 'left')
  expect((await a.leases.acquire('cad', 60)).state).toBe('held')
})

it('a folder that cannot be written says so', async () => {
  const home = tempFolder()
  const data = join(home, 'data')
  mkdirSync(join(data, 'state'), { recursive: true })
  const files = faultyFiles(async (step, file, _bytes, go) => {
    if (step === 'create' || step === 'replace') throw systemError('EROFS', file)
    return go()
  })
  const { leases } = seatlog({ home, data, files })
  const holding = await leases.acquire('cad', 60)
  expect(holding).toMatchObject({ state: 'failed', problem: { code: 'refused' } })
})
