import { availableParallelism } from 'node:os'
import type { Finding, Trial } from '../proof.ts'
import type { Fuzzed, FuzzTask } from './fuzz-worker.ts'
import { dealt, folderIn, inPool } from './pool.ts'
import type { Amount } from './proof.ts'
import { readersIn } from './readers.ts'
import { inThread } from './thread.ts'

/** Of which each text takes longer by a multiple: whole polls, settings, what is read as six kinds of files or from a disk. */
const SLOW = [
  ...['lmstat text', 'lmstat text, on to seats and record', 'debug log', 'files to import'],
  ...['settings.json', 'settings to be saved', 'alerts.json', 'tables of feature codes'],
]
const HISTORY = 'data folders, into the history'
/** A text of a few thousand characters takes no longer, milliseconds. */
const MOST_MS = 1000

/** Every reader reads texts made of good ones, by changes that go on from what was answered in a new way. */
export async function fuzzAll(trial: Trial, amount: Amount): Promise<readonly Finding[]> {
  const groups = readersIn(folderIn(trial.folder, 'fuzz'))
  const readers = groups.flatMap((group) => group.readers).map(({ name }) => ({ name, inputs: inputsOf(name, amount) }))
  const tasks = trial.isShort ? dealt(readers, availableParallelism()) : readers.map((reader) => [reader])
  const done = await inPool(tasks, (some, which) => fuzzIn(trial, some, which))
  const fuzzed = new Map(done.flat().map((one) => [one.name, one]))
  return groups.map(({ what, readers }): Finding => {
    const all = readers.flatMap(({ name }) => fuzzed.get(name) ?? [])
    const [inputs, seconds, kinds] = (['inputs', 'seconds', 'kinds'] as const).map((figure) =>
      all.reduce((sum, one) => sum + one[figure], 0),
    )
    const slowest = Math.max(0, ...all.map((one) => one.slowest))
    return {
      what,
      times: inputs ?? 0,
      figures: `${Math.round((inputs ?? 0) / (seconds || 1))}/s, ${kinds} kinds of answers, slowest text ${slowest.toFixed(0)} ms`,
      wrong: all.flatMap((one) => one.wrong),
    }
  })
}

function inputsOf(name: string, { inputs, ofSlow, ofHistory }: Amount): number {
  if (name === HISTORY) return ofHistory
  return SLOW.includes(name) ? ofSlow : inputs
}

async function fuzzIn(trial: Trial, readers: FuzzTask['readers'], which: number): Promise<readonly Fuzzed[]> {
  const task: FuzzTask = { readers, seed: trial.seed, folder: folderIn(trial.folder, `fuzz/${which}`) }
  const thread = await inThread<readonly Fuzzed[]>('./fuzz-worker.ts', task)
  if ('broken' in thread) {
    const [{ name } = { name: '' }] = readers
    return [{ name, inputs: 1, seconds: 1, kinds: 0, slowest: 0, wrong: [`${name} ${thread.broken}`] }]
  }
  return thread.told.map((one) => {
    const isSlow = one.slowest > MOST_MS
    trial.tell(`${one.name}: ${one.inputs} texts, ${(one.inputs / one.seconds).toFixed(0)}/s`)
    return isSlow
      ? { ...one, wrong: [...one.wrong, `${one.name} takes ${one.slowest.toFixed(0)} ms for a short text`] }
      : one
  })
}
