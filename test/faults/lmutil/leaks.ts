import { readdirSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What this process holds at a moment. */
export interface Held {
  readonly handles: number
  /** Bytes, after a collection. */
  readonly heap: number
  readonly rss: number
}

/** Processes (their ids) with an environment variable of this value, which all descendants of this one inherit. */
export function processesWith(variable: string, value: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0 && id !== process.pid)
    .filter((id) => {
      try {
        // What has ended and nobody has taken note of holds no memory any more.
        return readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(`${variable}=${value}`)
      } catch {
        return false
      }
    })
}

/** Children of this process that have ended, and whose end it has not taken note of. */
export function zombies(): number {
  return readdirSync('/proc').filter((id) => {
    try {
      const [state, parent] = readFileSync(`/proc/${id}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return state === 'Z' && Number(parent) === process.pid
    } catch {
      return false
    }
  }).length
}

export function heldNow(): Held {
  collectGarbage()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { handles: readdirSync('/proc/self/fd').length, heap: heapUsed + external, rss }
}

let collect: (() => void) | null = null

function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}

/** How much y grows with each x, by least squares; 0 where there is too little of them. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: (point: { readonly x: number; readonly y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [x0, y0] = [mean(({ x }) => x), mean(({ y }) => y)]
  const spread = mean(({ x }) => (x - x0) ** 2)
  return points.length < 3 || spread === 0 ? 0 : mean(({ x, y }) => (x - x0) * (y - y0)) / spread
}
