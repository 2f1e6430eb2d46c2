import { performance } from 'node:perf_hooks'
import type { Steps } from '../../preload/contract/steps.ts'

/** So long others wait, milliseconds, for whatever number of works. */
const SLICE_MS = 8

/** Works under way, the next one first: each does a step and says whether it was the last. */
const works: (() => boolean)[] = []

/** When the slice ends that all works share in this turn of the event loop; null: none has begun. */
let sliceEnds: number | null = null

/** Runs steps in slices of a few milliseconds, so that others come to their turn; what is short is done in the first. */
export function inSlices<T>(steps: Steps<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  works.push(() => {
    try {
      const step = steps.next()
      if (step.done) resolve(step.value)
      return step.done === true
    } catch (fault) {
      reject(fault)
      return true
    }
  })
  goOn()
  return promise
}

function goOn(): void {
  if (sliceEnds === null) {
    sliceEnds = performance.now() + SLICE_MS
    setImmediate(() => {
      sliceEnds = null
      if (works.length > 0) goOn()
    })
  }
  while (performance.now() < sliceEnds) {
    const work = works.shift()
    if (work === undefined) return
    if (!work()) works.push(work)
  }
}
