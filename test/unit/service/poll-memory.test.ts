import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { type Journal, openJournal } from '../../../main/datafiles/journal.ts'
import { memoryFile } from '../../../main/datafiles/layout.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { createLogReader } from '../../../main/debuglog/read-log.ts'
import { nothingHandedOver, readHandedOver } from '../../../main/service/handed-over.ts'
import { createMemories } from '../../../main/service/memories.ts'
import { NOTHING_REMEMBERED, type PollMemory } from '../../../main/service/poll-memory.ts'
import { type Live, withPoll } from '../../../main/usage/live.ts'
import { pollRows } from '../../at-once.ts'
import { answer, checkout, daemon, feature } from '../usage/answers.ts'

const ZONE = 'Europe/Berlin'
const EIGHT = Date.UTC(2026, 2, 2, 7) / 1000
const HEAD = ' 7:00:00 (lmgrd) FlexNet Licensing (v11.19.6.0 build 1 x64_n6) started on lic1 (Linux) (3/2/2026)\n'

let folder: string
let journal: Journal
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatlog-memory-'))
  const opened = openJournal(join(folder, 'journal.sqlite'))
  if (!opened.ok) throw new Error(opened.message)
  journal = opened.journal
})
afterEach(() => {
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What is remembered after three polls with holders, a reservation, somebody who waits, a license table and a log. */
function polled(): PollMemory {
  const reader = createLogReader()
  const lines = [
    '7:30:12 (MLM) OUT: "A" rhea@ws-12',
    '8:00:30 (MLM) OUT: "A" io@ws-9',
    '8:01:00 (MLM) QUEUED: "A" io@ws-9',
  ]
  const events = reader.push(HEAD + lines.map((line) => `${line}\n`).join(''))
  const rows = (count: number) =>
    answer(
      [
        daemon('MLM', [
          feature('A', 10, 2, {
            checkouts: [
              checkout('rhea'),
              checkout('io', { handle: '102', pid: 12, linger: { remaining: 5, total: 60 } }),
            ].slice(0, count),
            reservations: [{ count: 2, kind: 'GROUP', name: 'design' }],
            queued: [{ user: 'tethys', host: 'ws-3', seats: 1 }],
          }),
          feature('B', 0, 0),
        ]),
      ],
      { licenseTable: [{ feature: 'A', version: '1.0', count: 10, vendor: 'MLM', expires: '2026-12-31' }] },
    )
  let live: Live | null = null
  let memory: PollMemory = NOTHING_REMEMBERED
  for (const [at, count] of [
    [0, 2],
    [1, 1],
    [2, 1],
  ] as const) {
    const askedAt = EIGHT + at * 60
    live = withPoll(live, { askedAt, answer: rows(count), problem: null })
    const poll = { tag: 'cad', zone: ZONE, askedAt, intervalSeconds: 60, answer: rows(count), live, packages: [] }
    const names = createNames('names', '')
    const rules = { expectedSeconds: 60, recordIntervalSeconds: 300, capacitySeconds: 3600, logging: null }
    const logs = { events: at === 1 ? events : [], readToEnd: at < 2, memory: {} }
    memory = pollRows(memory, poll, { ...rules, names, people: names }, logs).memory
  }
  return memory
}

const withoutFeatures = (memory: PollMemory): PollMemory => ({
  ...memory,
  live: memory.live && { ...memory.live, daemons: memory.live.daemons.map((one) => ({ ...one, features: [] })) },
})

describe('what polls remember', () => {
  it('is the same when another run reads it from the journal', () => {
    const memory = polled()
    expect(memory.fusion.features.get('A')?.size).toBeGreaterThan(0)
    expect(memory.fusion.waiting.length).toBeGreaterThan(0)
    createMemories(realFiles, journal).commit('cad', ZONE, [], memory)
    expect(createMemories(realFiles, journal).of('cad')).toEqual(withoutFeatures(memory))
    expect(createMemories(realFiles, journal).of('eda')).toEqual(NOTHING_REMEMBERED)
  })

  it('is written in parts: what did not change is not written again, and what is gone is forgotten', () => {
    const memory = polled()
    const memories = createMemories(realFiles, journal)
    const written: string[][] = []
    const commit = journal.commit.bind(journal)
    journal.commit = (tag, zone, rows, state = {}) => {
      written.push(Object.keys(state).filter((key) => state[key] !== null))
      return commit(tag, zone, rows, state)
    }
    memories.commit('cad', ZONE, [], memory)
    memories.commit('cad', ZONE, [], { ...memory, lastPollAt: EIGHT + 180 })
    expect(written.map((keys) => keys.length)).toEqual([7, 1])
    memories.replace('cad', NOTHING_REMEMBERED)
    expect([...journal.states('cad', 'memory rows').keys()]).toEqual([])
    expect(createMemories(realFiles, journal).of('cad')).toEqual(NOTHING_REMEMBERED)
  })

  it('is handed over to a Seatlog that takes the tag over, without what only its clock tells', async () => {
    const memory = polled()
    const memories = createMemories(realFiles, journal)
    memories.commit('cad', ZONE, [], memory)
    await realFiles.makeFolder(join(folder, 'state'))
    await memories.publish(folder, 'cad')
    const withoutFound = JSON.parse(JSON.stringify(memory.fusion.waiting), (key, value) =>
      key === 'foundAt' ? undefined : value,
    )
    const handed = await readHandedOver(realFiles, folder, 'cad')
    expect(JSON.stringify(memory.tracker)).toContain('foundAt')
    expect(JSON.stringify(handed)).not.toContain('foundAt')
    const daemons = memory.tracker.daemons.map((daemon) => ({
      ...daemon,
      features: daemon.features.map((feature) => ({
        ...feature,
        rows: feature.rows.map(({ foundAt: _, ...row }) => row),
      })),
    }))
    expect(handed).toEqual({
      ...memory,
      tracker: { ...memory.tracker, daemons },
      fusion: { ...memory.fusion, waiting: withoutFound },
      live: null,
    })
  })

  it('is not taken over where it is none, or one that was tampered with', async () => {
    await realFiles.makeFolder(join(folder, 'state'))
    expect(await readHandedOver(realFiles, folder, 'cad')).toBeNull()
    const memories = createMemories(realFiles, journal)
    memories.commit('cad', ZONE, [], polled())
    await memories.publish(folder, 'cad')
    const text = (await realFiles.readText(memoryFile(folder, 'cad'))) ?? ''
    expect(text).toContain('"rhea')
    const name = Object.keys(JSON.parse(text)).find((part) => part.startsWith('rows ')) ?? ''
    for (const damaged of [
      text.replace(JSON.stringify(name), '"rows {"'),
      text.replace(JSON.stringify(name), '"people F"'),
      text.replace(JSON.stringify(name), '"elsewhere"'),
      text.replace('"tag":"cad"', '"tag":"eda"'),
      text.slice(0, -20),
      text.replace(/"checkoutAt":\d+/, '"checkoutAt":"x"'),
      '[]',
      '{}',
      'null',
    ]) {
      writeFileSync(memoryFile(folder, 'cad'), damaged)
      expect(await readHandedOver(realFiles, folder, 'cad'), damaged.slice(0, 40)).toBeNull()
    }
  })

  it('without a memory to go on from, begins behind the last poll of the other one', () => {
    const memory = nothingHandedOver(EIGHT, ['/var/log/mlm.log'])
    expect(memory).toMatchObject({ lastPollAt: EIGHT, logs: { '/var/log/mlm.log': { read: null, since: EIGHT } } })
  })
})
