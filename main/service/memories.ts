import type { FileAccess } from '../datafiles/file-access.ts'
import { type Committed, type Journal, type PendingRow, stateText } from '../datafiles/journal.ts'
import { joinedBytes } from '../datafiles/json-steps.ts'
import { memoryFile } from '../datafiles/layout.ts'
import { inSlices } from '../poller/in-slices.ts'
import { type MemoryParts, memoryOf, NOTHING_REMEMBERED, type PollMemory, partsOf } from './poll-memory.ts'
import { withoutPeopleSteps } from './private-memory.ts'

/** What polls have to remember, tag by tag: kept in the journal, and copied beside the data for whoever takes over. */
export interface Memories {
  of(tag: string): PollMemory
  /** Puts rows into the journal and remembers `memory`, both or neither. */
  commit(tag: string, zone: string, rows: readonly PendingRow[], memory: PollMemory): Committed
  /** Forgets all that is known of a tag for `memory`. */
  replace(tag: string, memory: PollMemory): void
  /** Replaces the copy in the data folder `data`, for the Seatlog that takes over from this one. */
  publish(data: string, tag: string): Promise<void>
}

/** Keys of the journal's state. */
const PREFIX = 'memory '

interface Known {
  readonly memory: PollMemory
  readonly parts: MemoryParts
}

export function createMemories(files: FileAccess, journal: Journal): Memories {
  const known = new Map<string, Known>()
  return {
    of: (tag) => knownOf(tag).memory,

    commit(tag, zone, rows, memory) {
      const next = { memory, parts: partsOf(memory) }
      const committed = journal.commit(tag, zone, rows, changed(knownOf(tag).parts, next.parts))
      if (committed.ok) known.set(tag, next)
      return committed
    },

    replace(tag, memory) {
      const next = { memory, parts: partsOf(memory) }
      const done = journal.commit(tag, '', [], changed(written(journal.states(tag, PREFIX)), next.parts))
      if (!done.ok) throw new Error(done.message)
      known.set(tag, next)
    },

    async publish(data, tag) {
      // Since when servers are silent the other one finds out by itself.
      const { memory } = knownOf(tag)
      const parts = partsOf({
        ...(memory.names === 'none' ? await inSlices(withoutPeopleSteps(memory)) : memory),
        live: null,
      })
      function* texts(): Iterable<string> {
        yield `{${JSON.stringify('tag')}:${stateText(tag)}`
        for (const [name, part] of parts) yield `,\n${JSON.stringify(name)}:${stateText(part)}`
        yield '}\n'
      }
      await files.replace(memoryFile(data, tag), await inSlices(joinedBytes(texts())))
    },
  }

  function knownOf(tag: string): Known {
    const before = known.get(tag)
    if (before !== undefined) return before
    const parts = journal.states(tag, PREFIX)
    const read = { memory: memoryOf(parts) ?? NOTHING_REMEMBERED, parts: written(parts) }
    known.set(tag, read)
    return read
  }
}

/** Parts that are known by name alone: each is written once more. */
const written = (parts: MemoryParts): MemoryParts => new Map([...parts.keys()].map((name) => [name, undefined]))

/** What to write for the parts that changed: null for those that are gone. */
function changed(before: MemoryParts, after: MemoryParts): Readonly<Record<string, unknown>> {
  const entries = [...after].filter(([name, part]) => before.get(name) !== part)
  const gone = [...before.keys()].filter((name) => !after.has(name))
  return Object.fromEntries([
    ...entries.map(([name, part]) => [PREFIX + name, part]),
    ...gone.map((name) => [PREFIX + name, null]),
  ])
}
