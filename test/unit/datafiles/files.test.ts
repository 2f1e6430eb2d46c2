import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { guardFiles } from '../../../main/datafiles/guarded-files.ts'
import { openJournal } from '../../../main/datafiles/journal.ts'
import { journalFile } from '../../../main/datafiles/journal-database.ts'
import { type NowFile, readNow, writeNow } from '../../../main/datafiles/now-json.ts'
import { type OpenCheckoutRow, readOpen, writeOpen } from '../../../main/datafiles/open-jsonl.ts'
import { ALWAYS_HELD, faultyFiles, journalAt, NOON, row, seatlog, systemError, tempFolder, ZONE } from './workshop.ts'

it('a new file that finds no room is not left behind empty: a lock that stays is waited for', async () => {
  const file = join(tempFolder(), 'cad.lock')
  const other = await open(`${file}.other`, 'w')
  const write = vi.spyOn(Object.getPrototypeOf(other), 'write')
  await other.close()
  write.mockRejectedValueOnce(systemError('ENOSPC', file))
  await expect(realFiles.create(file, 'mine')).rejects.toMatchObject({ code: 'ENOSPC' })
  write.mockRestore()
  expect(await realFiles.create(file, 'mine')).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('mine')
})

describe('now.json', () => {
  const now: NowFile<{ used: number }> = {
    tag: 'cad',
    writtenAt: NOON,
    writer: { owner: 'o', host: 'cad-a', version: '0.1.0' },
    intervalSeconds: 60,
    live: { used: 7 },
  }

  it('is read as it was written, and replaced whole', async () => {
    const data = tempFolder()
    mkdirSync(join(data, 'state'))
    expect(await writeNow(realFiles, data, now)).toEqual({ ok: true, value: null })
    expect(await writeNow(realFiles, data, { ...now, live: { used: 8 } })).toEqual({ ok: true, value: null })
    expect(await readNow(realFiles, data, 'cad')).toEqual({ ok: true, value: { ...now, live: { used: 8 } } })
    expect(readdirSync(join(data, 'state'))).toEqual(['cad.now.json'])
  })

  it.each([
    ['', 'damaged'],
    ['{"format":1,"tag":"cad","writ', 'damaged'],
    ['[]', 'damaged'],
    [JSON.stringify({ format: 2, ...now, live: undefined }), 'damaged'],
    [JSON.stringify({ format: 1, ...now }), 'another version'],
  ])('that holds %j cannot be read', async (text, reason) => {
    const data = tempFolder()
    mkdirSync(join(data, 'state'))
    writeFileSync(join(data, 'state/cad.now.json'), text)
    const read = await readNow(realFiles, data, 'cad')
    expect(read).toMatchObject({ ok: false, code: 'cannot-read', message: expect.stringContaining(reason) })
  })

  it('needs no right to write for being read', async () => {
    const data = tempFolder()
    mkdirSync(join(data, 'state'))
    await writeNow(realFiles, data, now)
    const readOnly = faultyFiles(async (step, file, _bytes, go) => {
      if (step !== 'readText') throw systemError('EROFS', file)
      return go()
    })
    expect(await readNow(readOnly, data, 'cad')).toMatchObject({ ok: true })
    expect(await writeNow(readOnly, data, now)).toMatchObject({ ok: false, code: 'cannot-write' })
  })

  it('that is not there is not found, and its folder is never created', async () => {
    const data = join(tempFolder(), 'data')
    expect(await readNow(realFiles, data, 'cad')).toMatchObject({ ok: false, code: 'not-found' })
    expect(await writeNow(realFiles, data, now)).toMatchObject({ ok: false, code: 'cannot-write' })
    expect(readdirSync(join(data, '..'))).toEqual([])
  })
})

