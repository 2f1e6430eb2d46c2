import { performance } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { inSlices } from '../../../main/poller/in-slices.ts'
import { mapSteps, type Steps } from '../../../preload/contract/steps.ts'

function* working(steps: number): Steps<string> {
  for (let step = 0; step < steps; step++) {
    const until = performance.now() + 4
    while (performance.now() < until);
    yield
  }
  return 'done'
}

/** How often others came to their turn while the work was done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isDone = false
  const ended = work.finally(() => {
    isDone = true
  })
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve))
    turns++
  }
  await ended
  return turns
}

it('long work lets others come to their turn every few steps', async () => {
  const work = inSlices(working(20))
  expect(await turnsDuring(work)).toBeGreaterThan(5)
  expect(await work).toBe('done')
})

it('two long works at once go on by turns', async () => {
  const [a, b] = [inSlices(working(10)), inSlices(working(10))]
  expect(await turnsDuring(Promise.all([a, b]))).toBeGreaterThan(5)
})

it('each item of a list is a step, and short work is done at once', async () => {
  expect(await inSlices(mapSteps(['a', 'b'], (item, at) => `${item}${at}`))).toEqual(['a0', 'b1'])
})

it('what a step throws, the work throws', async () => {
  const faulty = mapSteps([1], () => {
    throw new Error('a fault')
  })
  await expect(inSlices(faulty)).rejects.toThrow('a fault')
})
