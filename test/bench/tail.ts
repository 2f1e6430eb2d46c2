import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createLogReader } from '../../main/debuglog/read-log.ts'
import { debugLogText } from '../../main/demo/debug-log.ts'
import { createSite } from '../../main/demo/site.ts'
import { decodeText } from '../../main/poller/decode.ts'
import { parsedLog } from '../../main/service/parse-log.ts'

const CHUNK = 256 * 1024
const LOG_BYTES = 50e6
const ROUNDS = 5

/** The debug log reader on a large log, beside the floor of merely decoding the same bytes and splitting them into lines. */
export async function bench(): Promise<void> {
  const weeks = logOfWeeks()
  for (const [name, bytes] of [
    ['busy: the simulated servers', weeks],
    ['quiet: three of four lines statistics', withStatistics(weeks)],
  ] as const) {
    const chunks = chunksOf(bytes, LOG_BYTES)
    const floor: number[] = []
    const whole: number[] = []
    // Alternately, so that a busy machine weighs on both; the first round warms the compiler up.
    for (let round = 0; round <= ROUNDS; round++) {
      const split = timed(() => splitLines(chunks))
      const read = timed(() => readAll(chunks))
      if (round === 0) continue
      floor.push(split)
      whole.push(read)
    }
    const megabytes = (chunks.length * CHUNK) / 1e6
    const speed = (times: readonly number[]) => `${((megabytes / median(times)) * 1000).toFixed(0)} MB/s`
    const rows: [string, string][] = [
      ['log', `${name}, ${megabytes.toFixed(0)} MB`],
      ['decode and split', speed(floor)],
      ['read', speed(whole)],
      ['ratio', `${(median(whole) / median(floor)).toFixed(1)} times the floor`],
    ]
    for (const [label, value] of rows) console.log(`  ${label.padEnd(18)}${value}`)
  }
  for (const bytes of [LOG_BYTES, 4 * LOG_BYTES]) {
    const size = `${(bytes / 1e6).toFixed(0)} MB`
    console.log(`  ${'memory'.padEnd(18)}${await peak(weeks, bytes)} MB alive at most, of a log of ${size}`)
  }
}

/** Two weeks of the simulated servers; repeated, they go on for years. */
function logOfWeeks(): Buffer {
  const site = createSite({ seed: 3, zone: 'Europe/Berlin', features: 200, users: 2000 })
  const from = Date.parse('2026-09-06T04:00:00+02:00') / 1000
  const text = site.servers.map((server) => debugLogText(site, { server, from, to: from + 14 * 86_400 })).join('')
  return Buffer.from(text)
}

/** Three lines of statistics behind each line. */
function withStatistics(bytes: Buffer): Buffer {
  const lines = bytes.toString().split('\n').slice(0, 40_000)
  const slog =
    '(adskflex) (@adskflex-SLOG@) 00000000 ms at Fri Jul 27 2018 19:48:39 Central European Summer Time,#3,(4288K)'
  return Buffer.from(lines.map((line) => `${line}\n${`${line.slice(0, 8)} ${slog}\n`.repeat(3)}`).join(''))
}

function chunksOf(bytes: Buffer, size: number): readonly Buffer[] {
  const repeated = Buffer.concat(Array.from({ length: Math.ceil(size / bytes.length) + 1 }, () => bytes))
  return Array.from({ length: Math.ceil(size / CHUNK) }, (_, index) =>
    repeated.subarray(index * CHUNK, (index + 1) * CHUNK),
  )
}

function splitLines(chunks: readonly Buffer[]): number {
  let lines = 0
  for (const chunk of chunks) lines += decodeText(chunk).split('\n').length
  return lines
}

function readAll(chunks: readonly Buffer[]): number {
  const reader = createLogReader()
  let events = 0
  for (const chunk of chunks) events += reader.push(decodeText(chunk)).length
  return events + reader.end().length
}

/** What is alive at most while a log streams through that is nowhere whole, in MB above what was before. */
async function peak(bytes: Buffer, size: number): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const alive = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  async function* pieces() {
    for (let at = 0; at < size; at += CHUNK) {
      const from = at % (bytes.length - CHUNK)
      yield bytes.subarray(from, from + CHUNK)
    }
  }
  const before = alive()
  let most = before
  let count = 0
  for await (const _events of parsedLog(pieces(), false)) if (count++ % 10 === 0) most = Math.max(most, alive())
  return Math.round((most - before) / 1e6)
}

function timed(work: () => unknown): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