describe('open.jsonl', () => {
  const open: OpenCheckoutRow = {
    tag: 'cad',
    daemon: 'simd',
    feature: 'solver',
    account: '',
    user: 'mwenger',
    host: 'WS-0417',
    handle: '4201',
    display: ':0\t"ü"\n',
    version: '2.0',
    seats: 2,
    pid: 0,
    requestAt: NOON - 30,
    checkoutAt: NOON,
    seenAt: NOON + 60,
  }

  it('is read as it was written, and replaced whole', async () => {
    const data = tempFolder()
    mkdirSync(join(data, 'state'))
    expect(
      await writeOpen(realFiles, data, 'cad', { asOf: NOON + 60, rows: [open, { ...open, checkinAt: NOON + 70 }] }),
    ).toEqual({ ok: true, value: null })
    expect(await readOpen(realFiles, data, 'cad')).toEqual({
      ok: true,
      value: { asOf: NOON + 60, rows: [open, { ...open, checkinAt: NOON + 70 }], skipped: [] },
    })
    expect(await writeOpen(realFiles, data, 'cad', { asOf: 0, rows: [] })).toEqual({ ok: true, value: null })
    expect(await readOpen(realFiles, data, 'cad')).toEqual({ ok: true, value: { asOf: 0, rows: [], skipped: [] } })
    expect(readdirSync(join(data, 'state'))).toEqual(['cad.open.jsonl'])
  })

  it('tells which of its lines are no checkout', async () => {
    const data = tempFolder()
    mkdirSync(join(data, 'state'))
    writeFileSync(join(data, 'state/cad.open.jsonl'), `{"tag":"cad"}\r\n${JSON.stringify(open)}\r\nhello\r\n{"ta`)
    const read = await readOpen(realFiles, data, 'cad')
    expect(read.ok ? read.value.rows : null).toEqual([open])
    expect(read.ok ? read.value.skipped.map(({ line }) => line) : null).toEqual([1, 3])
  })

  it('that is not there is not found, and its folder is never created', async () => {
    const data = join(tempFolder(), 'data')
    expect(await readOpen(realFiles, data, 'cad')).toMatchObject({ ok: false, code: 'not-found' })
    expect(await writeOpen(realFiles, data, 'cad', { asOf: NOON, rows: [open] })).toMatchObject({
      ok: false,
      code: 'cannot-write',
    })
  })
})

