import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { encodeEvent } from '../../../main/datafiles/events.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { writeOpen } from '../../../main/datafiles/open-jsonl.ts'
import { forgetInIndex } from '../../../main/history/forget-rows.ts'
import { newestIndex } from '../../../main/history/index-files.ts'
import { createIndexer, type Indexer } from '../../../main/history/indexer.ts'
import { takeLock } from '../../../main/history/lock.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'
import { rebuild } from '../../../main/history/rebuild.ts'

const NOON = Date.UTC(2026, 2, 2, 11) / 1000
const DAY = 86_400
const NO_GROUPS = { groups: [], problem: null }

interface Site {
  readonly data: string
  readonly place: IndexPlace
  write(path: string, text: string): void
  /** Builds what is there, and opens it. */
  open(change?: Partial<IndexPlace>): Promise<Indexer>
}

function site(): Site {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-indexer-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  const place: IndexPlace = {
    dataFolder: data,
    archiveFolders: [],
    tags: ['cad'],
    keepDays: {},
    folder: join(folder, 'history'),
    basis: { zones: { '': 'Europe/Berlin' }, workingHours: {}, denials: {} },
    anyBasis: false,
  }
  mkdirSync(join(data, 'state'), { recursive: true })
  mkdirSync(place.folder)
  return {
    data,
    place,
    write(path, text) {
      mkdirSync(join(data, path, '..'), { recursive: true })
      writeFileSync(join(data, path), text, { flag: 'a' })
    },
    async open(change = {}) {
      const own = { ...place, ...change }
      if (newestIndex(own.folder) === null) {
        const parts = { place: own, files: realFiles, anyway: false, told: () => undefined, isCancelled: () => false }
        expect(await rebuild(parts)).toEqual({ state: 'rebuilt' })
      }
      const lock = takeLock(own.folder)
      const indexer = createIndexer({
        place: own,
        files: realFiles,
        takeLock: () => lock,
        clock: () => NOON + 3600,
        told: () => undefined,
      })
      onTestFinished(() => indexer.close())
      return indexer
    },
  }
}

const open = {
  tag: 'cad',
  daemon: 'simd',
  feature: 'solver',
  account: '',
  user: 'mlindqvist',
  host: 'ws1',
  handle: '1',
  display: '',
  version: '2.0',
  seats: 2,
  pid: 0,
  requestAt: NOON - 7200,
  checkoutAt: NOON - 7200,
  seenAt: NOON,
}
const { daemon: _daemon, seenAt: _seenAt, ...held } = open
const finished = { ...held, checkinAt: NOON - 1800 }
const FILE = 'checkouts/cad/2026.03.02.chk'
const asked = { tags: ['cad'], feature: 'solver', working: false, from: NOON - DAY, to: NOON + DAY }

