import { availableParallelism } from 'node:os'
import type { Finding, Trial } from '../proof.ts'
import type { LongRead, LongTask } from './long-worker.ts'
import { dealt, folderIn, inPool } from './pool.ts'
import type { Amount } from './proof.ts'
import { readersIn } from './readers.ts'
import { inThread } from './thread.ts'

/** Every reader reads long texts, of one line and of many: twice the text takes about twice the time. */
export async function readLong(trial: Trial, amount: Amount): Promise<readonly Finding[]> {
  const groups = readersIn(folderIn(trial.folder, 'long'))
  const names = groups.flatMap(({ readers }) => readers).map(({ name }) => name)
  const tasks = trial.isShort ? dealt(names, availableParallelism()) : names.map((name) => [name])
  const read = (await inPool(tasks, (some, which) => readIn(trial, amount, some, which))).flat()
  const worst = read.reduce((one, other) => (other.msPerMegabyte > one.msPerMegabyte ? other : one))
  const ratio = Math.max(...read.map(({ worstRatio }) => worstRatio))
  const count = (figure: 'shapes' | 'doubled'): number => read.reduce((sum, one) => sum + one[figure], 0)
  return [
    { what: 'texts of 8,192 characters, by every reader', times: count('shapes'), figures: '', wrong: [] },
    {
      what: `the slowest of each reader, doubled to ${amount.most.toLocaleString('en')} characters`,
      times: count('doubled'),
      figures: `worst ${worst.msPerMegabyte.toFixed(0)} ms per MB (${worst.name}), twice the text ${ratio.toFixed(1)} times the time`,
      wrong: read.flatMap(({ wrong }) => wrong),
    },
  ]
}

async function readIn(
  trial: Trial,
  { most, shapes, doubled }: Amount,
  readers: readonly string[],
  which: number,
): Promise<readonly LongRead[]> {
  const folder = folderIn(trial.folder, `long/${which}`)
  const task: LongTask = { readers, seed: trial.seed, folder, most, shapes, doubled }
  const thread = await inThread<readonly LongRead[]>('./long-worker.ts', task)
  if ('told' in thread) {
    for (const { name, msPerMegabyte, worst } of thread.told)
      trial.tell(`${name}: ${msPerMegabyte.toFixed(0)} ms per MB, of ${worst}`)
    return thread.told
  }
  const name = readers.join(', ')
  return [
    { name, shapes: 0, doubled: 0, msPerMegabyte: 0, worst: '', worstRatio: 1, wrong: [`${name} ${thread.broken}`] },
  ]
}
