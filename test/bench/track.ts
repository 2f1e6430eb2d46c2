import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseLmstat } from '../../main/lmstat/parse.ts'
import { type Tracked, track } from '../../main/usage/tracker.ts'
import { NOTHING_TRACKED, type TrackerState } from '../../main/usage/tracker-state.ts'
import { largeLmstatText } from './lmstat-text.ts'

const ROWS = 20_000
const FEATURES = 300
const POLLS = 60
/** Of every so many rows one is not there in the next answer. */
const LEAVES = 200

/** The tracker on answers of many holders, of whom some leave and come with each, beside parsing the same texts. */
export async function bench(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const lines = largeLmstatText(ROWS, FEATURES).split('\n')
  const texts = [0, 1, 2, 3].map((turn) => lines.filter((_, at) => at < 20 || at % LEAVES !== turn).join('\n'))
  const parsing: number[] = []
  const tracking: number[] = []
  let state: TrackerState = NOTHING_TRACKED
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
  const rows: [string, string][] = [
    ['answers', `${POLLS}, ${ROWS} holder rows, ${FEATURES} features, ${finished} checkouts finished`],
    ['parse', `${median(parsing).toFixed(1)} ms`],
    [
      'track',
      `${median(tracking).toFixed(1)} ms, ${(1000 / median(tracking)).toFixed(0)} answers/s (first ${first.toFixed(0)} ms with parsing)`,
    ],
    ['ratio', `${(median(tracking) / median(parsing)).toFixed(2)} times the parser`],
    ['state', `${Math.round(held / ROWS)} bytes a row, ${(JSON.stringify(state).length / 1e6).toFixed(1)} MB as JSON`],
    ['peak heap', `${((peak - before) / 1e6).toFixed(0)} MB with answers and garbage`],
  ]
  for (const [name, value] of rows) console.log(`  ${name.padEnd(18)}${value}`)

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
    return tracked
  }
}

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
