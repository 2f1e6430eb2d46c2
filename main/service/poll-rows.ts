import { encodeCapacity } from '../datafiles/capacity-cap.ts'
import { encodeCheckout } from '../datafiles/checkouts-chk.ts'
import { encodeEvent, type SeatlogEvent } from '../datafiles/events.ts'
import { encodeFeatures } from '../datafiles/features-csv.ts'
import type { PendingRow } from '../datafiles/journal.ts'
import { localStamp } from '../datafiles/local-time.ts'
import type { Names } from '../datafiles/names.ts'
import { encodeUsers } from '../datafiles/users-csv.ts'
import type { Answer } from '../lmstat/answer.ts'
import type { Live } from '../usage/live.ts'
import { recordRows, recordSlot } from '../usage/record.ts'
import { track } from '../usage/tracker.ts'
import { gapBefore, transitions } from '../usage/transitions.ts'
import type { PollMemory } from './poll-memory.ts'
import { privateAnswer } from './private-answer.ts'

/** Capacity rarely changes, and is looked at this often (DESIGN 4.5). */
const CAPACITY_SECONDS = 3600

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
  const tracked = track(memory.tracker, {
    tag,
    at: askedAt,
    intervalSeconds,
    zone,
    answer: privateAnswer(answer, names),
    capacitySeconds: CAPACITY_SECONDS,
  })
  // A clock that seems to be off is for the eye, not for the record.
  const trackedNews = tracked.news.filter((item) => item.type !== 'clock')
  const loggingText = logging === null ? memory.logging : JSON.stringify(logging)
  const announced = logging !== null && loggingText !== memory.logging ? [{ t: askedAt, ...logging }] : []
  const events: SeatlogEvent[] = [
    ...announced,
    ...[...(gap === null ? [] : [gap]), ...news, ...trackedNews].map(
      (item): SeatlogEvent => ({ t: askedAt, tag, ...item }),
    ),
  ]

  const slot = recordIntervalSeconds === null ? askedAt : recordSlot(askedAt, recordIntervalSeconds)
  const recorded = recordRows(answer, (daemon) => memory.slots[daemon] !== slot)
  const stamp = localStamp(askedAt, zone)
  const pending = (kind: PendingRow['kind'], line: string, name = ''): PendingRow => ({ kind, name, at: askedAt, line })
  const userLines = names.mode === 'names' ? encodeUsers(stamp, recorded.users) : []
  const rows = [
    ...events.map((event) => pending('events', encodeEvent(event))),
    ...tracked.capacity.map((change) => pending('capacity', encodeCapacity({ tag, ...change }))),
    ...tracked.finished.map((row) => pending('checkouts', encodeCheckout(row))),
    ...encodeFeatures(stamp, recorded.features).map((line) => pending('features', line)),
    ...userLines.map((line, at) => pending('users', line, recorded.users[at]?.feature)),
  ]
  const slots = { ...memory.slots, ...Object.fromEntries(recorded.daemons.map((daemon) => [daemon, slot])) }
  return {
    rows,
    memory: {
      lastPollAt: askedAt,
      intervalSeconds,
      slots,
      reported,
      logging: loggingText,
      live,
      tracker: tracked.state,
    },
  }
}
