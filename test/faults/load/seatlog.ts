/** A Seatlog in a process of its own, with a window, which polls when it is told to, at the time it is told. */
import { readFileSync } from 'node:fs'
import { createHistogram, performance, type RecordableHistogram } from 'node:perf_hooks'
import { getHeapSpaceStatistics, serialize, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Conf from 'conf'
import { startService } from '../../../main/service/start.ts'
import { EVENTS } from '../../../preload/contract/channels.ts'
import type { ServerSeats } from '../../../preload/contract/seats.ts'
import type { FromSeatlog, Measured, SeatlogOptions, Spread, ToSeatlog } from './messages.ts'

const { config, from, beatMs } = JSON.parse(process.argv[2] ?? '') as SeatlogOptions
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const realNow = Date.now
/** By how many milliseconds the simulated time is ahead of the real one. */
let ahead = from === null ? 0 : from * 1000 - realNow()
Date.now = () => realNow() + ahead

/** Microseconds, as below. */
const late = createHistogram()
const turns = createHistogram()
let beat = performance.now()
let turn = process.threadCpuUsage()
setInterval(() => {
  const now = performance.now()
  late.record(Math.max(1, Math.round((now - beat - beatMs) * 1000)))
  beat = now
  turns.record(Math.max(1, sum(process.threadCpuUsage(turn))))
  turn = process.threadCpuUsage()
}, beatMs)
let main = process.threadCpuUsage()
let all = process.cpuUsage()
let readBefore = readSoFar()
let isMeasured = false
let told: () => void = () => {}

const started = await startService({
  ...{ host: 'browser', version: 'load', demo: 'never' },
  settings: { openFile: (options) => new Conf(options), config, watch: false },
})
if (!started.ok) throw new Error(started.message)
const service = started.value
for (const event of EVENTS) {
  service.on(event, (payload) => {
    // What it takes to send it to a window.
    serialize(payload)
    if (event !== 'seats.server') return
    const { tag, askedAt } = payload as ServerSeats
    told()
    tell({ type: 'told', tag, askedAt })
  })
}
if (from !== null) {
  await service.call('servers.pause', { paused: true, minutes: null })
  await service.call('servers.poll', { tag: null })
}
process.on('disconnect', () => process.exit())
process.on('message', (message: ToSeatlog) => {
  if (message.type === 'poll') void poll(message.tag, message.at)
  else if (message.type === 'measure') tell({ type: 'measured', measured: measured() })
  else if (message.type === 'rebuild')
    void service.call('history.rebuild', { anyway: true }).then(() => tell({ type: 'rebuilt' }))
  else void service.stop().then(() => process.disconnect())
})
tell({ type: 'ready' })

async function poll(tag: string, at: number): Promise<void> {
  ahead = at * 1000 - realNow()
  const began = performance.now()
  let toldMs = Number.POSITIVE_INFINITY
  told = () => {
    toldMs = Math.min(toldMs, performance.now() - began)
  }
  await service.call('servers.poll', { tag })
  const info = await service.call('app.info', null)
  tell({ type: 'polled', toldMs, problems: info.ok ? info.value.notices.map(({ message }) => message) : [] })
}

function measured(): Measured {
  const [mainMs, allMs] = [sum(process.threadCpuUsage(main)) / 1000, sum(process.cpuUsage(all)) / 1000]
  const spreads = { late: spread(late), turn: spread(turns) }
  const readNow = readSoFar()
  const readBytes = readNow - readBefore
  collect()
  collect()
  const { external, rss: memory } = process.memoryUsage()
  if (!isMeasured) late.reset()
  isMeasured = true
  turns.reset()
  main = process.threadCpuUsage()
  turn = main
  all = process.cpuUsage()
  readBefore = readNow
  // The collection is the measurer's.
  beat = performance.now()
  return { mainMs, allMs, ...spreads, heap: heldObjects() + external, memory, readBytes }
}

/** Bytes. Of the code that V8 compiles there is ever more for some hours, and no more than the program has. */
function heldObjects(): number {
  const spaces = getHeapSpaceStatistics().filter(({ space_name }) => !/^(code|trusted)_/.test(space_name))
  return spaces.reduce((bytes, { space_used_size }) => bytes + space_used_size, 0)
}

function spread(histogram: RecordableHistogram): Spread {
  return { p99: histogram.percentile(99) / 1000, max: histogram.max / 1000 }
}

function sum({ user, system }: { readonly user: number; readonly system: number }): number {
  return user + system
}

function readSoFar(): number {
  try {
    return Number(/^rchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function tell(message: FromSeatlog): void {
  process.send?.(message)
}
