import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { decodeDenials } from '../../../main/datafiles/denials-den.ts'
import { decodeEvents } from '../../../main/datafiles/events.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { denialRows } from '../../../main/service/denial-rows.ts'
import { followLogs, readLogMemory } from '../../../main/service/log-following.ts'

const ZONE = 'Europe/Berlin'
const HEAD = ' 8:00:00 (lmgrd) FlexNet Licensing (v11.19.6.0 build 1 x64_n6) started on lic1 (IBM PC) (10/24/2026)\n'
const denied = (clock: string, user: string) =>
  `${clock} (adskflex) DENIED: "87062ACD_2026_0F" ${user}@ws-12  (Licensed number of users already reached. (-4,342))\n`

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function logFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-denials-'))
  folders.push(folder)
  const file = join(folder, 'debug.log')
  writeFileSync(file, text)
  return file
}

const rowsOf = async (file: string, memory: unknown, mode: 'names' | 'pseudonyms' = 'names') => {
  const logs = await followLogs([file], readLogMemory(memory), ZONE, new Map())
  const rows = denialRows(logs.events, { tag: 'cad', zone: ZONE, names: createNames(mode, 'secret') })
  const text = (kind: string) => rows.flatMap((row) => (row.kind === kind ? `${row.line}\n` : [])).join('')
  return {
    logs,
    rows: decodeDenials(text('denials')).rows,
    events: decodeEvents(text('events')).rows,
    text: text('denials'),
  }
}

describe('denials of a debug log', () => {
  it('become rows with the time of the server’s zone, and events with reason and code', async () => {
    const { rows, events } = await rowsOf(logFile(HEAD + denied(' 9:30:00', 'rhea')), null)
    const at = Date.UTC(2026, 9, 24, 7, 30) / 1000
    expect(rows).toEqual([
      { at, tag: 'cad', feature: '87062ACD_2026_0F', account: '', user: 'rhea', host: 'ws-12', seats: 1 },
    ])
    expect(events).toMatchObject([
      {
        t: at,
        type: 'denial',
        daemon: 'adskflex',
        reason: 'Licensed number of users already reached.',
        code: '-4,342',
      },
    ])
  })

  it('are read once, over restarts that remember what was read, dates included', async () => {
    const file = logFile(HEAD + denied('23:59:00', 'rhea'))
    const first = await rowsOf(file, null)
    expect(first.rows).toHaveLength(1)
    const kept = JSON.parse(JSON.stringify(first.logs.memory))
    expect((await rowsOf(file, kept)).rows).toEqual([])
    appendFileSync(file, denied(' 0:01:00', 'omar'))
    const second = await rowsOf(file, kept)
    expect(second.rows).toMatchObject([{ user: 'omar', at: Date.UTC(2026, 9, 24, 22, 1) / 1000 }])
  })

  it('wait where no date is known yet, and come when it is', async () => {
    const file = logFile(denied(' 9:30:00', 'rhea'))
    const first = await rowsOf(file, null)
    expect(first.rows).toEqual([])
    expect(first.logs.memory).toEqual({})
    appendFileSync(file, '10:00:00 (adskflex) TIMESTAMP 10/24/2026\n')
    expect((await rowsOf(file, first.logs.memory)).rows).toMatchObject([{ user: 'rhea' }])
  })

  it('tell apart the two hours of one name when summer time ends', async () => {
    const night = HEAD.replace(' 8:00', ' 1:00').replace('10/24', '10/25')
    const { rows } = await rowsOf(logFile(night + denied(' 2:30:00', 'rhea') + denied(' 2:10:00', 'omar')), null)
    expect(rows.map(({ user, at }) => [user, at])).toEqual([
      ['rhea', Date.UTC(2026, 9, 25, 0, 30) / 1000],
      ['omar', Date.UTC(2026, 9, 25, 1, 10) / 1000],
    ])
  })

  it('name nobody where names are hidden', async () => {
    const { text, rows } = await rowsOf(logFile(HEAD + denied(' 9:30:00', 'rhea')), null, 'pseudonyms')
    expect(rows).toHaveLength(1)
    expect(text).not.toMatch(/rhea|ws-12/)
  })

  it('say in one sentence which log cannot be read, and forget nothing', async () => {
    const file = logFile(HEAD + denied(' 9:30:00', 'rhea'))
    const { logs } = await rowsOf(file, null)
    rmSync(file)
    const again = await followLogs([file], logs.memory, ZONE, new Map())
    expect(again.problems).toHaveLength(1)
    expect(again.problems[0]).toContain(file)
    expect(again.memory).toEqual(logs.memory)
  })
})
