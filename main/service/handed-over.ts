import * as v from 'valibot'
import type { FileAccess } from '../datafiles/file-access.ts'
import { memoryFile } from '../datafiles/layout.ts'
import type { Holding, Leases } from '../datafiles/leases.ts'
import { readLogMemory } from './log-following.ts'
import type { Memories } from './memories.ts'
import { memoryOf, NOTHING_REMEMBERED, PEOPLE, type PollMemory, ROWS } from './poll-memory.ts'

interface Tools {
  readonly files: FileAccess
  /** The data folder. */
  readonly data: string
  readonly leases: Leases
  readonly memories: Memories
}

/**
 * Takes a tag as `Leases.acquire` does; where another Seatlog polled it before, what this one remembers is older than what that
 * one recorded since, and it goes on from that one's memory.
 */
export const takeTag = (
  { files, data, leases, memories }: Tools,
  tag: string,
  intervalSeconds: number,
  debugLogs: readonly string[],
): Promise<Holding> =>
  leases.acquire(tag, intervalSeconds, async (from, ours) => {
    const handed = await readHandedOver(files, data, tag)
    const lastPollAt = handed?.lastPollAt ?? null
    // What is copied is never newer than what its writer remembers.
    if (ours && (lastPollAt ?? 0) <= (memories.of(tag).lastPollAt ?? 0)) return null
    memories.replace(tag, handed === null ? nothingHandedOver(from.at, debugLogs) : withLogs(handed, debugLogs))
    return { knownTo: lastPollAt }
  })

/**
 * What the Seatlog that polled a tag before remembered (`Memories.publish`); null where it left nothing that can be used.
 * Rejects with the system's errors.
 */
export async function readHandedOver(files: FileAccess, data: string, tag: string): Promise<PollMemory | null> {
  const text = await files.readText(memoryFile(data, tag))
  const parts = v.safeParse(schema, text)
  if (!parts.success || parts.output.tag !== tag) return null
  const memory = memoryOf(new Map(Object.entries(parts.output)))
  return memory === null ? null : { ...memory, logs: readLogMemory(memory.logs) }
}

/** What the other one followed under another path is known up to its last poll. */
function withLogs(handed: PollMemory, debugLogs: readonly string[]): PollMemory {
  const followed = Object.keys(handed.logs)
  if (followed.length === 0) return handed
  const others = debugLogs.filter((pattern) => !followed.includes(pattern))
  return { ...handed, logs: { ...nothingHandedOver(handed.lastPollAt ?? 0, others).logs, ...handed.logs } }
}

/** Without such a memory: another Seatlog polled until `lastPollAt`, and recorded what the debug logs told until then. */
export function nothingHandedOver(lastPollAt: number, debugLogs: readonly string[]): PollMemory {
  const logs = debugLogs.map((pattern) => [pattern, { read: null, since: lastPollAt }] as const)
  return { ...NOTHING_REMEMBERED, lastPollAt, logs: Object.fromEntries(logs) }
}

const text = v.string()
const number = v.number()
const time = v.nullable(v.number())
const maybe = v.exactOptional
// Without `foundAt`, which is by the clock of who polled.
const row = v.object({
  key: text,
  checkoutAt: number,
  requestAt: maybe(number),
  pid: maybe(number),
  linger: maybe(number),
  who: maybe(v.tuple([text, text, text])),
})
const feature = v.object({
  name: text,
  rows: v.array(row),
  reserved: v.array(v.object({ count: number, kind: text, name: text })),
  waiting: v.array(v.object({ user: text, host: text, seats: number, since: number })),
  issued: maybe(number),
  noneSince: maybe(number),
  missing: maybe(v.object({ shownAt: number, since: number })),
})
const line = v.object({
  type: v.picklist(['OUT', 'IN']),
  at: number,
  seats: number,
  daemon: text,
  user: text,
  host: text,
  account: text,
  requestAt: maybe(number),
  unseen: maybe(v.literal(true)),
  lost: maybe(v.literal(true)),
})
const person = v.object({
  lines: v.array(line),
  links: v.array(v.object({ shownSince: number, seats: number, at: number, account: text, requestAt: maybe(number) })),
  queued: v.array(v.object({ at: number, daemon: text, leftAt: maybe(number) })),
})
const open = {
  ...{ tag: text, daemon: text, feature: text, account: text, user: text, host: text, handle: text, display: text },
  ...{ version: text, seats: number, pid: number, requestAt: number, checkoutAt: number, shownAt: number },
}
const step = v.object({
  name: text,
  at: number,
  previousAt: time,
  begun: v.array(v.object({ ...open, claimedAt: maybe(number) })),
  finished: v.array(v.object({ ...open, checkinAt: number })),
})
const polls = v.object({ times: v.array(number), others: v.boolean() })
const fusedDaemon = v.object({
  polls,
  settledTo: time,
  aliveAt: number,
  outs: v.union([number, v.literal('logs-ins')]),
  clock: v.object({ low: number, high: number, lines: number, ahead: number }),
})
const trackedDaemon = v.object({
  name: text,
  address: text,
  completeAt: number,
  zone: text,
  latestStart: text,
  wentDown: maybe(v.literal(true)),
  unlistedAt: maybe(number),
  clock: v.object({ low: number, high: number, polls: number, offset: number }),
})
const head = v.object({
  format: number,
  names: v.picklist(['names', 'pseudonyms', 'none']),
  peopleKey: v.literal(''),
  lastPollAt: number,
  intervalSeconds: number,
  slots: v.record(text, number),
  logging: text,
  serving: v.array(text),
  announcedOn: text,
  live: v.null(),
  logs: v.unknown(),
  reported: v.object({
    server: v.nullable(v.picklist(['up', 'degraded', 'down'])),
    daemons: v.record(text, v.picklist(['up', 'down'])),
    problem: v.nullable(text),
    failing: v.record(text, text),
  }),
  daemons: v.array(trackedDaemon),
  fusion: v.object({
    readTo: time,
    waiting: v.array(step),
    late: v.array(step),
    daemons: v.array(v.tuple([text, fusedDaemon])),
  }),
})

const people = v.array(v.tuple([text, person]))
const place = v.pipe(text, v.parseJson(), v.tuple([text, text, text]))

/** Whether a part that is of some form is of the form that its name says. */
function isPart(name: string, part: unknown): boolean {
  if (name.startsWith(ROWS)) return v.is(place, name.slice(ROWS.length)) && v.is(feature, part)
  return name.startsWith(PEOPLE)
    ? v.is(people, part)
    : ['tag', 'head', 'licenses', 'capacity', 'packages'].includes(name)
}

/** One object of parts (see `partsOf`), each of the form that its name says. */
const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.objectWithRest(
    {
      tag: text,
      head,
      licenses: text,
      capacity: v.object({ checkedAt: time, seats: v.array(v.tuple([text, number])) }),
      packages: v.object({ ofLog: v.array(v.object({ package: text, components: v.array(text) })), told: text }),
    },
    v.union([feature, people]),
  ),
  v.check((parts) => Object.entries(parts).every(([name, part]) => isPart(name, part))),
)
