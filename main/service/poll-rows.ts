import { encodeEvent, type SeatlogEvent } from '../datafiles/events.ts'
import { encodeFeatures } from '../datafiles/features-csv.ts'
import type { PendingRow } from '../datafiles/journal.ts'
import { localStamp } from '../datafiles/local-time.ts'
import type { Names } from '../datafiles/names.ts'
import { encodeUsers } from '../datafiles/users-csv.ts'
import type { Answer } from '../lmstat/answer.ts'
import type { Live } from '../usage/live.ts'
import { recordRows, recordSlot } from '../usage/record.ts'
import { gapBefore, transitions } from '../usage/transitions.ts'
import type { PollMemory } from './poll-memory.ts'

export interface RecordedPoll {
  readonly tag: string
  readonly zone: string
  /** Epoch seconds. */
  readonly askedAt: number
  /** How far apart polls of this server are now: more than the settings say while it answers slowly. */
  readonly intervalSeconds: number
  readonly answer: Answer
  readonly live: Live
}

export interface RecordRules {
  /** How far apart polls are by the settings. */
  readonly expectedSeconds: number
  /** Null: rows of every poll. */
  readonly recordIntervalSeconds: number | null
  readonly names: Names
  /** The `logging` event to write if it says anything new; null while the log folder is not known. */
  readonly logging: Omit<Extract<SeatlogEvent, { type: 'logging' }>, 't'> | null
}

/** All rows one poll adds to the data files, in their order, and what to remember with them. Pure. */
export function pollRows(
  memory: PollMemory,
  { tag, zone, askedAt, intervalSeconds, answer, live }: RecordedPoll,
  { expectedSeconds, recordIntervalSeconds, names, logging }: RecordRules,
): { readonly rows: readonly PendingRow[]; readonly memory: PollMemory } {
  const gap = gapBefore(memory.lastPollAt, askedAt, Math.max(expectedSeconds, memory.intervalSeconds))
  const { news, reported } = transitions(memory.reported, live)
  const loggingText = logging === null ? memory.logging : JSON.stringify(logging)
  const announced = logging !== null && loggingText !== memory.logging ? [{ t: askedAt, ...logging }] : []
  const events: SeatlogEvent[] = [
    ...announced,
    ...[...(gap === null ? [] : [gap]), ...news].map((item): SeatlogEvent => ({ t: askedAt, tag, ...item })),
  ]

  const slot = recordIntervalSeconds === null ? askedAt : recordSlot(askedAt, recordIntervalSeconds)
  const recorded = recordRows(answer, (daemon) => memory.slots[daemon] !== slot)
  const stamp = localStamp(askedAt, zone)
  const rows: PendingRow[] = [
    ...events.map((event) => ({ kind: 'events' as const, name: '', at: askedAt, line: encodeEvent(event) })),
    ...encodeFeatures(stamp, recorded.features).map((line) => ({
      kind: 'features' as const,
      name: '',
      at: askedAt,
      line,
    })),
  ]
  if (names.mode === 'names') {
    const lines = encodeUsers(stamp, recorded.users)
    recorded.users.forEach(({ feature }, at) => {
      rows.push({ kind: 'users', name: feature, at: askedAt, line: lines[at] ?? '' })
    })
  }
  const slots = { ...memory.slots, ...Object.fromEntries(recorded.daemons.map((daemon) => [daemon, slot])) }
  return { rows, memory: { lastPollAt: askedAt, intervalSeconds, slots, reported, logging: loggingText, live } }
}
