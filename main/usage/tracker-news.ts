import type { Reservation } from '../lmstat/answer.ts'

/** What changed with a poll beside checkouts and capacity, without time and tag; most are events (DESIGN 4.6). */
export type TrackerNews =
  /** Idle reservations of a feature. */
  | {
      readonly type: 'reserved'
      readonly daemon: string
      readonly feature: string
      readonly reservations: readonly Reservation[]
    }
  /** All who wait for a feature. */
  | {
      readonly type: 'queued'
      readonly daemon: string
      readonly feature: string
      readonly waiting: readonly { readonly user: string; readonly host: string | null; readonly seats: number }[]
    }
  /** A row that now shows a linger time, or another one, in seconds. */
  | {
      readonly type: 'linger'
      readonly daemon: string
      readonly feature: string
      readonly user: string
      readonly host: string | null
      readonly seats: number
      readonly remaining: number | null
      readonly total: number
    }
  /**
   * No event, but to be shown: new rows start by `offset` seconds later than they were seen. Where that is a multiple
   * of 900 the zone of the settings is probably wrong, and `utcOffset` (seconds east of Greenwich, now) the right one;
   * else a clock is. 0: all is right again.
   */
  | { readonly type: 'clock'; readonly daemon: string; readonly offset: number; readonly utcOffset: number }
