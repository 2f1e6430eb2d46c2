import type { LogClock } from './log-clock.ts'
import type { PollTimes } from './poll-times.ts'
import type { DaemonStep } from './tracker.ts'

/**
 * What joining polls with a tag's debug logs remembers between polls. What a poll did not change is the same object
 * afterwards. Times are epoch seconds.
 */
export interface FusionState {
  /** Up to when the logs were read to their ends; null: never yet. */
  readonly readTo: number | null
  /** What polls changed and the logs have not passed yet, oldest first. */
  readonly waiting: readonly DaemonStep[]
  /** Those that waited too long: their rows are written, and their lines are still to come. */
  readonly late: readonly DaemonStep[]
  /** By name. */
  readonly daemons: ReadonlyMap<string, FusedDaemon>
  /** By name; of each its people by `requesterOf`. */
  readonly features: ReadonlyMap<string, ReadonlyMap<string, FusedPerson>>
}

export const NOTHING_FUSED: FusionState = {
  readTo: null,
  waiting: [],
  late: [],
  daemons: new Map(),
  features: new Map(),
}

/** A daemon as its log and the polls know it. */
export interface FusedDaemon {
  /** Its complete polls, those whose changes wait included. */
  readonly polls: PollTimes
  /** The last complete poll whose changes are settled; null: none is. */
  readonly settledTo: number | null
  /** Its last line in the log that is kept here: when it last was alive for certain. */
  readonly aliveAt: number
  /** How many OUT lines there were before the first IN; 'logs-ins' since. */
  readonly outs: number | 'logs-ins'
  /** Its log's clock beside that of the polls. */
  readonly clock: LogClock
}

/** What one person's requests for one feature left open. */
export interface FusedPerson {
  /** OUT and IN lines that belong to no row yet, in the log's order. */
  readonly lines: readonly LogLine[]
  /** Rows that polls show and whose OUT is known. */
  readonly links: readonly Link[]
  readonly queued: readonly QueuedLine[]
}

export interface LogLine {
  readonly type: 'OUT' | 'IN'
  readonly at: number
  readonly seats: number
  readonly daemon: string
  readonly user: string
  readonly host: string
  readonly account: string
  /** Of an OUT: when the request was queued. */
  readonly requestAt?: number
  /** Of an OUT: a complete poll since did not show it. */
  readonly unseen?: true
  /** Of an IN: there was none; its daemon died, and this is the last sign of it. */
  readonly lost?: true
}

/** The OUT of a row, which polls show with `seats` and since `shownSince`. */
export interface Link {
  readonly shownSince: number
  readonly seats: number
  readonly at: number
  readonly account: string
  readonly requestAt?: number
}

/** A QUEUED line; `leftAt`: that of its DEQUEUED line, which stands just before the OUT where it was granted. */
export interface QueuedLine {
  readonly at: number
  readonly daemon: string
  readonly leftAt?: number
}
