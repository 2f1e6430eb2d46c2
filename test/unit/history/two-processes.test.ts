import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { newestIndex } from '../../../main/history/index-files.ts'
import { createIndexer, type Indexer } from '../../../main/history/indexer.ts'
import { takeLock } from '../../../main/history/lock.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'
import { rebuild } from '../../../main/history/rebuild.ts'

const NOON = Date.UTC(2026, 2, 2, 11) / 1000
const CHECKOUT = {
  ...{ tag: 'cad', feature: 'solver', account: '', user: 'mlindqvist', host: 'ws1', handle: '1', display: '' },
  ...{ version: '2.0', seats: 2, pid: 0, requestAt: NOON - 7200, checkoutAt: NOON - 7200, checkinAt: NOON - 1800 },
}

/** A data folder whose index another process keeps: `other` builds it anew, `open` is the process that comes second. */
function keptElsewhere() {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-second-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const place: IndexPlace = {
    ...{ dataFolder: join(folder, 'data'), archiveFolders: [], tags: ['cad'], keepDays: {}, anyBasis: false },
    folder: join(folder, 'history'),
    basis: { zones: { '': 'Europe/Berlin' }, workingHours: {}, denials: {} },
  }
  mkdirSync(join(place.dataFolder, 'checkouts', 'cad'), { recursive: true })
  const lock = takeLock(place.folder)
  const end = (): void => lock?.release()
  onTestFinished(end)
  return {
    place,
    end,
    add(user: string): void {
      const file = join(place.dataFolder, 'checkouts', 'cad', '2026.03.02.chk')
      writeFileSync(file, `${encodeCheckout({ ...CHECKOUT, user })}\n`, { flag: 'a' })
    },
    async other(): Promise<void> {
      const parts = { place, files: realFiles, anyway: false, told: () => undefined, isCancelled: () => false }
      expect(await rebuild(parts)).toEqual({ state: 'rebuilt' })
    },
    open(): Indexer {
      const clock = () => NOON
      const indexer = createIndexer({
        ...{ place, files: realFiles, takeLock: () => takeLock(place.folder), clock, told: () => undefined },
      })
      onTestFinished(() => indexer.close())
      expect([indexer.canWrite, indexer.wantsRebuild()]).toEqual([false, false])
      return indexer
    },
  }
}

const toldBy = (indexer: Indexer) => [indexer.status().problem, indexer.status().checkouts]

describe('an index that another process keeps', () => {
  it('is followed when it is built anew', async () => {
    const { add, other, open } = keptElsewhere()
    add('mlindqvist')
    await other()
    const second = open()
    expect(toldBy(second)).toEqual([null, 1])
    add('tokafor')
    await other()
    await second.read('recent')
    expect(toldBy(second)).toEqual([null, 2])
  })

  it('is kept on when that process has ended', async () => {
    const { add, other, open, end } = keptElsewhere()
    add('mlindqvist')
    await other()
    const second = open()
    end()
    add('tokafor')
    await second.read('all')
    expect(second.canWrite).toBe(true)
    expect(toldBy(second)).toEqual([null, 2])
  })

  it('is built here when that process has ended without one', async () => {
    const { add, open, end } = keptElsewhere()
    add('mlindqvist')
    const second = open()
    end()
    await second.read('all')
    expect([second.canWrite, second.wantsRebuild(), second.status().problem]).toEqual([true, true, null])
  })

  it('is waited for where there is none yet, and says so', async () => {
    const { add, other, open } = keptElsewhere()
    const second = open()
    expect(toldBy(second)).toEqual([
      'Another Seatlog of this user builds the history: it appears here when that is done.',
      0,
    ])
    add('mlindqvist')
    await other()
    await second.read('recent')
    expect(toldBy(second)).toEqual([null, 1])
  })

  it('is left alone where it is of another version, and says so', async () => {
    const { place, other, open } = keptElsewhere()
    await other()
    const file = newestIndex(place.folder) ?? ''
    const db = new DatabaseSync(file)
    db.exec('PRAGMA user_version = 999')
    db.close()
    expect(toldBy(open())).toEqual([
      'Another Seatlog of this user keeps the history in a form that this version cannot read: bring both to the same version.',
      0,
    ])
    expect(newestIndex(place.folder)).toBe(file)
  })
})
