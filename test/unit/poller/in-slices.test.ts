import { performance } from 'node:perf_hooks'
import { beforeEach, expect, it, vi } from 'vitest'
import { inSlices } from '../../../main/poller/in-slices.ts'
import { mapSteps, type Steps } from '../../../preload/contract/steps.ts'

/** Milliseconds; only work makes them pass. */
let time = 0
vi.spyOn(performance, 'now').mockImplementation(() => time)
/** No slice of the test before is left. */
beforeEach(() => new Promise((resolve) => setImmediate(resolve)))

/** Steps of 4 ms. */
function* working(steps: number, name = '', told: string[] = []): Steps<string> {
  for (let step = 0; step < steps; step++) {
    time += 4
    told.push(name)
    yield
  }
  return 'done'
}

/** How long each turn of the event loop was held while works were done, the one in which they began first. */
async function turnsOf(begin: () => readonly Promise<unknown>[]): Promise<readonly number[]> {
  const turns: number[] = []
  let before = time
  let isDone = false
  const ended = Promise.all(begin()).finally(() => {
    isDone = true
  })
  for (;;) {
    turns.push(time - before)
    if (isDone) break
    before = time
    await new Promise((resolve) => setImmediate(resolve))
  }
  await ended
  return turns.filter((held) => held > 0)
}

it('long work lets others come to their turn every few steps', async () => {
  expect(await turnsOf(() => [inSlices(working(20))])).toEqual(Array(10).fill(8))
})

it('many works at once hold a turn no longer than one does', async () => {
  const turns = await turnsOf(() => Array.from({ length: 6 }, () => inSlices(working(10))))
  expect(turns).toEqual(Array(30).fill(8))
})

it('works that come one after the other within a turn share it', async () => {
  const turns = await turnsOf(() => Array.from({ length: 4 }, () => inSlices(working(1))))
  expect(turns).toEqual([8, 8])
})

it('works at once go on by turns, a step each', async () => {
  const told: string[] = []
  await Promise.all(['a', 'b', 'c'].map((name) => inSlices(working(4, name, told))))
  // The first to come has the slice of the turn they all came in.
  expect(told.join('')).toBe('aaabcabcbcbc')
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
