import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CAPACITY_HEADER } from '../../../main/datafiles/capacity-cap.ts'
import { CHECKOUTS_HEADER } from '../../../main/datafiles/checkouts-chk.ts'
import { decodeEvents } from '../../../main/datafiles/events.ts'
import { FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import type { FileAccess } from '../../../main/datafiles/file-access.ts'
import { USERS_HEADER } from '../../../main/datafiles/users-csv.ts'
import { ALWAYS_HELD, contents, faultyFiles, NOON, row, seatlog, systemError, tempFolder, ZONE } from './workshop.ts'

const DAY = 86_400
const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join('')

function start(changes: Partial<Parameters<typeof seatlog>[0]> = {}) {
  const home = tempFolder()
  const data = join(home, 'data')
  return { home, data, ...seatlog({ home, data, leases: ALWAYS_HELD, ...changes }) }
}

describe('a drain', () => {
  it('puts every kind of rows into its file of the day, headers first', async () => {
    const { data, appender, commit } = start()
    commit(row('features', 'f1'), row('features', 'f2'), row('users', 'u1', 'solver'), row('users', 'v1', 'a/b'))
    commit(row('events', 'e1'), row('checkouts', 'c1'), row('denials', 'd1'), row('capacity', 'p1'))
    const report = await appender.drain()
    expect(report).toEqual({
      rows: 8,
      files: 7,
      waitingRows: 0,
      waitingBytes: 0,
      problem: null,
      lockedFiles: [],
      dropped: {},
    })
    expect(contents(data)).toEqual({
      '2026-03-14 a%2Fb users.csv': lines(USERS_HEADER, 'v1'),
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'f1', 'f2'),
      '2026-03-14 solver users.csv': lines(USERS_HEADER, 'u1'),
      'capacity/cad/2026.03.14.cap': lines(CAPACITY_HEADER, 'p1'),
      'checkouts/cad/2026.03.14.chk': lines(CHECKOUTS_HEADER, 'c1'),
      'checkouts/cad/2026.03.14.den': lines('d1'),
      'events/cad/2026-03-14 events.jsonl': lines('e1'),
    })
  })

  it('gives a second tag a folder of its own, and the root to the tag that claimed it', async () => {
    const { data, journal, appender, commit } = start()
    journal.commit('eda', ZONE, [row('features', 'from eda')])
    commit(row('features', 'from cad'))
    expect((await appender.drain()).rows).toBe(2)
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'from cad'),
      'eda/2026-03-14 features.csv': lines(FEATURES_HEADER, 'from eda'),
    })
    expect(JSON.parse(readFileSync(join(data, 'state/root.json'), 'utf8'))).toEqual({ format: 1, tag: 'cad' })
  })

  it('takes the day from the zone of the server', async () => {
    const { data, journal, appender } = start({ clock: () => Date.UTC(2026, 2, 14, 23, 30) / 1000 })
    journal.commit('cad', 'Europe/Berlin', [row('events', 'berlin')])
    journal.commit('cad', 'America/New_York', [row('events', 'york')])
    expect((await appender.drain()).rows).toBe(2)
    expect(contents(data)).toEqual({
      'events/cad/2026-03-14 events.jsonl': lines('york'),
      'events/cad/2026-03-15 events.jsonl': lines('berlin'),
    })
  })

  it('continues a file with the line ends it was begun with', async () => {
    const { data, appender, commit } = start({ eol: '\r\n' })
    mkdirSync(data)
    writeFileSync(join(data, '2026-03-14 features.csv'), lines(FEATURES_HEADER, 'old'))
    commit(row('features', 'new'), row('users', 'u1', 'solver'))
    expect((await appender.drain()).rows).toBe(2)
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'old', 'new'),
      '2026-03-14 solver users.csv': `${USERS_HEADER}\r\nu1\r\n`,
    })
    commit(row('users', 'u2', 'solver'))
    await appender.drain()
    expect(contents(data)['2026-03-14 solver users.csv']).toBe(`${USERS_HEADER}\r\nu1\r\nu2\r\n`)
  })

  it('ends lines as the system does in CSV files only', async () => {
    const { data, appender, commit } = start({ eol: '\r\n' })
    commit(
      row('features', 'f1'),
      row('events', 'e1'),
      row('checkouts', 'c1'),
      row('denials', 'd1'),
      row('capacity', 'p1'),
    )
    expect((await appender.drain()).rows).toBe(5)
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': `${FEATURES_HEADER}\r\nf1\r\n`,
      'capacity/cad/2026.03.14.cap': lines(CAPACITY_HEADER, 'p1'),
      'checkouts/cad/2026.03.14.chk': lines(CHECKOUTS_HEADER, 'c1'),
      'checkouts/cad/2026.03.14.den': lines('d1'),
      'events/cad/2026-03-14 events.jsonl': lines('e1'),
    })
  })

  it('cuts a torn last line off and keeps it beside the journal', async () => {
    const { home, data, appender, commit } = start()
    mkdirSync(data)
    writeFileSync(join(data, '2026-03-14 features.csv'), `${lines(FEATURES_HEADER, 'whole')}${'x'.repeat(200_000)}`)
    commit(row('features', 'new'))
    expect((await appender.drain()).rows).toBe(1)
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'whole', 'new'))
    const torn = contents(join(home, 'torn'))
    expect(Object.keys(torn)).toHaveLength(1)
    expect(Object.values(torn)[0]).toBe('x'.repeat(200_000))
  })

  it('begins anew where not even the header was whole', async () => {
    const { data, appender, commit } = start()
    mkdirSync(data)
    writeFileSync(join(data, '2026-03-14 features.csv'), 'stamp,fea')
    commit(row('features', 'new'))
    await appender.drain()
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'new'))
  })

  it('writes features that differ only in case one after the other', async () => {
    const { data, appender, commit } = start()
    commit(row('users', 'u1', 'Solver'), row('users', 'u2', 'solver'), row('users', 'u3', 'Solver'))
    expect((await appender.drain()).rows).toBe(3)
    const text = Object.values(contents(data)).join('')
    expect(text.match(/^u\d$/gm)?.sort()).toEqual(['u1', 'u2', 'u3'])
  })

  it('writes more rows and files than a batch takes, in order', async () => {
    const { data, appender, commit } = start()
    const many = Array.from({ length: 1500 }, (_, at) => row('features', `${at} ${'x'.repeat(3000)}`))
    commit(...many, ...Array.from({ length: 150 }, (_, at) => row('users', 'u', `feature${at}`)))
    const report = await appender.drain()
    expect(report).toMatchObject({ rows: 1650, files: 151, waitingRows: 0, waitingBytes: 0 })
    const numbers = contents(data)['2026-03-14 features.csv']?.match(/^\d+ /gm)?.map(Number)
    expect(numbers).toEqual(many.map((_, at) => at))
  })

  it('asked again while at work gives the same report and starts nothing twice', async () => {
    let appends = 0
    const files = faultyFiles(async (step, _file, _bytes, go) => {
      if (step === 'append') appends++
      return go()
    })
    const { appender, commit } = start({ files })
    commit(row('events', 'e1'))
    const reports = await Promise.all([appender.drain(), appender.drain()])
    expect(reports[0]).toBe(reports[1])
    expect(appends).toBe(1)
  })

  it('leaves the rows of a tag alone that is not ours', async () => {
    const { data, appender, commit } = start({ leases: { check: async () => ({ state: 'other', by: null }) } })
    commit(row('events', 'e1'))
    expect(await appender.drain()).toMatchObject({ rows: 0, waitingRows: 1, problem: null })
    expect(contents(data)).toEqual({})
  })
})

