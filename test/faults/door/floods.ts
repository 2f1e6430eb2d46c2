import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { MAX_AT_ONCE, MAX_STRANGERS } from '../../../main/browser/connections.ts'
import { MAX_STREAMS } from '../../../main/browser/event-streams.ts'
import type { Finding } from '../proof.ts'
import type { Waits } from './asker.ts'
import type { Vitals } from './inside.ts'
import { call, isOpen } from './outside.ts'
import { OUT, type Served } from './served.ts'

const MB = 1024 * 1024
/** Milliseconds after which a request that does not get on has to be ended: three times what it is given, as other work may
 * be going on here. */
const ENDED_AFTER = 40_000
/** Bytes that may have come, beside those the flood left, by Seatlog's own doing. */
const SLACK = 24 * MB
const MOST_RSS = 512 * MB

/** How much is tried. */
export interface Size {
  /** Connections in a wave, and waves. */
  readonly perWave: number
  readonly waves: number
  /** Connections that ask without waiting. */
  readonly hasty: number
  readonly streams: number
  readonly events: number
  /** Milliseconds within which a window has to be answered all the while, one that is open and a new one. */
  readonly patience: { readonly open: number; readonly new: number }
}

export const UNHURRIED = { open: Number.POSITIVE_INFINITY, new: Number.POSITIVE_INFINITY }

/** One connection of a flood. */
interface Held {
  readonly socket: Socket
  ended: boolean
}

/** Connections that are held open, and their number at the other side. */
async function hold(port: number, count: number, open: (socket: Socket, at: number) => void): Promise<readonly Held[]> {
  const all: Held[] = []
  for (let at = 0; at < count; at++) {
    const held: Held = { socket: connect({ port, host: '127.0.0.1' }), ended: false }
    held.socket.on('error', () => undefined)
    held.socket.on('close', () => {
      held.ended = true
    })
    open(held.socket, at)
    all.push(held)
    // Otherwise they would all be refused before the first is accepted.
    if (at % 100 === 99) await once(held.socket, 'connect').catch(() => undefined)
  }
  await wait(300)
  return all
}

function letGo(all: readonly Held[]): void {
  for (const { socket } of all) socket.destroy()
}

const plain = (port: number): string => `Host: 127.0.0.1:${port}\r\n`

/** Requests that begin and do not get on. */
export async function trySlow({ port, token }: Served): Promise<Finding> {
  const known = `${plain(port)}X-Seatlog-Token: ${token}\r\n`
  const kinds: readonly { readonly start: string; readonly drip: string }[] = [
    { start: '', drip: '' },
    { start: 'G', drip: '' },
    { start: `GET / HTTP/1.1\r\n${plain(port)}`, drip: 'X-A: b\r\n' },
    { start: `POST /api/app.info HTTP/1.1\r\n${plain(port)}Content-Length: 100000\r\n\r\n`, drip: ' ' },
    { start: `POST /api/app.info HTTP/1.1\r\n${known}Content-Length: 100000\r\n\r\n`, drip: ' ' },
    { start: `POST /api/app.info HTTP/1.1\r\n${known}Transfer-Encoding: chunked\r\n\r\n`, drip: '1\r\n \r\n' },
  ]
  const each = Math.floor((MAX_STRANGERS - 16) / kinds.length)
  const began = Date.now()
  const held = await hold(port, each * kinds.length, (socket, at) => {
    const { start, drip } = kinds[at % kinds.length] ?? { start: '', drip: '' }
    if (start !== '') socket.write(start)
    const timer = setInterval(() => socket.write(drip), 500)
    socket.resume().once('close', () => clearInterval(timer))
  })
  while (held.some(({ ended }) => !ended) && Date.now() - began < ENDED_AFTER) await wait(100)
  const seconds = (Date.now() - began) / 1000
  const open = held.filter(({ ended }) => !ended).length
  letGo(held)
  const wrong = open === 0 ? [] : [`${open} connections were still open after ${seconds.toFixed(0)} s`]
  return {
    what: 'request that does not get on',
    times: held.length,
    figures: `ended within ${seconds.toFixed(1)} s`,
    wrong,
  }
}