describe('a share that hangs', () => {
  it('fails every step in time, starts none behind the hanging one, and works again when that one ends', async () => {
    const folder = tempFolder()
    let started = 0
    let release = () => {}
    const hang = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = faultyFiles(async (step, _file, _bytes, go) => {
      started++
      if (step === 'append') await hang
      return go()
    })
    const files = guardFiles(slow, 30)
    const file = join(folder, 'x')
    const steps = [files.append(file, Buffer.from('a\n')), files.readText(file)]
    for (const step of steps) await expect(step).rejects.toMatchObject({ code: 'ETIMEDOUT', path: file })
    await expect(files.tail(file, 1)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    expect(started).toBe(1)
    release()
    await wait(20)
    expect(await files.readText(file)).toBe('a\n')
    expect(started).toBe(2)
  })

  it('gets late rows once', async () => {
    const home = tempFolder()
    let release = () => {}
    const hang = new Promise<void>((resolve) => {
      release = resolve
    })
    let appends = 0
    const slow = faultyFiles(async (step, _file, _bytes, go) => {
      if (step === 'append' && ++appends === 1) await hang
      return go()
    })
    const data = join(home, 'data')
    const { appender, commit } = seatlog({ home, data, files: guardFiles(slow, 100), leases: ALWAYS_HELD })
    commit(row('events', 'e1'))
    expect((await appender.drain()).problem?.code).toBe('away')
    expect((await appender.drain()).problem?.code).toBe('away')
    release()
    await wait(50)
    expect(await appender.drain()).toMatchObject({ rows: 1, waitingRows: 0, problem: null })
    expect(readFileSync(join(data, 'events/cad/2026-03-14 events.jsonl'), 'utf8')).toBe('e1\n')
  })
})

describe('the journal', () => {
  it('keeps rows and state together over a restart', () => {
    const home = tempFolder()
    const file = join(home, 'local', 'journal.sqlite')
    const first = journalAt(file)
    expect(first.commit('cad', ZONE, [row('events', 'e1')], { last: { used: 7 }, gone: 1 })).toEqual({ ok: true })
    expect(first.commit('cad', ZONE, [], { gone: null })).toEqual({ ok: true })
    first.close()
    const second = journalAt(file)
    expect(second.owner).toBe(first.owner)
    expect(second.state('cad', 'last')).toEqual({ used: 7 })
    expect(second.state('cad', 'gone')).toBeNull()
    expect(second.state('eda', 'last')).toBeNull()
    expect(second.waiting).toEqual({ rows: 1, bytes: 4 })
  })

  it('stores neither rows nor state when one of them cannot be', () => {
    const journal = journalAt(join(tempFolder(), 'journal.sqlite'))
    const broken = {
      toJSON: () => {
        throw new RangeError('no JSON')
      },
    }
    expect(() => journal.commit('cad', ZONE, [row('events', 'e1')], { a: 1, broken })).toThrow(RangeError)
    expect(journal.waiting).toEqual({ rows: 0, bytes: 0 })
    expect(journal.groups()).toEqual([])
    expect(journal.state('cad', 'a')).toBeNull()
  })

  it('that is damaged somewhere in the middle is put aside and begun anew', () => {
    const file = join(tempFolder(), 'journal.sqlite')
    const first = openJournal(file)
    if (!first.ok) throw new Error(first.message)
    first.journal.commit(
      'cad',
      'UTC',
      Array.from({ length: 2000 }, (_, at) => row('features', `row ${at}`)),
    )
    first.journal.close()
    const bytes = readFileSync(file)
    bytes.fill('?', Math.floor(bytes.length / 3), Math.floor(bytes.length / 2))
    writeFileSync(file, bytes)
    const again = openJournal(file)
    if (!again.ok) throw new Error(again.message)
    expect(again.setAside).toContain('.damaged-')
    expect(again.journal.waiting.rows).toBe(0)
    again.journal.close()
  })

  it('that is damaged is put aside and begun anew', () => {
    const home = tempFolder()
    const file = join(home, 'journal.sqlite')
    writeFileSync(file, 'no database at all, but long enough to look like one '.repeat(100))
    const opened = openJournal(file)
    expect(opened.ok && opened.setAside).toMatch(/journal\.sqlite\.damaged-\d+$/)
    if (opened.ok) opened.journal.close()
    expect(readdirSync(home).filter((name) => name.includes('damaged'))).toHaveLength(1)
  })

  it.each([1, 2])('of version %i goes on with what waits in it', (version) => {
    const file = join(tempFolder(), 'journal.sqlite')
    const journal = journalAt(file)
    expect(journal.commit('cad', ZONE, [{ kind: 'events', name: '', at: NOON, line: 'waits' }])).toEqual({ ok: true })
    journal.close()
    const old = new DatabaseSync(file)
    old.exec(`ALTER TABLE pending ${version === 1 ? 'DROP COLUMN known_since' : 'RENAME COLUMN known_since TO began'}`)
    old.exec(`PRAGMA user_version = ${version}`)
    old.close()
    const again = journalAt(file)
    const row = { kind: 'checkouts', name: '', at: NOON, knownSince: NOON, line: 'new' } as const
    expect(again.commit('cad', ZONE, [row])).toEqual({ ok: true })
    expect(again.waiting.rows).toBe(2)
    again.close()
    expect(journalAt(file).waiting.rows).toBe(2)
  })

  it('of a newer Seatlog is left alone', () => {
    const file = join(tempFolder(), 'journal.sqlite')
    journalAt(file).close()
    const newer = new DatabaseSync(file)
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(openJournal(file)).toMatchObject({ ok: false, code: 'newer' })
  })

  it('whose place is taken by a file instead of a folder cannot be opened', () => {
    const home = tempFolder()
    writeFileSync(join(home, 'local'), '')
    expect(openJournal(join(home, 'local', 'journal.sqlite'))).toMatchObject({ ok: false, code: 'unusable' })
  })

  it('has a file of its own for every data folder', () => {
    expect(journalFile('/local', '/data')).toMatch(/journal-[0-9a-f]{12}\.sqlite$/)
    expect(journalFile('/local', '/data/')).toBe(journalFile('/local', '/data'))
    expect(journalFile('/local', '/data2')).not.toBe(journalFile('/local', '/data'))
  })

  it('is the same by whatever links a data folder is named, whether it is there or not', () => {
    const home = tempFolder()
    const local = join(home, 'local')
    const share = join(home, 'share')
    mkdirSync(share)
    symlinkSync(share, join(home, 'link'))
    symlinkSync('link/data', join(home, 'link-to-data'))
    const file = journalFile(local, join(share, 'data'))
    const names = ['link/data', 'link-to-data', 'link/../share/data/']
    const files = () => names.map((name) => journalFile(local, join(home, name)))
    expect(files()).toEqual([file, file, file])
    mkdirSync(join(share, 'data'))
    expect(files()).toEqual([file, file, file])
    rmSync(share, { recursive: true })
    expect(files()).toEqual([file, file, file])
  })

  it('is the one that was begun by the name of a link, as long as it is there', () => {
    const home = tempFolder()
    mkdirSync(join(home, 'share'))
    const file = journalFile(home, join(home, 'data'))
    writeFileSync(file, '')
    symlinkSync('share', join(home, 'data'))
    expect(journalFile(home, join(home, 'data'))).toBe(file)
    rmSync(file)
    expect(journalFile(home, join(home, 'data'))).toBe(journalFile(home, join(home, 'share')))
  })

  it('has a name also for links that lead nowhere', () => {
    const home = tempFolder()
    symlinkSync('b', join(home, 'a'))
    symlinkSync('a', join(home, 'b'))
    expect(journalFile(home, join(home, 'a', 'data'))).toMatch(/journal-[0-9a-f]{12}\.sqlite$/)
  })
})