describe('when the data folder', () => {
  it('is away, rows wait and go to the file of the day they are written', async () => {
    let now = NOON
    const { home, data, appender, commit } = start({ clock: () => now })
    commit(row('events', 'e1'))
    await appender.drain()
    renameSync(data, join(home, 'elsewhere'))
    mkdirSync(data)
    commit(row('events', 'e2'))
    const away = await appender.drain()
    expect(away).toMatchObject({ rows: 0, waitingRows: 1, problem: { code: 'away' } })
    expect(away.problem?.message).toContain('connect its drive again')
    expect(contents(data)).toEqual({})

    rmSync(data, { recursive: true })
    expect((await appender.drain()).problem?.code).toBe('away')
    expect(existsSync(data)).toBe(false)

    now += 2 * DAY
    renameSync(join(home, 'elsewhere'), data)
    expect(await appender.drain()).toMatchObject({ rows: 1, waitingRows: 0, problem: null })
    expect(contents(data)).toEqual({
      'events/cad/2026-03-14 events.jsonl': lines('e1'),
      'events/cad/2026-03-16 events.jsonl': lines('e2'),
    })
  })

  it('lacks its parent at first use, it is away, too', async () => {
    const home = tempFolder()
    const { appender, commit } = seatlog({ home, data: join(home, 'share/data'), leases: ALWAYS_HELD })
    commit(row('events', 'e1'))
    expect((await appender.drain()).problem).toMatchObject({ code: 'away' })
    expect(existsSync(join(home, 'share'))).toBe(false)
  })

  it('was emptied on purpose, a folder named state says so', async () => {
    const { data, appender, commit } = start()
    commit(row('events', 'e1'))
    await appender.drain()
    rmSync(data, { recursive: true })
    mkdirSync(join(data, 'state'), { recursive: true })
    commit(row('events', 'e2'))
    expect(await appender.drain()).toMatchObject({ rows: 1, problem: null })
  })

  it('has a damaged root.json, the tag that had it gets it again', async () => {
    const { data, appender, commit } = start()
    commit(row('events', 'e1'))
    await appender.drain()
    writeFileSync(join(data, 'state/root.json'), '{"tag":')
    commit(row('features', 'f1'))
    expect(await appender.drain()).toMatchObject({ rows: 1, problem: null })
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'f1'))
  })

  it.each([
    ['ENOSPC', 'full', 'make room'],
    ['EDQUOT', 'full', 'make room'],
    ['EIO', 'broken', 'check this path'],
    ['EROFS', 'refused', 'give this user the right'],
    ['EACCES', 'refused', 'give this user the right'],
    ['ETIMEDOUT', 'away', 'check its drive'],
    ['EHOSTDOWN', 'away', 'check its drive'],
    ['UNKNOWN', 'away', 'check its drive'],
  ])('answers %s, everything waits and the report says what to do', async (code, kind, advice) => {
    let failing = true
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (failing && step === 'append') {
        // A full disk takes what fits.
        if (code === 'ENOSPC') appendFileSync(file, bytes?.subarray(0, 7) ?? '')
        throw systemError(code, file)
      }
      return go()
    })
    const { data, appender, commit } = start({ files })
    commit(row('features', 'f1'), row('features', 'f2'), row('events', 'e1'))
    const report = await appender.drain()
    expect(report).toMatchObject({ rows: 0, waitingRows: 3, problem: { code: kind } })
    expect(report.problem?.message).toContain(advice)
    failing = false
    expect(await appender.drain()).toMatchObject({ rows: 3, waitingRows: 0, problem: null })
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'f1', 'f2'),
      'events/cad/2026-03-14 events.jsonl': lines('e1'),
    })
  })
})

