import process from 'node:process'
import { Worker } from 'node:worker_threads'

/** Characters of the text at hand that are shown. */
const SHOWN = 16_384
/** A thread that shows nothing new for so long hangs. */
const PATIENCE_MS = 120_000
/** Milliseconds between looks. */
const LOOK_MS = 1000

export type Thread<T> = { readonly told: T } | { readonly broken: string }

/**
 * Runs a file in a thread, which gets the task and shows what it is at (`createShow`): so that what hangs, or takes all
 * memory, is named and ended.
 */
export function inThread<T>(file: string, task: object): Promise<Thread<T>> {
  const shown = new SharedArrayBuffer(8 + 2 * SHOWN)
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: { task, shown },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1500 },
  })
  const counts = new Uint32Array(shown, 0, 2)
  let before = -1
  let quietMs = 0
  return new Promise((resolve) => {
    const end = (thread: Thread<T>): void => {
      clearInterval(timer)
      void worker.terminate()
      resolve(thread)
    }
    const timer = setInterval(() => {
      const [count = 0] = counts
      quietMs = count === before ? quietMs + LOOK_MS : 0
      before = count
      if (quietMs >= PATIENCE_MS) end({ broken: `hangs at ${textIn(shown)}` })
    }, LOOK_MS)
    worker.on('message', (told: T) => end({ told }))
    worker.on('error', (error) => end({ broken: `ends with ${String(error)} at ${textIn(shown)}` }))
  })
}

/** In the thread: shows the text that is read now. */
export function createShow(shared: SharedArrayBuffer): (text: string) => void {
  const counts = new Uint32Array(shared, 0, 2)
  const shown = new Uint16Array(shared, 8)
  return (text) => {
    const end = Math.min(text.length, SHOWN)
    for (let at = 0; at < end; at++) shown[at] = text.charCodeAt(at)
    counts[1] = end
    counts[0] = (counts[0] ?? 0) + 1
  }
}

function textIn(shared: SharedArrayBuffer): string {
  const [, length = 0] = new Uint32Array(shared, 0, 2)
  return JSON.stringify(String.fromCharCode(...new Uint16Array(shared, 8, Math.min(length, 400))))
}

/** Milliseconds that this thread alone was at work: others on the machine do not count. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
