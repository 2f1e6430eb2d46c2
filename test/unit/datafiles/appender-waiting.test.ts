import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeEvents } from '../../../main/datafiles/events.ts'
import { FEATURES_HEADER } from '../../../main/datafiles/features-csv.ts'
import {
  ALWAYS_HELD,
  contents,
  DAY,
  faultyFiles,
  lines,
  NOON,
  row,
  seatlog,
  start,
  systemError,
  tempFolder,
} from './workshop.ts'

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

  it.each(['tail', 'append'] as const)(
    'goes away before a step (%s) that meets an empty one, no row goes with it',
    async (before) => {
      let goes = false
      const files = faultyFiles(async (step, _file, _bytes, go) => {
        if (goes && step === before) {
          goes = false
          renameSync(data, join(home, 'elsewhere'))
          mkdirSync(data)
        }
        return go()
      })
      const { home, data, appender, commit } = start({ files })
      commit(row('features', 'f1'), row('events', 'e1'))
      await appender.drain()
      commit(row('features', 'f2'), row('events', 'e2'))
      goes = true
      expect(await appender.drain()).toMatchObject({ rows: 0, waitingRows: 2, problem: { code: 'away' } })

      rmSync(data, { recursive: true })
      renameSync(join(home, 'elsewhere'), data)
      expect(await appender.drain()).toMatchObject({ rows: 2, waitingRows: 0, problem: null })
      expect(contents(data)).toEqual({
        '2026-03-14 features.csv': lines(FEATURES_HEADER, 'f1', 'f2'),
        'events/cad/2026-03-14 events.jsonl': lines('e1', 'e2'),
      })
    },
  )

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