describe('a file that is held open by Excel', () => {
  it.each(['EBUSY', 'EPERM', 'EACCES'])(
    '(%s) is named and its rows wait in order, the others are written',
    async (code) => {
      let locked = false
      const files = faultyFiles(async (step, file, _bytes, go) => {
        if (locked && step === 'append' && file.endsWith('features.csv')) throw systemError(code, file)
        return go()
      })
      const { data, appender, commit } = start({ files })
      commit(row('features', 'f1'))
      await appender.drain()
      locked = true
      commit(row('features', 'f2'), row('events', 'e1'))
      const report = await appender.drain()
      expect(report).toMatchObject({ rows: 1, waitingRows: 1, problem: null })
      expect(report.lockedFiles).toHaveLength(1)
      expect(report.lockedFiles[0]?.file).toBe(join(data, '2026-03-14 features.csv'))
      expect(report.lockedFiles[0]?.message).toContain('close it')
      commit(row('features', 'f3'))
      expect(await appender.drain()).toMatchObject({ rows: 0, waitingRows: 2 })
      locked = false
      expect(await appender.drain()).toMatchObject({ rows: 2, waitingRows: 0, lockedFiles: [] })
      expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'f1', 'f2', 'f3'))
    },
  )

  it('and cannot even be read waits in the same way', async () => {
    let locked = false
    const files = faultyFiles(async (step, file, _bytes, go) => {
      if (locked && file.endsWith('features.csv') && step !== 'hasFolder') throw systemError('EBUSY', file)
      return go()
    })
    const { data, appender, commit } = start({ files })
    commit(row('features', 'f1'))
    await appender.drain()
    locked = true
    commit(row('features', 'f2'), row('events', 'e1'))
    expect(await appender.drain()).toMatchObject({ rows: 1, waitingRows: 1, problem: null })
    locked = false
    await appender.drain()
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'f1', 'f2'))
  })
})