/** Connections in waves, each held until the wave is over; a window of its own asks meanwhile. */
export async function tryConnections(served: Served, size: Size): Promise<Finding> {
  const { port } = served
  const { waves, perWave } = size
  const kind = {
    what: 'flood of connections',
    times: waves * perWave,
    ...atMost(MAX_STRANGERS),
    requests: (waves * perWave) / 8,
  }
  return await duringFlood(served, size, kind, async (look) => {
    const starts = ['', 'G', `GET / HTTP/1.1\r\n${plain(port)}`, `GET / HTTP/1.1\r\n${plain(port)}\r\n`]
    for (let wave = 0; wave < waves; wave++) {
      const held = await hold(port, perWave, (socket, at) => {
        const start = starts[at % starts.length]
        if (start) socket.write(start)
        if (at % 8 < 4) socket.resume()
      })
      await look()
      letGo(held)
    }
  })
}

/** One request after the other over a connection, none of the answers ever read. */
export async function tryPipelining(served: Served, size: Size): Promise<Finding> {
  const { port, token } = served
  const count = size.hasty
  const known = `${plain(port)}X-Seatlog-Token: ${token}\r\n`
  const largest = largestFile()
  const requests = [
    `GET /${largest} HTTP/1.1\r\n${plain(port)}\r\n`,
    `POST /api/seats.get HTTP/1.1\r\n${plain(port)}Content-Length: 4\r\n\r\nnull`,
    `POST /api/seats.get HTTP/1.1\r\n${known}Content-Length: 4\r\n\r\nnull`,
    `GET /api/events HTTP/1.1\r\n${known}\r\n`,
  ]
  const perConnection = 2000
  const kind = {
    ...{ what: 'flood of requests over a connection', times: count * perConnection },
    // The first request too many ends a connection.
    ...{ leastOpen: 0, mostOpen: count + 8, requests: count * (MAX_AT_ONCE + 1) },
  }
  // Until a connection is ended it takes processor time, as any program of that user may: how long the window waits is told.
  const unhurried = { ...size, patience: UNHURRIED }
  return await duringFlood(served, unhurried, kind, async (look) => {
    const held = await hold(port, count, (socket, at) => {
      socket.pause()
      socket.write((requests[at % requests.length] ?? '').repeat(perConnection))
    })
    await look()
    letGo(held)
  })
}

function largestFile(): string {
  const files = readdirSync(join(OUT, 'renderer', 'assets')).map((name) => `assets/${name}`)
  const size = (name: string): number => statSync(join(OUT, 'renderer', name)).size
  return files.toSorted((a, b) => size(b) - size(a))[0] ?? 'index.html'
}

/** Event streams of somebody who has the token, every other of which never reads, while events come as fast as they can. */
export async function tryStreams(served: Served, size: Size): Promise<Finding> {
  const { port, token } = served
  const { streams: count, events } = size
  const start = `GET /api/events HTTP/1.1\r\n${plain(port)}X-Seatlog-Token: ${token}\r\n\r\n`
  const kind = { what: 'flood of event streams', times: count, ...atMost(MAX_STREAMS), requests: events + MAX_STREAMS }
  return await duringFlood(served, size, kind, async (look, check) => {
    const opened = new Set<Socket>()
    const heard = new Set<Socket>()
    const held = await hold(port, count, (socket, at) => {
      socket.write(start)
      if (at % 2 === 0) return socket.pause()
      socket.on('data', (piece: Buffer) => {
        if (piece.includes('HTTP/1.1 200')) opened.add(socket)
        if (piece.includes('event: ')) heard.add(socket)
      })
    })
    let refused = 0
    for (let at = 0; at <= events; at++) {
      const { value } = await call(served, 'servers.pause', JSON.stringify({ paused: at % 2 === 1, minutes: null }))
      if (value?.ok !== true) refused += 1
      if (at % 100 === 99 || at === events) await look()
    }
    letGo(held)
    check(refused === 0, `${refused} of the changes that bring events were refused`)
    check(opened.size >= MAX_STREAMS / 4, `only ${opened.size} of those that read were opened`)
    check(heard.size >= MAX_STREAMS / 4, `only ${heard.size} of those that read heard of an event`)
  })
}

