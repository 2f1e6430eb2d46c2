import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { openJournal } from '../../../main/datafiles/journal.ts'
import { ALWAYS_HELD, contents, seatlog, tempFolder } from './workshop.ts'

interface Child {
  readonly process: ChildProcess
  readonly line: () => Promise<string>
  readonly ended: Promise<unknown>
}

const children = new Set<ChildProcess>()
afterEach(() => {
  for (const running of children) running.kill('SIGKILL')
  children.clear()
})

/** A process that is killed leaves nothing in the compile cache: one that ends by itself fills it for the others. */
const compileCache = mkdtempSync(join(tmpdir(), 'seatlog-compiled-'))
beforeAll(async () => {
  const journal = mkdtempSync(join(tmpdir(), 'seatlog-compiling-'))
  const first = child('nothing', journal, journal)
  await first.ended
  return () => {
    for (const folder of [journal, compileCache]) rmSync(folder, { recursive: true, force: true })
  }
})

function child(what: 'write' | 'race' | 'nothing', home: string, data: string): Child {
  mkdirSync(home, { recursive: true })
  const process_ = spawn(process.execPath, [join(import.meta.dirname, 'child.ts'), what, home, data], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  })
  children.add(process_)
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]()
  return {
    process: process_,
    line: async () => String((await lines.next()).value),
    ended: new Promise((resolve) => process_.once('exit', resolve)),
  }
}

it('a Seatlog that is killed again and again loses no row and doubles none', { timeout: 60_000 }, async () => {
  const home = tempFolder()
  const data = join(home, 'data')
  for (let kill = 0; kill < 36; kill++) {
    const writer = child('write', home, data)
    expect(await writer.line()).toBe('ready')
    await wait((kill * 7) % 40)
    writer.process.kill('SIGKILL')
    await writer.ended
  }
  const { journal, appender } = seatlog({ home, data, leases: ALWAYS_HELD })
  expect(await appender.drain()).toMatchObject({ waitingRows: 0, problem: null })
  const number = Number(journal.state('cad', 'number'))
  expect(number).toBeGreaterThan(100)
  // Files of past days may end with a torn line: its row stands whole in a later file, and readers stop before it.
  const numbers = Object.values(contents(data)).flatMap((text) => [...text.matchAll(/^row (\d+) (x*)\n/gm)])
  expect(numbers).toHaveLength(number)
  expect(new Set(numbers.map(([, n]) => n)).size).toBe(number)
  expect(numbers.every(([, n, xs]) => xs?.length === Number(n) % 50)).toBe(true)
})

it('of several Seatlogs that want a tag at once, one gets it', { timeout: 60_000 }, async () => {
  const home = tempFolder()
  const data = join(home, 'data')
  const racers = ['a', 'b', 'c', 'd'].map((name) => child('race', join(home, name), data))
  for (const racer of racers) expect(await racer.line()).toBe('ready')
  const ask = async (racer: Child, line: string) => {
    racer.process.stdin?.write(`${line}\n`)
    return racer.line()
  }
  const [first, ...others] = racers
  if (first === undefined) throw new Error('no racer')
  for (let round = 0; round < 10; round++) {
    const fresh = await Promise.all(racers.map((racer) => ask(racer, `fresh${round} 1000`)))
    expect(fresh.filter((state) => state === 'held')).toHaveLength(1)

    // The first one's lease stands still for ten intervals while the others watch.
    expect(await ask(first, `stale${round} 1000`)).toBe('held')
    for (const racer of others) expect(await ask(racer, `stale${round} 1000`)).toBe('other')
    const stale = await Promise.all(others.map((racer) => ask(racer, `stale${round} 1600`)))
    expect(stale.filter((state) => state === 'held')).toHaveLength(1)
  }
})

it('a journal that another process has open is not opened, and is free when that one was killed', async () => {
  const home = tempFolder()
  const holder = child('race', home, join(home, 'data'))
  expect(await holder.line()).toBe('ready')
  const refused = openJournal(join(home, 'journal.sqlite'))
  expect(refused).toMatchObject({ ok: false, code: 'locked' })
  expect(refused.ok ? '' : refused.message).toContain('Another Seatlog')
  holder.process.kill('SIGKILL')
  await holder.ended
  const opened = openJournal(join(home, 'journal.sqlite'))
  expect(opened.ok).toBe(true)
  if (opened.ok) opened.journal.close()
})
