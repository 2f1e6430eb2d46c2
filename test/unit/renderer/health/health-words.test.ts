import { describe, expect, test } from 'vitest'
import type { HealthView, ServerHealth } from '../../../../preload/contract/health.ts'
import type { HistoryStatus } from '../../../../preload/contract/history.ts'
import { createFormats } from '../../../../renderer/formats.ts'
import { healthFindings, indexFacts, pathWithin } from '../../../../renderer/health/health-words.ts'
import { NOW } from '../features.ts'
import { pollsOf } from './polls.ts'

const formats = createFormats('en-GB', 'Europe/Berlin')

const server = (own: Partial<ServerHealth>): ServerHealth => ({
  ...{ tag: 'cad', role: 'logger', loggedBy: null, polls: pollsOf(840, 900), unrecognized: 0 },
  ...own,
})

const health = (own: Partial<HealthView>): HealthView => ({
  ...{ version: '0.1.0', node: '24.1.0', electron: null, system: 'Linux 6.1 x64', startedAt: NOW - 3600 },
  ...{ servers: [server({})], spool: { rows: 0, bytes: 0, problem: null }, filesToday: [], dataFolder: '/srv/seatlog' },
  ...{ freeBytes: 412_000_000_000, memoryBytes: 1, logFile: null },
  ...own,
})

const history: HistoryStatus = {
  ...{ state: 'ready', progress: null, problem: null, record: { from: NOW - 90 * 86_400, to: NOW } },
  ...{ checkouts: 184_220, denials: 3120, skipped: { lines: 2, told: [] }, missing: [], servers: [] },
}

const told = (own: Partial<HealthView>, status: HistoryStatus | null = history) =>
  healthFindings(health(own), status, formats).map(({ kind, text }) => `${kind}: ${text}`)

describe('what is to be looked after', () => {
  test('is nothing where all is well, and where nothing is known', () => {
    expect(told({})).toEqual([])
    expect(told({ servers: [server({ polls: [] })], freeBytes: null }, null)).toEqual([])
  })

  test('is a server since its last complete poll, errors before warnings', () => {
    const servers = [server({ unrecognized: 2 }), server({ tag: 'eda', polls: pollsOf(-30_000, -30_000, 900, -1) })]
    expect(told({ servers })).toEqual([
      'error: eda: the last 2 polls were not complete.',
      'warning: cad: 2 lines of the last answer were not understood.',
    ])
  })

  test('is not a failed poll that a complete one followed', () => {
    expect(told({ servers: [server({ polls: pollsOf(900, -30_000) })] })).toEqual([])
  })

  test('is a data folder that is away, else rows that wait for it', () => {
    const problem = 'The data folder is away.'
    expect(told({ spool: { rows: 3, bytes: 300, problem } })).toEqual([`error: ${problem}`])
    expect(told({ spool: { rows: 1, bytes: 300, problem: null } })).toEqual([
      'warning: 1 row waits for the data folder.',
    ])
  })

  test('is little room', () => {
    expect(told({ freeBytes: 412_000_000 })).toEqual(['warning: The data folder has only 412 MB of free room.'])
    expect(told({ freeBytes: 1_000_000_000 })).toEqual([])
  })

  test('is a history that cannot be used', () => {
    expect(told({}, { ...history, state: 'off', problem: 'The index was damaged.' })).toHaveLength(1)
  })
})

test.each([
  ['/srv/seatlog', '/srv/seatlog/checkouts/cad/2026.10.12.chk', 'checkouts/cad/2026.10.12.chk'],
  ['/srv/seatlog/', '/srv/seatlog/2026-10-12 features.csv', '2026-10-12 features.csv'],
  ['\\\\lic\\seatlog', '\\\\lic\\seatlog\\2026-10-12 features.csv', '2026-10-12 features.csv'],
  ['/srv/seatlog', '/srv/seatlog2/2026-10-12 features.csv', '/srv/seatlog2/2026-10-12 features.csv'],
  ['', '/srv/seatlog/2026-10-12 features.csv', '/srv/seatlog/2026-10-12 features.csv'],
])('of a file in %j the path %j is told as %j', (folder, path, expected) => {
  expect(pathWithin(folder, path)).toBe(expected)
})

test('the index is told in figures as the user writes them', () => {
  expect(indexFacts(history, NOW, formats)).toEqual([
    ['State', 'up to date'],
    ['Record', '14 Jul 2026, 08:12 to 08:12'],
    ['Checkouts', '184,220'],
    ['Denials', '3,120'],
    ['Unreadable lines', '2'],
    ['Files gone', '0'],
  ])
})
