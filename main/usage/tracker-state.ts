import type { Reservation } from '../lmstat/answer.ts'
import type { KnownCapacity } from './capacity.ts'
import type { ClockGuess } from './clock-guess.ts'
import type { OpenRow } from './rows.ts'
import type { Waiting } from './waiting.ts'

/**
 * All that comparing answers remembers of one tag between polls: plain data for the journal. Its strings are copies,
 * so that no answer's text is kept; what a poll did not change is the same object afterwards. Times are epoch seconds.
 */
export interface TrackerState {
  readonly daemons: readonly TrackedDaemon[]
  readonly capacity: KnownCapacity
}

export const NOTHING_TRACKED: TrackerState = { daemons: [], capacity: { checkedAt: null, seats: [] } }

/** A daemon as of its last complete answer. */
export interface TrackedDaemon {
  readonly name: string
  /** Of its server, as lmstat printed it. */
  readonly address: string
  readonly completeAt: number
  /** IANA name: the zone that answer was read by. */
  readonly zone: string
  /** The latest start of its rows, as local time; '' where none had one. */
  readonly latestStart: string
  /** It was reported down since. */
  readonly wentDown?: true
  /** The first whole answer since in which it was not listed. */
  readonly unlistedAt?: number
  readonly clock: ClockGuess
  readonly features: readonly TrackedFeature[]
}

/** A feature of a daemon, its repeated blocks together. */
export interface TrackedFeature {
  readonly name: string
  /** In the order lmstat printed them; idle reservations are among them. */
  readonly rows: readonly OpenRow[]
  readonly reserved: readonly Reservation[]
  readonly waiting: readonly Waiting[]
  /** The last number of issued seats above 0; absent where there never was one. */
  readonly issued?: number
  /** The first of the complete answers since in which that number was 0 or missing. */
  readonly noneSince?: number
  /** The last complete answer has no such feature: the one that had it last, and the first one that had not. */
  readonly missing?: { readonly shownAt: number; readonly since: number }
}