describe('the index at work', () => {
  it('lays open checkouts over the record up to the last complete poll, and lets the file’s row take their place', async () => {
    const { data, write, open: start } = site()
    write(FILE, `${encodeCheckout({ ...finished, user: 'kpetrov', checkinAt: NOON - 7000 })}\n`)
    await writeOpen(realFiles, data, 'cad', { asOf: NOON, rows: [open] })
    const indexer = await start()
    await indexer.read('all')
    expect(indexer.ask('usage', asked, NO_GROUPS).totals).toMatchObject({
      peak: 4,
      checkouts: 2,
      seatHours: 4 + 400 / 3600,
    })
    const person = { kind: 'user', name: 'mlindqvist', working: false, from: NOON - DAY, to: NOON + DAY } as const
    expect(indexer.ask('person', person, NO_GROUPS).checkouts.map((row) => row.in)).toEqual([null])

    write(FILE, `${encodeCheckout({ ...finished, checkinAt: NOON - 90 })}\n`)
    await indexer.read('recent')
    expect(indexer.ask('person', person, NO_GROUPS).checkouts.map((row) => row.in)).toEqual([NOON - 90])
    expect(indexer.ask('usage', asked, NO_GROUPS).totals).toMatchObject({
      checkouts: 2,
      seatHours: 4 - 180 / 3600 + 400 / 3600,
    })

    await writeOpen(realFiles, data, 'cad', {
      asOf: NOON + 60,
      rows: [{ ...open, seenAt: NOON + 60, checkoutAt: NOON + 30 }],
    })
    await indexer.read('recent')
    expect(indexer.ask('person', person, NO_GROUPS).checkouts).toHaveLength(2)
  })

  it('takes no row for an open checkout’s end that the same holder gave back before', async () => {
    const { data, write, open: start } = site()
    const indexer = await start()
    await indexer.read('all')
    write(FILE, `${encodeCheckout({ ...finished, checkinAt: NOON - 600 })}\n`)
    const again = { ...open, checkoutAt: NOON - 60, requestAt: NOON - 60 }
    await writeOpen(realFiles, data, 'cad', { asOf: NOON, rows: [again] })
    await indexer.read('recent')
    const person = { kind: 'user', name: 'mlindqvist', working: false, from: NOON - DAY, to: NOON + DAY } as const
    expect(indexer.ask('person', person, NO_GROUPS).checkouts.map((row) => row.in)).toEqual([null, NOON - 600])
  })

  it('reads the files of one tag alone, and keeps what it knows of the others', async () => {
    const { data, write, open: start } = site()
    const indexer = await start({ tags: ['cad', 'eda'] })
    await writeOpen(realFiles, data, 'eda', { asOf: NOON, rows: [{ ...open, tag: 'eda', user: 'kpetrov' }] })
    await indexer.read('all')
    await writeOpen(realFiles, data, 'cad', { asOf: NOON, rows: [open] })
    for (const tag of ['cad', 'eda'])
      write(`checkouts/${tag}/2026.03.02.chk`, `${encodeCheckout({ ...finished, tag, user: 'rhea', host: 'ws2' })}\n`)
    await indexer.read(['cad'])
    const rowsOf = (name: string): number => {
      const span = { working: false, from: NOON - DAY, to: NOON + DAY }
      return indexer.ask('person', { kind: 'user', name, ...span }, NO_GROUPS).checkouts.length
    }
    expect(['mlindqvist', 'rhea', 'kpetrov'].map(rowsOf)).toEqual([1, 1, 1])
    await indexer.read('recent')
    expect(rowsOf('rhea')).toBe(2)
  })

  it('knows at the first question whom only an open checkout tells of', async () => {
    const { data, open: start } = site()
    await writeOpen(realFiles, data, 'cad', { asOf: NOON, rows: [open] })
    const indexer = await start()
    await indexer.read('all')
    const { user } = open
    const person = { kind: 'user', name: user, working: false, from: NOON - DAY, to: NOON + DAY } as const
    expect(indexer.ask('person', person, NO_GROUPS).checkoutCount).toBe(1)
  })

  it('looks for new rows in the files of each server’s own day', async () => {
    const { place, write, open: start } = site()
    const basis = { ...place.basis, zones: { '': 'Europe/Berlin', far: 'Pacific/Auckland' } }
    const indexer = await start({ tags: ['cad', 'far'], basis })
    await indexer.read('all')
    write(FILE, `${encodeCheckout(finished)}\n`)
    write('checkouts/far/2026.03.03.chk', `${encodeCheckout({ ...finished, tag: 'far', user: 'rhea' })}\n`)
    await indexer.read('recent')
    expect(indexer.status().checkouts).toBe(2)
  })

  it('is read by a second process while one keeps it, and shows it what is new', async () => {
    const { write, open: start } = site()
    write(FILE, `${encodeCheckout(finished)}\n`)
    const keeper = await start()
    const reader = await start()
    expect([keeper.canWrite, reader.canWrite, reader.wantsRebuild()]).toEqual([true, false, false])
    await keeper.read('all')
    await reader.read('all')
    expect(reader.ask('usage', asked, NO_GROUPS).totals.checkouts).toBe(1)
    write(FILE, `${encodeCheckout({ ...finished, user: 'newcomer' })}\n`)
    await keeper.read('recent')
    expect(reader.ask('users', asked, NO_GROUPS).users.map(({ user }) => user)).toEqual(['mlindqvist', 'newcomer'])
  })

  it('is wanted anew when it is none, or counted by other settings, unless any will do', async () => {
    const { write, open: start, place } = site()
    write(FILE, `${encodeCheckout(finished)}\n`)
    const basis = { ...place.basis, denials: { windowSeconds: 60 } }
    for (const [change, wanted] of [
      [{}, false],
      [{ basis }, true],
      [{ basis, anyBasis: true }, false],
    ] as const) {
      const indexer = await start(change)
      expect(indexer.wantsRebuild()).toBe(wanted)
      indexer.close()
    }
    writeFileSync(newestIndex(place.folder) ?? '', 'this is no database')
    const indexer = createIndexer({
      place,
      files: realFiles,
      takeLock: () => takeLock(place.folder),
      clock: () => NOON,
      told: () => undefined,
    })
    onTestFinished(() => indexer.close())
    expect([indexer.wantsRebuild(), newestIndex(place.folder)]).toEqual([true, null])
  })

  it('keeps what files told that are gone, and lets a rebuild say so, but for files that keepDays has deleted', async () => {
    const { data, write, open: start, place } = site()
    write(FILE, `${encodeCheckout(finished)}\n`)
    const keeper = await start()
    rmSync(join(data, FILE))
    await keeper.read('all')
    expect(keeper.status().missing).toEqual([FILE])
    expect(keeper.ask('usage', asked, NO_GROUPS).totals.checkouts).toBe(1)
    const parts = { place, files: realFiles, told: () => undefined, isCancelled: () => false }
    expect(await rebuild({ ...parts, anyway: false })).toEqual({ state: 'missing', files: [FILE] })
    keeper.close()

    const later = createIndexer({
      place: { ...place, keepDays: { checkouts: 30 } },
      files: realFiles,
      takeLock: () => takeLock(place.folder),
      clock: () => NOON + 40 * DAY,
      told: () => undefined,
    })
    onTestFinished(() => later.close())
    await later.read('all')
    expect(later.status()).toMatchObject({ checkouts: 0, missing: [] })
    expect(later.ask('names', { text: 'mlind' }, NO_GROUPS).users).toEqual([])
  })

  it('begins the record, as a rebuild does, with the first logger that the events which keepDays leaves tell of', async () => {
    const { data, write, open: start, place } = site()
    const begins = [NOON - 3 * DAY, NOON - DAY].map((t) => {
      const file = `events/cad/${new Date(t * 1000).toISOString().slice(0, 10)} events.jsonl`
      const logging = { type: 'logging', folder: '', zone: 'Europe/Berlin', interval: 60, recordInterval: 300 } as const
      write(file, `${encodeEvent({ t, tag: 'cad', ...logging, names: 'names' })}\n`)
      return { file, t }
    })
    write(FILE, `${encodeCheckout(finished)}\n`)
    const keepDays = { events: 1 }
    const keeper = await start({ keepDays })
    await keeper.read('all')
    expect(keeper.status().record?.from).toBe(begins[0]?.t)
    rmSync(join(data, begins[0]?.file ?? ''))
    await keeper.read('all')
    const after = keeper.status().record
    expect(after?.from).toBe(begins[1]?.t)
    keeper.close()
    rmSync(newestIndex(place.folder) ?? '')
    const anew = await start({ keepDays })
    await anew.read('all')
    expect(after).toEqual(anew.status().record)
  })

  it('forgets a person, also what files told that are gone, and leaves no name behind', async () => {
    const { data, write, open: start, place } = site()
    write(FILE, `${encodeCheckout(finished)}\n${encodeCheckout({ ...finished, user: 'kpetrov' })}\n`)
    const keeper = await start()
    await keeper.read('all')
    expect(forgetInIndex(place.folder, (user) => user === 'mlindqvist')).toEqual({ state: 'busy' })
    keeper.close()
    rmSync(join(data, FILE))
    expect(forgetInIndex(place.folder, (user) => user === 'mlindqvist')).toEqual({ state: 'done', rows: 1 })
    const after = await start()
    expect(after.ask('usage', asked, NO_GROUPS).totals).toMatchObject({ checkouts: 1, users: 1, peak: 2 })
    after.close()
    const bytes = readdirSync(place.folder).map((name) => readFileSync(join(place.folder, name), 'latin1'))
    expect(bytes.some((text) => text.includes('kpetrov'))).toBe(true)
    expect(bytes.some((text) => text.includes('mlindqvist'))).toBe(false)
  })
})
