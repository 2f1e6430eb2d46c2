import { Worker } from 'node:worker_threads'

/** MB for what has just been made: V8 alone takes twice as much for a building thread, which is no faster by it (measured). */
const YOUNG_MB = 96

/** Starts a thread of the history. In the bundle they lie beside the program, as scripts; from the sources they are run as they stand. */
export function workerOf(name: 'worker' | 'rebuild-worker' | 'sheets-worker', data: unknown): Worker {
  // What lies packed in an archive is no file a thread can start from.
  const here = import.meta.url.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked')
  const url = here.endsWith('.ts') ? new URL(`./${name}.ts`, here) : new URL(`./history-${name}.js`, here)
  return new Worker(url, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
}
