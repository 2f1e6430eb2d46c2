import type { Reservation } from '../lmstat/answer.ts'

/** What changed with a poll beside checkouts and capacity: events (DESIGN 4.6) without time and tag. */
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