describe('a full spool', () => {
  const long = 'x'.repeat(98)

  it('gives up users rows, then features rows, the oldest first, and reports how many', async () => {
    let away = true
    const files = faultyFiles(async (step, file, _bytes, go) => {
      if (away && step !== 'hasFolder') throw systemError('EHOSTDOWN', file)
      return go()
    })
    const { data, journal, appender, commit } = start({ files, limitBytes: 1000 })
    commit(row('events', `1${long}`), row('users', `2${long}`, 'solver', NOON - 60), row('features', `3${long}`))
    for (let at = 4; at <= 9; at++) commit(row(at < 6 ? 'users' : 'features', `${at}${long}`, at < 6 ? 'solver' : ''))
    expect(journal.waiting).toEqual({ rows: 9, bytes: 909 })
    expect((await appender.drain()).dropped).toEqual({})

    commit(row('events', `a${long}`))
    expect((await appender.drain()).dropped).toEqual({ users: 1 })
    commit(row('events', `b${long}`), row('events', `c${long}`), row('events', `d${long}`))
    expect((await appender.drain()).dropped).toEqual({ users: 3, features: 1 })
    commit(...Array.from({ length: 20 }, () => row('events', long)))
    expect(await appender.drain()).toMatchObject({ dropped: { users: 3, features: 5 }, waitingRows: 25 })

    away = false
    expect(await appender.drain()).toMatchObject({ rows: 27, waitingRows: 0, dropped: {}, problem: null })
    const text = contents(data)['events/cad/2026-03-14 events.jsonl'] ?? ''
    expect(Object.keys(contents(data))).toEqual(['events/cad/2026-03-14 events.jsonl'])
    expect(decodeEvents(text).rows).toEqual([
      { t: NOON, tag: 'cad', type: 'dropped', kind: 'features', rows: 5, from: NOON, to: NOON },
      { t: NOON, tag: 'cad', type: 'dropped', kind: 'users', rows: 3, from: NOON - 60, to: NOON },
    ])
  })
})

