import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { filesToday } from '../../../main/service/files-today.ts'
import { createHealthDesk } from '../../../main/service/health-desk.ts'
import type { Run } from '../../../main/service/run.ts'
import { defaultSettings } from '../../../main/settings/schema.ts'
import type { HealthView } from '../../../preload/contract/health.ts'
import { failure, ok } from '../../../preload/contract/result.ts'
import type { ServerSeats } from '../../../preload/contract/seats.ts'

let root = ''
const NOW = Date.UTC(2026, 2, 2, 12)
const MIDNIGHT = Date.UTC(2026, 2, 2)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-health-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A file of 10 bytes, last written at that time. */
function write(path: string, written: number): string {
  const file = join(root, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '123456789\n')
  utimesSync(file, written / 1000, written / 1000)
  return file
}

describe('the files written today', () => {
  it('are the data files changed since midnight, the latest first', async () => {
    write('state/root.json', NOW)
    writeFileSync(join(root, 'state', 'root.json'), '{"tag":"cad"}')
    const features = write('2026-03-02 features.csv', NOW - 60_000)
    const users = write('eda/2026-03-02 MILL users.csv', NOW - 120_000)
    const events = write('events/cad/2026-03-02 events.jsonl', MIDNIGHT)
    const eastern = write('checkouts/eda/2026.03.03.chk', NOW - 30_000)
    write('checkouts/eda/2026.03.01.chk', MIDNIGHT - 1000)
    write('events/cad/2025-03-02 events.jsonl', NOW)
    write('2026-03-02 notes.txt', NOW)
    expect(await filesToday(root, realFiles, MIDNIGHT)).toEqual([
      { path: eastern, bytes: 10, writtenAt: NOW / 1000 - 30 },
      { path: features, bytes: 10, writtenAt: NOW / 1000 - 60 },
      { path: users, bytes: 10, writtenAt: NOW / 1000 - 120 },
      { path: events, bytes: 10, writtenAt: MIDNIGHT / 1000 },
    ])
  })

  it('are none where there is no folder, or none that can be read', async () => {
    expect(await filesToday(join(root, 'none'), realFiles, MIDNIGHT)).toEqual([])
    write('file', NOW)
    expect(await filesToday(join(root, 'file'), realFiles, MIDNIGHT)).toEqual([])
  })
})

describe('the health of Seatlog', () => {
  const POLL = { at: NOW / 1000 - 60, milliseconds: 180, complete: true, problem: null, features: 4, checkouts: 31 }
  const SPOOL = { rows: 12, bytes: 900, problem: 'The share is away.' }
  const desk = () => {
    const run = {
      settings: { ...defaultSettings(join(root, 'gone')), dataFolder: root },
      session: {
        polls: (tag: string) => (tag === 'cad' ? [POLL] : []),
        raw: (tag: string) =>
          tag === 'cad'
            ? ok({ tag, at: NOW / 1000, command: 'lmutil lmstat -a', text: 'Zoe@hq-99 walks in\n' })
            : failure('viewer-only', 'Only the Seatlog that polls eda has lmutil’s text.'),
      },
      spool: () => SPOOL,
    } as unknown as Run
    const seats = [
      { tag: 'cad', role: 'logger', loggedBy: null, unrecognized: 1 },
      { tag: 'eda', role: 'viewer', loggedBy: 'lic-host', unrecognized: 0 },
    ] as ServerSeats[]
    return createHealthDesk({
      version: '1.2.3',
      run: () => run,
      servers: () => seats,
      logFile: () => '/var/lib/seatlog.log',
      now: () => NOW,
    }).handlers
  }

  it('tells polls, spool, files, versions and room', async () => {
    write('2026-03-02 notes.txt', NOW)
    const answer = await desk()['health.get'](null)
    if (!answer.ok) throw new Error(answer.message)
    expect(answer.value).toEqual({
      version: '1.2.3',
      node: process.versions.node,
      electron: null,
      system: expect.stringMatching(/\S+ \S+ \S+/),
      startedAt: NOW / 1000,
      servers: [
        { tag: 'cad', role: 'logger', loggedBy: null, polls: [POLL], unrecognized: 1 },
        { tag: 'eda', role: 'viewer', loggedBy: 'lic-host', polls: [], unrecognized: 0 },
      ],
      spool: SPOOL,
      filesToday: [],
      dataFolder: root,
      freeBytes: expect.any(Number),
      memoryBytes: expect.any(Number),
      logFile: '/var/lib/seatlog.log',
    } satisfies HealthView)
    expect(answer.value.memoryBytes).toBeGreaterThan(1_000_000)
  })

  it('reports lines that were not understood without the names in them', async () => {
    const answer = await desk()['health.report']({ tag: 'cad' })
    if (!answer.ok) throw new Error(answer.message)
    expect(answer.value.text).toMatch(/^Seatlog 1\.2\.3, .*: 1 line of the last answer not understood\.\n/)
    expect(answer.value.text).toContain('1: user1@host1 word1 in')
    expect(await desk()['health.report']({ tag: 'eda' })).toMatchObject({ ok: false, code: 'viewer-only' })
  })
})
