// A window of its own among the flood: asks every 50 ms over a new connection, in a thread of its own so that it does not
// measure the flood's own work.
import { once } from 'node:events'
import { request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

const { port, token } = workerData as { port: number; token: string }

/** Milliseconds until the answer is there; infinite where none came within half a minute, or it was a refusal. */
function ask(): Promise<number> {
  const began = performance.now()
  let waited = Number.POSITIVE_INFINITY
  const asked = request({
    ...{ host: '127.0.0.1', port, agent: false, method: 'POST', path: '/api/app.info' },
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
await ask()
parentPort.postMessage('ready')
const waits: Promise<number>[] = []
const timer = setInterval(() => waits.push(ask()), 50)
await once(parentPort, 'message')
clearInterval(timer)
parentPort.postMessage(await Promise.all(waits))
