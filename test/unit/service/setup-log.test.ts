import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryLog } from '../../../main/service/setup-log.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-log-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  const file = join(root, name)
  writeFileSync(file, text)
  return file
}

const LOG = ` 8:00:00 (acmed) (@acmed-SLOG@) Start-Date: Mon Mar 02 2026 08:00:00 CET
 8:00:01 (acmed) OUT: "mill" rhea@ws-12
 8:00:02 (acmed) OUT: "mill" tove@ws-14  (3 licenses)
 8:00:03 (acmed) DENIED: "lathe" rhea@ws-12  (Licensed number of users already reached. (-4,342:10054))
 8:00:04 (acmed) UNSUPPORTED: "saw" (PORT_AT_HOST_PLUS   ) rhea@ws-12  (License server system does not support this feature. (-18,327))
 8:00:05 (acmed) IN: "mill" rhea@ws-12
 8:00:06 (lmgrd) TIMESTAMP 3/2/2026
`

describe('a debug log that is tried', () => {
  it('shows its first events in words', async () => {
    const file = write('acmed.log', LOG)
    const { problem, files, events } = await tryLog(` "${file}" `)
    expect(problem).toBeNull()
    expect(files).toEqual([file])
    expect(events.filter(({ type }) => type !== 'TIMESTAMP' && type !== 'START')).toEqual([
      { time: '2026-03-02 08:00:01', type: 'OUT', text: 'rhea@ws-12 got mill' },
      { time: '2026-03-02 08:00:02', type: 'OUT', text: 'tove@ws-14 got 3 seats of mill' },
      {
        time: '2026-03-02 08:00:03',
        type: 'DENIED',
        text: 'rhea@ws-12 was denied lathe (Licensed number of users already reached., -4,342)',
      },
      {
        time: '2026-03-02 08:00:04',
        type: 'UNSUPPORTED',
        text: 'rhea@ws-12 asked for saw, which is not served (License server system does not support this feature., -18,327)',
      },
      { time: '2026-03-02 08:00:05', type: 'IN', text: 'rhea@ws-12 gave mill back' },
    ])
  })

  it('is the newest of those that a pattern stands for', async () => {
    const older = write('acmed-2026-03-01.log', ' 9:00:00 (acmed) OUT: "old" rhea@ws-12\n')
    const newer = write('acmed-2026-03-02.log', ' 9:00:00 (acmed) OUT: "new" rhea@ws-12\n')
    write('lmgrd.log', ' 9:00:00 (lmgrd) TIMESTAMP 3/2/2026\n')
    const dated = await tryLog(join(root, 'acmed-@DATE@.log'))
    expect(dated.files).toEqual([older, newer])
    expect(dated.events).toEqual([{ time: '09:00:00', type: 'OUT', text: 'rhea@ws-12 got new' }])
    utimesSync(older, new Date('2026-03-03'), new Date('2026-03-03'))
    utimesSync(newer, new Date('2026-03-02'), new Date('2026-03-02'))
    expect((await tryLog(join(root, 'acmed@LATEST@'))).events[0]?.text).toBe('rhea@ws-12 got old')
  })

  it('shows twenty events of a log of thousands', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => ` 9:00:00 (acmed) OUT: "mill" rhea@ws-${n}\n`)
    const { events } = await tryLog(write('long.log', LOG + lines.join('')))
    expect(events).toHaveLength(20)
    expect(events.at(-1)?.text).toMatch(/^rhea@ws-\d+ got mill$/)
  })

  it('may be empty yet', async () => {
    const file = write('new.log', '')
    expect(await tryLog(file)).toEqual({ problem: null, files: [file], events: [] })
  })

  it('must be there, under a full path', async () => {
    const file = join(root, 'acmed.log')
    expect(await tryLog(file)).toEqual({
      problem: `There is no file ${file} now: check the path, and that it is reached.`,
      files: [],
      events: [],
    })
    expect((await tryLog('acmed.log')).problem).toMatch(/^“acmed.log” is no full path/)
    expect((await tryLog(root)).problem).toMatch(/^There is no file/)
  })

  it.skipIf(process.platform === 'win32')('is a file: what never ends is not read', async () => {
    const pipe = join(root, 'acmed.log')
    execFileSync('mkfifo', [pipe])
    expect((await tryLog(pipe)).problem).toBe(`There is no file ${pipe} now: check the path, and that it is reached.`)
    expect((await tryLog('/dev/zero')).problem).toMatch(/^There is no file/)
  })

  it('that is none is told', async () => {
    const file = write('notes.txt', 'Dear all,\nthe license server moves on Monday.\n')
    expect(await tryLog(file)).toEqual({
      problem: `${file} holds no event of a license server in 2 lines from its start: check that it is the debug log of a vendor daemon or of lmgrd.`,
      files: [file],
      events: [],
    })
  })
})
