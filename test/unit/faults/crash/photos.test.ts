import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { realFiles } from '../../../../main/datafiles/file-access.ts'
import { photograph } from '../../../faults/crash/photos.ts'
import { temporaryFolder } from '../../../fidelity/scenario.ts'

function folder(): string {
  const made = mkdtempSync(join(temporaryFolder(), 'seatlog-photos-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

it('tells every moment at which a kill leaves something else behind, with each number of bytes of a write', async () => {
  const at = folder()
  writeFileSync(join(at, 'rows'), 'one\n')
  const moments = await photograph(at, realFiles, async (files) => {
    await files.append(join(at, 'rows'), Buffer.from('two\n'))
    await files.makeFolder(join(at, 'state'))
    await files.replace(join(at, 'now'), 'x')
    await files.remove(join(at, 'rows'))
  })
  const found = moments.map((moment) => {
    moment.restore()
    return readdirSync(at, { withFileTypes: true })
      .map((entry) => (entry.isFile() ? `${entry.name}=${readFileSync(join(at, entry.name), 'utf8')}` : entry.name))
      .sort()
  })
  expect(found).toEqual([
    ['rows=one\n'],
    ['rows=one\nt'],
    ['rows=one\ntw'],
    ['rows=one\ntwo'],
    ['rows=one\ntwo\n'],
    ['rows=one\ntwo\n', 'state'],
    ['now.0badcafe.new=', 'rows=one\ntwo\n', 'state'],
    ['now.0badcafe.new=x', 'rows=one\ntwo\n', 'state'],
    ['now=x', 'rows=one\ntwo\n', 'state'],
    ['now=x', 'state'],
  ])
})

it('tells what a database leaves behind before, within and after a transaction', async () => {
  const at = folder()
  mkdirSync(join(at, 'local'))
  const file = join(at, 'local', 'journal.sqlite')
  const moments = await photograph(at, realFiles, async () => {
    const db = new DatabaseSync(file)
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE row(text TEXT)')
    db.exec("BEGIN; INSERT INTO row VALUES('one'), ('two'); COMMIT")
    db.close()
  })
  const rows = moments.flatMap((moment) => {
    moment.restore()
    const db = new DatabaseSync(file)
    const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'row'").get() !== undefined
    const count = isThere ? db.prepare('SELECT count(*) AS n FROM row').get()?.n : null
    db.close()
    return [count]
  })
  expect(rows.length).toBeGreaterThan(20)
  expect([...new Set(rows)]).toEqual([null, 0, 2])
})
