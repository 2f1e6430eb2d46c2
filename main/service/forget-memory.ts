import type { FileAccess } from '../datafiles/file-access.ts'
import type { IsPerson } from '../datafiles/forget-person.ts'
import { memoryFile } from '../datafiles/layout.ts'
import { whoOf } from '../usage/rows.ts'
import type { DaemonStep } from '../usage/tracker.ts'
import { readHandedOver } from './handed-over.ts'
import type { Memories } from './memories.ts'
import type { PollMemory } from './poll-memory.ts'

/**
 * Takes a person out of what is remembered of a tag's polls, in the journal and in the copy beside the data where there is
 * one; answers how many entries that were.
 */
export async function forgetInMemory(
  files: FileAccess,
  data: string,
  tag: string,
  memories: Memories,
  isPerson: IsPerson,
): Promise<number> {
  const { memory, gone } = withoutPerson(memories.of(tag), isPerson)
  if (gone === 0) return 0
  memories.replace(tag, memory)
  if ((await files.tail(memoryFile(data, tag), 0)) !== null) await memories.publish(data, tag)
  return gone
}

/** How many entries that would be, by the copy beside the data. Rejects with the system's errors. */
export async function searchMemory(files: FileAccess, data: string, tag: string, isPerson: IsPerson): Promise<number> {
  const memory = await readHandedOver(files, data, tag)
  return memory === null ? 0 : withoutPerson(memory, isPerson).gone
}

/**
 * What polls remember, without a person, and how many entries were that person's. A seat still held comes back with the
 * next poll, as a checkout that begins then.
 */
export function withoutPerson(
  memory: PollMemory,
  isPerson: IsPerson,
): { readonly memory: PollMemory; readonly gone: number } {
  let gone = 0
  const without = <T>(all: readonly T[], matches: (one: T) => boolean): readonly T[] => {
    const kept = all.filter((one) => !matches(one))
    gone += all.length - kept.length
    return kept
  }
  const isPersons = ({ user }: { readonly user: string }): boolean => isPerson(user)
  const daemons = memory.tracker.daemons.map((daemon) => ({
    ...daemon,
    features: daemon.features.map((feature) => ({
      ...feature,
      rows: without(feature.rows, (row) => isPerson(whoOf(row)[0])),
      waiting: without(feature.waiting, isPersons),
      reserved: without(feature.reserved, ({ kind, name }) => isPerson(`r:${kind} ${name}`)),
    })),
  }))
  const withoutThem = (step: DaemonStep): DaemonStep => ({
    ...step,
    begun: without(step.begun, isPersons),
    finished: without(step.finished, isPersons),
  })
  const waiting = memory.fusion.waiting.map(withoutThem)
  const late = memory.fusion.late.map(withoutThem)
  // By `requesterOf`: the user, a line end, the host.
  const features = [...memory.fusion.features].map(
    ([name, people]) =>
      [name, new Map(without([...people], ([who]) => isPerson(who.split('\n', 1)[0] ?? '')))] as const,
  )
  const fusion = { ...memory.fusion, waiting, late, features: new Map(features) }
  return { memory: { ...memory, tracker: { ...memory.tracker, daemons }, fusion }, gone }
}
