// A window of its own among the flood: asks every 50 ms over a new connection, in a thread of its own so that it does not
// measure the flood's own work.
import { request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

const { port, token } = workerData as { port: number; token: string }
/** Milliseconds; infinite where no answer came. */
const waits: number[] = []

const timer = setInterval(() => {
  const began = performance.now()
  const asked = request({
    ...{ host: '127.0.0.1', port, agent: false, method: 'POST', path: '/api/app.info', timeout: 10_000 },
    headers: { 'X-Seatlog-Token': token, 'Content-Type': 'application/json' },
  })
  asked.on('timeout', () => asked.destroy(new Error('no answer')))
  asked.on('error', () => waits.push(Number.POSITIVE_INFINITY))
  asked.on('response', (answer) => {
    answer
      .resume()
      .on('end', () => waits.push(answer.statusCode === 200 ? performance.now() - began : Number.POSITIVE_INFINITY))
  })
  asked.end('null')
}, 50)

const ready = setInterval(() => {
  if (waits.length === 0) return
  clearInterval(ready)
  parentPort?.postMessage('ready')
}, 20)

parentPort?.once('message', () => {
  clearInterval(timer)
  // Those under way may still come.
  setTimeout(() => parentPort?.postMessage(waits), 500)
})
