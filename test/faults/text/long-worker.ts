import { parentPort, workerData } from 'node:worker_threads'
import { random } from '../../../main/demo/random.ts'
import { growthOf, growthProblem, perMegabyte } from './growth.ts'
import { longText, type Shape, shapesFor, shapeText } from './long-texts.ts'
import type { Reader } from './reader.ts'
import { readersIn } from './readers.ts'
import { cpuMs, createShow } from './thread.ts'

export interface LongTask {
  /** By name. */
  readonly readers: readonly string[]
  readonly seed: number
  readonly folder: string
  /** Characters of the longest text. */
  readonly most: number
  /** So many kinds of texts are looked at, and so many of them doubled. */
  readonly shapes: number
  readonly doubled: number
}

export interface LongRead {
  readonly name: string
  /** Texts of `FIRST_LOOK` characters, and those of them that were doubled. */
  readonly shapes: number
  readonly doubled: number
  readonly msPerMegabyte: number
  readonly worst: string
  readonly worstRatio: number
  readonly wrong: readonly string[]
}

const FIRST_LOOK = 8192

const task = workerData.task as LongTask
const show = createShow(workerData.shown)
const readers = readersIn(task.folder).flatMap(({ readers }) => readers)
const told: LongRead[] = []
for (const reader of readers) if (task.readers.includes(reader.name)) told.push(await readLong(reader))
parentPort?.postMessage(told)

async function readLong({ name, samples, read }: Reader): Promise<LongRead> {
  const wrong: string[] = []
  let [msPerMegabyte, worst, worstRatio] = [0, '', 1]
  const shapes = shapesFor({ name, samples, read }, random(task.seed), task.shapes)
  const slowest = await slowestOf(shapes, read)
  for (const shape of slowest) {
    const growth = await growthOf(
      task.most,
      (size) => {
        show(`${size} characters of ${shapeText(shape)}`)
        return longText(shape, size)
      },
      read,
    )
    const problem = growthProblem(growth, task.most)
    if (problem !== null) wrong.push(`${name} ${problem}, of ${shapeText(shape)}`)
    if (perMegabyte(growth) > msPerMegabyte) [msPerMegabyte, worst] = [perMegabyte(growth), shapeText(shape)]
    worstRatio = Math.max(worstRatio, growth.ratio)
  }
  return { name, shapes: shapes.length, doubled: slowest.length, msPerMegabyte, worst, worstRatio, wrong }
}

async function slowestOf(shapes: readonly Shape[], read: Reader['read']): Promise<readonly Shape[]> {
  const timed: { readonly shape: Shape; readonly milliseconds: number }[] = []
  for (const shape of shapes) {
    const text = longText(shape, FIRST_LOOK)
    show(`${FIRST_LOOK} characters of ${shapeText(shape)}`)
    const from = cpuMs()
    await read(text)
    timed.push({ shape, milliseconds: cpuMs() - from })
  }
  timed.sort((a, b) => b.milliseconds - a.milliseconds)
  return timed.slice(0, task.doubled).map(({ shape }) => shape)
}
