// Windows of its own among the flood, in a thread of their own so that they do not measure the flood's own work: one that is
// open, which asks over the connection it has, and new ones, which have to get one first. Each asks every 50 ms.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

/** Milliseconds until each answer was there; infinite where none came within half a minute, or it was a refusal. */
export interface Waits {
  readonly open: readonly number[]
  readonly new: readonly number[]
}

const { port, token } = workerData as { port: number; token: string }
const kept = new Agent({ keepAlive: true, maxSockets: 1 })

/** `agent`: false for a connection of its own. */
function ask(agent: Agent | false): Promise<number> {
  const began = performance.now()
  let waited = Number.POSITIVE_INFINITY
  const asked = request({
    ...{ host: '127.0.0.1', port, agent, method: 'POST', path: '/api/app.info' },
    headers: { 'X-Seatlog-Token': token, 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(30_000),
  })
  asked.on('error', () => undefined)
  asked.on('response', (answer) => {
    answer.on('error', () => undefined)
    answer.resume().on('end', () => {
      if (answer.statusCode === 200) waited = performance.now() - began
    })
  })
  asked.end('null')
  return new Promise((resolve) => asked.on('close', () => resolve(waited)))
}

if (parentPort === null) throw new Error('This is a thread of the proof.')
// Once before the flood, which does not count.
await ask(kept)
parentPort.postMessage('ready')
const waits: { open: Promise<number>[]; new: Promise<number>[] } = { open: [], new: [] }
const timer = setInterval(() => {
  waits.open.push(ask(kept))
  waits.new.push(ask(false))
}, 50)
await once(parentPort, 'message')
clearInterval(timer)
const answer: Waits = { open: await Promise.all(waits.open), new: await Promise.all(waits.new) }
parentPort.postMessage(answer)
