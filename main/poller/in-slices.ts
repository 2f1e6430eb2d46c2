import { performance } from 'node:perf_hooks'
import type { Steps } from '../../preload/contract/steps.ts'

/** So long others wait, milliseconds. */
const SLICE_MS = 8

/** When the slice ends that all work of this turn of the event loop shares; null: none has begun. */
let sliceEnds: number | null = null

/** Runs steps in slices of a few milliseconds, so that others come to their turn; what is short is done in the first. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const until = endOfSlice()
    while (performance.now() < until) {
      const step = steps.next()
      if (step.done) return step.value
    }
    await new Promise((resolve) => setImmediate(resolve))
    sliceEnds = null
  }
}

function endOfSlice(): number {
  if (sliceEnds !== null) return sliceEnds
  sliceEnds = performance.now() + SLICE_MS
  setImmediate(() => {
    sliceEnds = null
  })
  return sliceEnds
}