describe('whatever interrupts a drain', () => {
  class Killed extends Error {}

  /** A drain that dies in a step, then a new Seatlog on the same folders, until everything is written. */
  async function afterDeath(
    die: (step: keyof FileAccess, bytes: Buffer | null, file: string) => 'before' | 'after' | number | null,
  ) {
    const home = tempFolder()
    const data = join(home, 'data')
    const files = faultyFiles(async (step, file, bytes, go) => {
      const when = die(step, bytes, file)
      if (when === 'before') throw new Killed()
      if (typeof when === 'number') {
        appendFileSync(file, bytes?.subarray(0, when) ?? '')
        throw new Killed()
      }
      const result = await go()
      if (when === 'after') throw new Killed()
      return result
    })
    const first = seatlog({ home, data })
    await first.leases.acquire('cad', 60)
    first.commit(row('features', 'f1'), row('events', 'e1'))
    await first.appender.drain()
    first.journal.close()

    const dying = seatlog({ home, data, files, leases: ALWAYS_HELD })
    dying.commit(
      row('features', 'f2'),
      row('features', 'f3'),
      row('events', 'e2'),
      row('users', 'u1', 'solver'),
      row('users', 'ü2', 'solver'),
      row('checkouts', 'c1'),
      row('checkouts', 'ç2'),
      row('denials', 'd1'),
      row('capacity', 'p1'),
    )
    const killed = await dying.appender.drain().then(
      () => false,
      (error: unknown) => error instanceof Killed || Promise.reject(error),
    )
    dying.journal.close()

    const next = seatlog({ home, data, leases: ALWAYS_HELD })
    const report = await next.appender.drain()
    next.journal.close()
    expect(report).toMatchObject({ waitingRows: 0, problem: null })
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': lines(FEATURES_HEADER, 'f1', 'f2', 'f3'),
      '2026-03-14 solver users.csv': lines(USERS_HEADER, 'u1', 'ü2'),
      'capacity/cad/2026.03.14.cap': lines(CAPACITY_HEADER, 'p1'),
      'checkouts/cad/2026.03.14.chk': lines(CHECKOUTS_HEADER, 'c1', 'ç2'),
      'checkouts/cad/2026.03.14.den': lines('d1'),
      'events/cad/2026-03-14 events.jsonl': lines('e1', 'e2'),
    })
    return killed
  }

  it('before or after any of its steps, no row is lost and none is doubled', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let fatal = 0, killed = true; killed; fatal++) {
        let step = 0
        killed = await afterDeath(() => (step++ === fatal ? when : null))
        // Reads root.json, looks at six files, makes two folders for three of them, appends to six.
        if (!killed) expect(fatal).toBe(1 + 6 + 3 * 2 + 6)
      }
    }
  })

  it('again and again, at random steps and bytes, no row is lost and none is doubled', async () => {
    const home = tempFolder()
    const data = join(home, 'data')
    let now = NOON
    const random = generator(20260314)
    let steps = -1
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (steps-- !== 0) return go()
      const choice = random(3)
      if (choice === 0) throw new Killed()
      if (choice === 1 && step === 'append' && bytes !== null)
        appendFileSync(file, bytes.subarray(0, random(bytes.length + 1)))
      else await go()
      throw new Killed()
    })
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD, clock: () => now })
    await appender.drain()
    let deaths = 0
    let number = 0
    for (let round = 0; round < 200; round++) {
      const kinds = ['features', 'users', 'events', 'checkouts', 'denials', 'capacity'] as const
      commit(...kinds.map((kind) => row(kind, `row ${++number}`)))
      now += random(DAY / 8)
      steps = random(12)
      deaths += await appender.drain().then(
        () => 0,
        (error: unknown) => (error instanceof Killed ? 1 : Promise.reject(error)),
      )
    }
    steps = -1
    expect(await appender.drain()).toMatchObject({ waitingRows: 0, problem: null })
    expect(deaths).toBeGreaterThan(60)
    const written = Object.values(contents(data)).flatMap((text) => text.match(/^row \d+(?=\n)/gm) ?? [])
    expect(written).toHaveLength(number)
    expect(new Set(written).size).toBe(number)
  })

  it('after any number of bytes of a write, no row is lost and none is doubled', async () => {
    // The file is new, so that header and rows are in the write.
    const home = tempFolder()
    const texts = ['a,1', 'ü,"2"', '', 'a,1']
    const whole = Buffer.byteLength(lines(FEATURES_HEADER, ...texts))
    let limit: number | null = null
    let now = NOON
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (step !== 'append' || limit === null) return go()
      appendFileSync(file, bytes?.subarray(0, limit) ?? '')
      throw new Killed()
    })
    const data = join(home, 'data')
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD, clock: () => now })
    for (let bytes = 0; bytes <= whole; bytes++) {
      now += DAY
      limit = bytes
      commit(...texts.map((text) => row('features', text)))
      await expect(appender.drain()).rejects.toThrow(Killed)
      limit = null
      expect(await appender.drain()).toMatchObject({ waitingRows: 0, problem: null })
    }
    const written = Object.values(contents(data))
    expect(written).toHaveLength(whole + 1)
    expect(new Set(written)).toEqual(new Set([lines(FEATURES_HEADER, ...texts)]))
  })

  it('and a night, the rows that did not land go to the new day, and the old file is not touched', async () => {
    const home = tempFolder()
    const data = join(home, 'data')
    let now = NOON
    let kill = true
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (step !== 'append' || !kill) return go()
      appendFileSync(file, bytes?.subarray(0, Buffer.byteLength(lines(FEATURES_HEADER, 'f1')) + 1) ?? '')
      throw new Killed()
    })
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD, clock: () => now })
    commit(row('features', 'f1'), row('features', 'f2'))
    await expect(appender.drain()).rejects.toThrow(Killed)
    kill = false
    now += DAY
    await appender.drain()
    expect(contents(data)).toEqual({
      '2026-03-14 features.csv': `${lines(FEATURES_HEADER, 'f1')}f`,
      '2026-03-15 features.csv': lines(FEATURES_HEADER, 'f2'),
    })
  })

  it('and another Seatlog that went on writing the file, whole lines of ours are known again', async () => {
    const home = tempFolder()
    const data = join(home, 'data')
    let kill = true
    const files = faultyFiles(async (step, file, bytes, go) => {
      if (step !== 'append' || !kill) return go()
      appendFileSync(file, bytes?.subarray(0, Buffer.byteLength(lines(FEATURES_HEADER, 'f1'))) ?? '')
      throw new Killed()
    })
    const { appender, commit } = seatlog({ home, data, files, leases: ALWAYS_HELD })
    commit(row('features', 'f1'), row('features', 'f2'))
    await expect(appender.drain()).rejects.toThrow(Killed)
    appendFileSync(join(data, '2026-03-14 features.csv'), 'another\n')
    kill = false
    expect(await appender.drain()).toMatchObject({ rows: 2, waitingRows: 0 })
    expect(contents(data)['2026-03-14 features.csv']).toBe(lines(FEATURES_HEADER, 'f1', 'another', 'f2'))
  })
})

/** Whole numbers below a limit, the same at every run. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
