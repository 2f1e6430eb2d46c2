import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseLmstat } from '../../main/lmstat/parse.ts'
import { largeLmstatText } from './lmstat-text.ts'

const ROWS = 54_000
const FEATURES = 400
const ROUNDS = 15

/** The lmstat parser on a large answer, beside the floor of merely splitting the same text into lines. */
export async function bench(): Promise<void> {
  const text = largeLmstatText(ROWS, FEATURES)
  const floor: number[] = []
  const whole: number[] = []
  // Alternately, so that a busy machine weighs on both; the first rounds warm the compiler up.
  for (let round = 0; round < ROUNDS + 5; round++) {
    const split = timed(() => text.split('\n'))
    const parsed = timed(() => parseLmstat(text))
    if (round < 5) continue
    floor.push(split)
    whole.push(parsed)
  }
  const megabytes = Buffer.byteLength(text) / 1e6
  const rowsPerMs = ROWS / median(whole)
  const ratio = (of: (times: readonly number[]) => number): string => (of(whole) / of(floor)).toFixed(1)
  const rows: [string, string][] = [
    ['text', `${megabytes.toFixed(1)} MB, ${ROWS} holder rows, ${FEATURES} features`],
    ['split into lines', `${median(floor).toFixed(1)} ms (fastest ${Math.min(...floor).toFixed(1)} ms)`],
    ['parse', `${median(whole).toFixed(1)} ms (fastest ${Math.min(...whole).toFixed(1)} ms)`],
    ['ratio', `${ratio(median)} times the floor (fastest ${ratio((times) => Math.min(...times))})`],
    ['speed', `${((megabytes / median(whole)) * 1000).toFixed(0)} MB/s, ${Math.round(rowsPerMs * 1000)} rows/s`],
    ['memory', `${heapPerRow(ROWS)} bytes a row, ${heapPerRow(2 * ROWS)} at twice the rows`],
  ]
  for (const [name, value] of rows) console.log(`  ${name.padEnd(18)}${value}`)
}

function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Heap that the answer holds on to, without the text. */
function heapPerRow(rows: number): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const text = largeLmstatText(rows, FEATURES)
  // Joining leaves a tree of parts; a search makes it one flat string before the heap is measured.
  text.indexOf('\0')
  collect()
  const before = process.memoryUsage().heapUsed
  const answer = parseLmstat(text)
  collect()
  const held = process.memoryUsage().heapUsed - before
  return answer.servers.length === 1 ? Math.round(held / rows) : Number.NaN
}
