import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { realFiles } from '../../main/datafiles/file-access.ts'
import { takeLock } from '../../main/history/lock.ts'
import { rebuild } from '../../main/history/rebuild.ts'
import { eventually } from '../harness/launch.ts'
import { goTo, HOSTS, type OpenWindow, tableOf } from './history-hosts.ts'
import { at, SERVERS, writeRecord } from './history-record.ts'

const FEATURES = 4
const ALL = '#/features?span=all'
const AGAIN = { name: 'Build the history again' }
const UNREAD = '1 line of the data files could not be read.'
const ELSEWHERE = 'Another Seatlog of this user keeps the history of this data folder: rebuild it there.'

/** Opens a window that is closed with the test. */
async function opened(open: OpenWindow, fill: Parameters<OpenWindow>[0]) {
  const window = await open(fill)
  onTestFinished(() => window.close())
  await goTo(window.page, ALL)
  return window.page
}

/** The record, and a line that cannot be read. */
function writeOneWrong(data: string): void {
  writeRecord(data)
  appendFileSync(path.join(data, 'checkouts', 'math', '2026.10.16.chk'), 'no checkout\n')
}

/** With so many checkouts more, in a file of their own, that reading them takes a while. */
function writeMany(data: string, many = 500_000): string {
  writeOneWrong(data)
  const lines = Array.from({ length: many }, (_, number) => {
    const out = at(2, 0) + (number % 80_000)
    return `math\tSOLVER\t\tuser${number % 500}\tWS-${number % 700}\t17\t:0\t1.0\t1\t0\t${out}\t${out}\t${out + 600}\n`
  })
  const file = path.join(data, 'checkouts', 'math', '2026.10.20.chk')
  writeFileSync(file, lines.join(''))
  return file
}

/** An index of the record, kept elsewhere until it is copied. */
async function builtIndex(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'seatlog-built-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const dataFolder = path.join(folder, 'data')
  const index = path.join(folder, 'index')
  writeOneWrong(dataFolder)
  mkdirSync(index)
  const basis = { zones: { '': 'Europe/Berlin' }, workingHours: {}, denials: {} }
  const of = { dataFolder, archiveFolders: [], tags: SERVERS.map(({ tag }) => tag), keepDays: {}, anyBasis: false }
  const parts = { files: realFiles, anyway: false, told: () => undefined, isCancelled: () => false }
  expect(await rebuild({ place: { ...of, folder: index, basis }, ...parts })).toEqual({ state: 'rebuilt' })
  return index
}

function holdLock(index: string): void {
  const lock = takeLock(index)
  expect(lock).not.toBeNull()
  onTestFinished(() => lock?.release())
}

describe('building the history anew', () => {
  it.each(HOSTS)('shows how far it is, and can be cancelled: %s', async (_name, open) => {
    const page = await opened(open, (data) => void writeMany(data))
    const again = page.getByRole('button', AGAIN)
    await again.waitFor({ timeout: 60_000 })
    expect(await page.getByText(UNREAD).count()).toBe(1)
    const before = await tableOf(page, 'All features')
    expect(before).toHaveLength(FEATURES)

    await again.click()
    const progress = page.getByRole('progressbar')
    const cancel = page.getByRole('button', { name: 'Cancel', exact: true })
    await cancel.waitFor()
    expect(await page.locator('.reading .muted').innerText()).toMatch(/^\d+ %, [\d,]+ rows\/s/)
    await cancel.click()
    const cancelled = page.getByText('The rebuild was cancelled: the history is as it was.').first()
    await cancelled.waitFor()
    await progress.waitFor({ state: 'detached' })
    expect(await tableOf(page, 'All features')).toEqual(before)

    await again.click()
    await progress.waitFor()
    await progress.waitFor({ state: 'detached', timeout: 60_000 })
    expect(await cancelled.count()).toBe(0)
    expect(await tableOf(page, 'All features')).toEqual(before)
  })

  it.each(HOSTS)('happens by itself where the index is of a newer version: %s', async (_name, open) => {
    const newer = await builtIndex()
    const db = new DatabaseSync(path.join(newer, 'index-1.sqlite'))
    db.exec('PRAGMA user_version = 999')
    db.close()
    let many = ''
    const page = await opened(open, (data, index) => {
      many = writeMany(data, 1_000_000)
      cpSync(newer, index, { recursive: true })
    })
    await page.getByText('The history is being built from the data files.').waitFor()
    await page.getByRole('heading', { name: 'The record is being read' }).waitFor()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    const cancelled = page.getByText('Building the history was cancelled: there is none until it is built.').first()
    await cancelled.waitFor()
    await page.getByRole('heading', { name: 'History cannot be shown now' }).waitFor()

    rmSync(many)
    await page.getByRole('button', AGAIN).click()
    await eventually(async () => expect(await tableOf(page, 'All features')).toHaveLength(FEATURES))
    expect(await cancelled.count()).toBe(0)
  })
})

describe('a history that another process keeps', () => {
  it.each(HOSTS)('is shown, and built anew only there: %s', async (_name, open) => {
    const built = await builtIndex()
    const page = await opened(open, (data, index) => {
      writeRecord(data)
      cpSync(built, index, { recursive: true })
      holdLock(index)
    })
    await eventually(async () => expect(await tableOf(page, 'All features')).toHaveLength(FEATURES))
    await page.getByText(UNREAD).waitFor()
    await page.getByRole('button', AGAIN).click()
    await page.getByText(ELSEWHERE).first().waitFor()
    expect(await tableOf(page, 'All features')).toHaveLength(FEATURES)
  })

  it.each(HOSTS)('is waited for where it is not built yet: %s', async (_name, open) => {
    const page = await opened(open, (data, index) => {
      writeRecord(data)
      holdLock(index)
    })
    await page
      .getByText('Another Seatlog of this user builds the history: it appears here when that is done.')
      .first()
      .waitFor()
    await page.getByRole('heading', { name: 'History cannot be shown now' }).waitFor()
  })
})
