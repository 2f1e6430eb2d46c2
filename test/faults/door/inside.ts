// Loaded into the process under attack (node --import): answers from inside what cannot be seen from outside.
import { readdirSync } from 'node:fs'
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'

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
  /** Names that the prototypes of all objects did not have at the start. */
  readonly polluted: readonly string[]
}

// No right of a new file is masked: those count that Seatlog asks for.
if (isMainThread) process.umask(0)

const PROTOTYPES = [Object.prototype, Array.prototype, Function.prototype, String.prototype]
const names = (): string[] => PROTOTYPES.flatMap((prototype) => Reflect.ownKeys(prototype).map(String))
const known = new Set(names())

function vitals(): Vitals {
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return {
    heap: heapUsed + external,
    rss,
    sockets: process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
    descriptors: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
    polluted: names().filter((name) => !known.has(name)),
  }
}

if (isMainThread) process.on('message', () => process.send?.(vitals()))
// The process ends as if nobody asked.
process.channel?.unref()
