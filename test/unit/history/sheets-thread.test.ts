import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { encodeDenial } from '../../../main/datafiles/denials-den.ts'
import { encodeEvent } from '../../../main/datafiles/events.ts'
import { createIndex, openIndex } from '../../../main/history/database.ts'
import { indexParts } from '../../../main/history/index-parts.ts'
import { ingest } from '../../../main/history/ingest.ts'
import { startSheets } from '../../../main/history/sheets-thread.ts'
import { BASIS, MemoryFolder, memoryFiles } from './workshop.ts'

const NOON = Date.UTC(2026, 2, 31, 10) / 1000
const DAY = 86_400

const checkout = (feature: string, user: string, out: number) =>
  encodeCheckout({
    ...{ tag: 'cad', feature, account: '', user, host: `ws-${user}`, handle: '1', display: '', version: '2.0' },
    ...{ seats: 2, pid: 0, requestAt: out, checkoutAt: out, checkinAt: out + 5400 },
  })
const denied = (user: string, at: number) =>
  encodeDenial({ at, tag: 'cad', feature: 'mesher', account: '', user, host: `ws-${user}`, seats: 1 })
const logging = { tag: 'cad', type: 'logging', folder: '', interval: 60, recordInterval: 300, names: 'names' } as const

/** Two days of two months in another zone than the settings', with a feature and a user that only the second knows. */
const FILES = {
  'events/cad/2026-03-31 events.jsonl': `${encodeEvent({ ...logging, t: NOON, zone: 'Asia/Kolkata' })}\n`,
  'checkouts/cad/2026.03.31.chk': `${checkout('solver', 'mlindqvist', NOON)}\n${checkout('mesher', 'tokafor', NOON)}\n`,
  'checkouts/cad/2026.03.31.den': `${denied('tokafor', NOON - 20)}\n`,
  'checkouts/cad/2026.04.01.chk': `${checkout('viewer', 'aberg', NOON + DAY)}\n${checkout('solver', 'mlindqvist', NOON + DAY)}\n`,
  'checkouts/cad/2026.04.01.den': `${denied('aberg', NOON + DAY)}\n`,
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-sheets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every row of every table, after the files were read and put in, by a thread from so many words on. */
async function tablesBuilt(enough: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = newFolder()
  const [file, read] = [join(folder, 'new.sqlite'), join(folder, 'read.sqlite')]
  const sheets = startSheets({ file, basis: BASIS }, enough)
  onTestFinished(() => sheets.end())
  const reading = createIndex(read)
  const index = indexParts(reading, BASIS)
  await ingest({
    index,
    files: memoryFiles({ '/data': MemoryFolder.of(FILES) }),
    folders: [{ path: '/data', rootTag: null }],
    sink: { most: 1_000_000, put: (gathered) => sheets.put(index, gathered) },
    told: () => undefined,
    isCancelled: () => false,
  })
  reading.close()
  await sheets.finish(read)
  const db = openIndex(file, true)
  if (db === null) throw new Error('no index')
  const names = db.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
  const tables = new Map(
    names.map(({ name }) => [name, db.all(`SELECT * FROM ${name}`).map((row) => JSON.stringify(row))]),
  )
  db.close()
  return tables
}

describe('the thread that puts rows in', () => {
  it('makes the same index as its caller does where there are few rows', async () => {
    const [own, caller] = [await tablesBuilt(0), await tablesBuilt(1_000_000)]
    const counts = [
      'feature',
      'user',
      'source',
      'feature_sheet',
      'user_sheet',
      'user_denials',
      'usage_month',
      'usage_day',
    ]
    expect(counts.map((table) => own.get(table)?.length)).toEqual([3, 3, 5, 4, 4, 2, 2, 4])
    expect(own).toEqual(caller)
  }, 20_000)

  it('tells whoever puts rows in that they could not be', async () => {
    const index = indexParts(createIndex(join(newFolder(), 'read.sqlite')), BASIS)
    const sheets = startSheets({ file: join(newFolder(), 'gone', 'new.sqlite'), basis: BASIS }, 0)
    onTestFinished(() => sheets.end())
    const gathered = { checkouts: null, denials: new Uint32Array(0) }
    await sheets.put(index, gathered)
    await expect(sheets.put(index, { ...gathered, denials: new Uint32Array(0) })).rejects.toThrow('unable to open')
  }, 20_000)
})