type Check = (isKept: boolean, sentence: string) => void

interface Kind {
  readonly what: string
  readonly times: number
  /** Connections that have to stand open at some time, or there was no flood. */
  readonly leastOpen: number
  readonly mostOpen: number
  /** Requests that have to be taken up, or there was no flood. */
  readonly requests: number
}

/** So many connections are let stand open, and a flood reaches that. */
const atMost = (count: number): Pick<Kind, 'leastOpen' | 'mostOpen'> => ({ leastOpen: count / 2, mostOpen: count + 8 })

/** What a flood does to the process, while it lasts and afterwards, and how long the window waits meanwhile. */
async function duringFlood(
  served: Served,
  { patience }: Size,
  { what, times, leastOpen, mostOpen, requests }: Kind,
  flood: (look: () => Promise<void>, check: Check) => Promise<void>,
): Promise<Finding> {
  const wrong: string[] = []
  const check: Check = (isKept, sentence) => void (isKept || wrong.push(sentence))
  const before = await served.vitals()
  const seen: Vitals[] = []
  const window = new Worker(new URL('./asker.ts', import.meta.url), {
    workerData: { port: served.port, token: served.token },
  })
  await once(window, 'message')
  await flood(async () => void seen.push(await served.vitals()), check)
  window.postMessage('stop')
  const [waits] = (await once(window, 'message')) as [Waits]
  await window.terminate()
  const after = await settled(served, before)

  const most = (of: (vitals: Vitals) => number): number => Math.max(...seen.map(of))
  const open = most(({ sockets }) => sockets)
  const taken = after.requests - before.requests
  check(open - before.sockets >= leastOpen, `only ${open} connections were open: no flood`)
  check(taken >= requests, `only ${taken} requests were taken up: no flood`)
  for (const kind of ['open', 'new'] as const) {
    const answered = waits[kind].filter(Number.isFinite)
    const all = waits[kind].length
    check(all > 0 && answered.length === all, `a window, ${kind}, was answered ${answered.length} of ${all} times`)
    check(Math.max(...answered) <= patience[kind], `a window, ${kind}, waited ${slowest(waits[kind])}`)
  }
  check(open <= mostOpen, `${open} connections were open`)
  check(most(({ rss }) => rss) < MOST_RSS, `it took ${inMb(most(({ rss }) => rss))}`)
  check(after.sockets <= before.sockets, `${after.sockets - before.sockets} connections stayed`)
  check(after.descriptors <= before.descriptors + 4, `${after.descriptors - before.descriptors} files stayed open`)
  check(after.heap <= before.heap + SLACK, `${inMb(after.heap - before.heap)} stayed in memory`)
  check(await isOpen(served), 'afterwards its own window is not answered')
  const figures = [
    `an open window answered within ${slowest(waits.open)} (${waits.open.length} times), a new one within ${slowest(waits.new)}`,
    `open at most ${open}, afterwards ${after.sockets}`,
    `${taken} requests taken up`,
    `files ${before.descriptors} -> ${after.descriptors} (most ${most(({ descriptors }) => descriptors)})`,
    `heap ${inMb(before.heap)} -> ${inMb(after.heap)}`,
    `process at most ${inMb(most(({ rss }) => rss))}`,
  ]
  return { what, times, figures: figures.join(', '), wrong }
}

const slowest = (waits: readonly number[]): string => `${Math.max(...waits).toFixed(0)} ms`

const inMb = (bytes: number): string => `${(bytes / MB).toFixed(0)} MB`

/** Once what was let go is gone, or after ten seconds. */
async function settled(served: Served, before: Vitals): Promise<Vitals> {
  for (let at = 0; ; at++) {
    await wait(200)
    const now = await served.vitals()
    const isBack = now.sockets <= before.sockets && now.descriptors <= before.descriptors + 4
    if (isBack || at === 50) return now
  }
}
