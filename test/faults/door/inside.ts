// Loaded into the process under attack (node --import): answers from inside what cannot be seen from outside.
import { subscribe } from 'node:diagnostics_channel'
import { readdirSync } from 'node:fs'
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'
import { bornWith, changedSince } from '../born-with.ts'

/** What a flood may leave behind, of a process. */
export interface Vitals {
  /** Bytes of JavaScript objects, after a collection of garbage, and of buffers beside them. */
  readonly heap: number
  /** Bytes of the whole process. */
  readonly rss: number
  /** Open connections, both ways. */
  readonly sockets: number
  /** Open files and sockets, where the system tells. */
  readonly descriptors: number
  /** Requests it took up so far, but for the question that its own window asks during a flood. */
  readonly requests: number
  /** What objects are born with, and were not at the start, or no more. */
  readonly polluted: readonly string[]
}

// No right of a new file is masked: those count that Seatlog asks for.
if (isMainThread) process.umask(0)

const BORN = bornWith()

let requests = 0
subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: { readonly url?: string } }
  if (request.url !== '/api/app.info') requests += 1
})

function vitals(): Vitals {
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return {
    heap: heapUsed + external,
    rss,
    sockets: process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
    descriptors: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
    requests,
    polluted: changedSince(BORN),
  }
}

if (isMainThread) process.on('message', () => process.send?.(vitals()))
// The process ends as if nobody asked.
process.channel?.unref()
