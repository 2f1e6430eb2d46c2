import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createDataFolder } from '../../../main/datafiles/data-folder.ts'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { openJournal } from '../../../main/datafiles/journal.ts'
import { createOldFiles } from '../../../main/service/old-files.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A data folder with denials of these days, and what deletes those older than ten days. */
function denialsOf(...days: readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), 'seatlog-old-'))
  folders.push(root)
  const denials = join(root, 'data', 'checkouts', 'cad')
  mkdirSync(denials, { recursive: true })
  for (const day of days) writeFileSync(join(denials, `${day}.den`), '')
  const opened = openJournal(join(root, 'journal.sqlite'))
  if (!opened.ok) throw new Error(opened.message)
  const folder = createDataFolder(realFiles, join(root, 'data'), opened.journal, 'cad')
  const old = createOldFiles(realFiles, folder, opened.journal, { keepDays: { denials: 10 } })
  return { root, clear: (today: string) => old.clear('cad', today), left: () => readdirSync(denials).sort() }
}

it('deletes old files from the second day on', async () => {
  const { clear, left } = denialsOf('2026.02.01', '2026.03.01')
  await clear('2026-03-02')
  expect(left()).toHaveLength(2)
  await clear('2026-03-03')
  expect(left()).toEqual(['2026.03.01.den'])
})

it('deletes nothing when the clock is wrong for a day', async () => {
  const { clear, left } = denialsOf('2026.03.01')
  await clear('2026-03-02')
  await clear('2027-03-03')
  await clear('2026-03-03')
  await clear('2026-03-04')
  expect(left()).toEqual(['2026.03.01.den'])
})

it('removes what its writer never finished, of this tag alone', async () => {
  const { root, clear } = denialsOf()
  const state = join(root, 'data', 'state')
  mkdirSync(state)
  const own = ['cad.lease', 'cad.memory.json', 'cad.now.json', 'cad.open.jsonl']
  const others = ['cad.main.now.json.0a1b2c3d.new', 'cad.new', 'my.new', 'root.json.0a1b2c3d.new']
  for (const name of [...own, ...own.map((file) => `${file}.0a1b2c3d.new`), ...others])
    writeFileSync(join(state, name), '')
  await clear('2026-03-02')
  expect(readdirSync(state).filter((name) => name !== 'root.json')).toEqual([...own, ...others].sort())
})
