import { parentPort, workerData } from 'node:worker_threads'
import { random } from '../../../main/demo/random.ts'
import { bornWith, changedSince } from '../born-with.ts'
import { createMutator } from './mutate.ts'
import { changedValue } from './mutate-json.ts'
import type { Reader } from './reader.ts'
import { readersIn } from './readers.ts'
import { cpuMs, createShow } from './thread.ts'

/** What a thread is to try. */
export interface FuzzTask {
  /** By name, and how many texts each is to read. */
  readonly readers: readonly { readonly name: string; readonly inputs: number }[]
  readonly seed: number
  readonly folder: string
}

export interface Fuzzed {
  readonly name: string
  readonly inputs: number
  readonly seconds: number
  /** Kinds of answers there were. */
  readonly kinds: number
  /** The longest that one text took, milliseconds of this thread's own. */
  readonly slowest: number
  readonly wrong: readonly string[]
}

const MOST_WRONG = 5
const CHECK_EVERY = 64

const task = workerData.task as FuzzTask
const show = createShow(workerData.shown)

const readers = readersIn(task.folder).flatMap(({ readers }) => readers)
const fuzzed: Fuzzed[] = []
for (const { name, inputs } of task.readers) {
  const reader = readers.find((one) => one.name === name)
  if (reader === undefined) throw new Error(`there is no reader “${name}”`)
  fuzzed.push(await fuzz(reader, inputs))
}
parentPort?.postMessage(fuzzed)

async function fuzz({ name, samples, isJson, read }: Reader, inputs: number): Promise<Fuzzed> {
  const began = cpuMs()
  const draw = random(task.seed)
  const grammar = samples.flatMap((sample) => sample.split('\n').slice(0, 200))
  const mutator = createMutator(draw, samples, grammar)
  const kinds = new Set<string>()
  const wrong = new Map<string, string>()
  let slowest = 0
  const values = isJson ? samples.flatMap(parsed) : []
  let value: unknown = null

  function next(): string {
    if (values.length === 0 || draw() < 0.3) return mutator.next()
    value = changedValue(draw, draw() < 0.4 ? value : values[Math.floor(draw() * values.length)])
    return JSON.stringify(value).slice(0, 30_000)
  }
  // Of this reader's own: what another one left behind is not its doing.
  const born = bornWith()
  for (const sample of samples) await read(sample)
  let input = 0
  while (input < inputs) {
    const text = next()
    show(text)
    const before = cpuMs()
    try {
      const kind = await read(text)
      if (!kinds.has(kind)) {
        kinds.add(kind)
        mutator.keep(text)
      }
    } catch (error) {
      const why =
        error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}${placeOf(error)}` : String(error)
      if (!wrong.has(why) && wrong.size < MOST_WRONG) wrong.set(why, await shortest(text, why, read))
    }
    slowest = Math.max(slowest, cpuMs() - before)
    input++
    if ((input % CHECK_EVERY === 0 || input === inputs) && bornWith() !== born) {
      const changed = changedSince(born).slice(0, 4).join('; ')
      wrong.set(`what objects are born with was changed by one of the last ${CHECK_EVERY} texts (${changed})`, text)
      break
    }
  }
  const sentences = [...wrong].map(([why, text]) => `${name}: ${why}, at ${JSON.stringify(text).slice(0, 500)}`)
  return { name, inputs: input, seconds: (cpuMs() - began) / 1000, kinds: kinds.size, slowest, wrong: sentences }
}

function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    return []
  }
}

/** Where in Seatlog it happened. */
function placeOf({ stack = '' }: Error): string {
  const place = /\/((?:main|preload|renderer)\/[^)\s]+)/.exec(stack)?.[1]
  return place === undefined ? '' : ` (${place})`
}

/** Lines, then pieces of what is left, are taken out as long as the same goes wrong. */
async function shortest(text: string, why: string, read: Reader['read']): Promise<string> {
  let left = text
  for (let size = Math.ceil(text.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const without = left.slice(0, at) + left.slice(at + size)
      if (await isSame(without)) left = without
      else at += size
    }
  }
  return left

  async function isSame(shorter: string): Promise<boolean> {
    try {
      await read(shorter)
      return false
    } catch (error) {
      return error instanceof Error && why === `${error.name}: ${error.message.slice(0, 200)}${placeOf(error)}`
    }
  }
}
