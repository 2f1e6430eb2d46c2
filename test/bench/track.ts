import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { realFiles } from '../../main/datafiles/file-access.ts'
import { openJournal } from '../../main/datafiles/journal.ts'
import { parseLmstat } from '../../main/lmstat/parse.ts'
import { createMemories } from '../../main/service/memories.ts'
import { NOTHING_REMEMBERED } from '../../main/service/poll-memory.ts'
import { fuse } from '../../main/usage/fusion.ts'
import { type FusionState, NOTHING_FUSED } from '../../main/usage/fusion-state.ts'
import type { LogRequest } from '../../main/usage/log-request.ts'
import { type OpenCheckout, openCheckouts, type Tracked } from '../../main/usage/tracker.ts'
import { NOTHING_TRACKED, type TrackerState } from '../../main/usage/tracker-state.ts'
import { track } from '../at-once.ts'
import { largeLmstatText } from './lmstat-text.ts'

const ROWS = 20_000
const FEATURES = 300
const POLLS = 60
/** Of every so many rows one is not there in the next answer. */
const LEAVES = 200

/**
 * The tracker on answers of many holders, of whom some leave and come with each, joining them with a debug log, and
 * remembering the whole on disk, beside parsing the same texts.
 */
export async function bench(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const lines = largeLmstatText(ROWS, FEATURES).split('\n')
  const texts = [0, 1, 2, 3].map((turn) => lines.filter((_, at) => at < 20 || at % LEAVES !== turn).join('\n'))
  const parsing: number[] = []
  const tracking: number[] = []
  const joining: number[] = []
  const remembering: number[] = []
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-bench-'))
  const opened = openJournal(join(folder, 'journal.sqlite'))
  if (!opened.ok) throw new Error(opened.message)
  const memories = createMemories(realFiles, opened.journal)
  let state: TrackerState = NOTHING_TRACKED
  let fusion: FusionState = NOTHING_FUSED
  let finished = 0
  let peak = 0
  collect()
  const before = process.memoryUsage().heapUsed
  const first = timed(() => next(0))
  for (let poll = 1; poll <= POLLS; poll++) {
    finished += next(poll).finished.length
    peak = Math.max(peak, process.memoryUsage().heapUsed)
  }
  collect()
  const held = process.memoryUsage().heapUsed - before
  opened.journal.close()
  rmSync(folder, { recursive: true })
  const rows: [string, string][] = [
    ['answers', `${POLLS}, ${ROWS} holder rows, ${FEATURES} features, ${finished} checkouts finished`],
    ['parse', `${median(parsing).toFixed(1)} ms`],
    [
      'track',
      `${median(tracking).toFixed(1)} ms, ${(1000 / median(tracking)).toFixed(0)} answers/s (first ${first.toFixed(0)} ms with parsing)`,
    ],
    ['join', `${median(joining).toFixed(1)} ms, with the OUT and IN of all who came and left`],
    ['remember', `${median(remembering).toFixed(1)} ms, what changed, in the journal on disk`],
    [
      'ratio',
      `${(median(tracking) / median(parsing)).toFixed(2)} times the parser, all three ${(median(sums()) / median(parsing)).toFixed(2)} times`,
    ],
    ['state', `${Math.round(held / ROWS)} bytes a row, ${(JSON.stringify(state).length / 1e6).toFixed(1)} MB as JSON`],
    ['peak heap', `${((peak - before) / 1e6).toFixed(0)} MB with answers and garbage`],
  ]
  for (const [name, value] of rows) console.log(`  ${name.padEnd(18)}${value}`)

  function sums(): number[] {
    return tracking.map((ms, at) => ms + (joining[at] ?? 0) + (remembering[at] ?? 0))
  }

  function next(poll: number): Tracked {
    const from = performance.now()
    const answer = parseLmstat(texts[poll % texts.length] ?? '')
    const parsed = performance.now()
    const at = START + poll * 60
    const tracked = track(state, {
      tag: 'BIRCH',
      at,
      intervalSeconds: 60,
      zone: 'Europe/Berlin',
      answer,
      capacitySeconds: 3600,
    })
    parsing.push(parsed - from)
    tracking.push(performance.now() - parsed)
    state = tracked.state
    const log = tracked.steps.flatMap(({ begun, finished: ended }) => [
      ...(poll === 0 ? [] : begun.map((row) => requestOf('OUT', row, row.checkoutAt))),
      ...ended.map((row) => requestOf('IN', row, row.checkinAt)),
    ])
    const open = openCheckouts('BIRCH', state)
    const news = { tag: 'BIRCH', at, intervalSeconds: 60, steps: tracked.steps, open, log, readToEnd: true }
    joining.push(timed(() => ({ state: fusion } = fuse(fusion, { ...news, lists: () => true }))))
    const memory = { ...NOTHING_REMEMBERED, lastPollAt: at, tracker: state, fusion }
    remembering.push(timed(() => memories.commit('BIRCH', 'Europe/Berlin', [], memory)))
    return tracked
  }
}

const requestOf = (type: 'OUT' | 'IN', row: OpenCheckout, at: number): LogRequest => ({
  ...{ type, at, daemon: row.daemon, feature: row.feature, account: '' },
  ...{ user: row.user, host: row.host, seats: row.seats },
})

/** The moment the text bears. */
const START = Date.parse('2026-09-17T16:05:00+02:00') / 1000

function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
