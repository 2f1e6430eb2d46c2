import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

/** A new folder in this one. */
export function folderIn(folder: string, name: string): string {
  const made = join(folder, name)
  mkdirSync(made, { recursive: true })
  return made
}

/** All that is to be done, as much at a time as there are processors; in the order of the tasks. */
export async function inPool<Task, Done>(
  tasks: readonly Task[],
  work: (task: Task, which: number) => Promise<Done>,
): Promise<readonly Done[]> {
  const done: Done[] = []
  const left = tasks.entries()
  async function goOn(): Promise<void> {
    for (const [which, task] of left) done[which] = await work(task, which)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, goOn))
  return done
}

/** So many lists of about as many members. */
export const dealt = <T>(all: readonly T[], lists: number): readonly (readonly T[])[] =>
  Array.from({ length: lists }, (_, list) => all.filter((_, at) => at % lists === list))
