/** Alerts: what Seatlog tells without being asked, by notification, in the window's list, and to a command. */

/**
 * `low`: free seats at or below `limit` for `minutes`. `down`: a server or daemon, after its grace time; its coming back is
 * told, too. `expiring`: seats expire in 30, 14, 7 or 1 days. `held`: a seat held longer than `limit` hours. `queued`: `limit`
 * people or more wait. `denials`: `limit` counted denials of class no seat or more within an hour. `unreadable`: lmstat prints lines
 * that are not understood.
 */
export const ALERT_KINDS = ['low', 'down', 'expiring', 'held', 'queued', 'denials', 'unreadable'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

export interface AlertRule {
  readonly kind: AlertKind
  readonly on: boolean
  /** See the kinds; of `down`, `expiring` and `unreadable` it says nothing. */
  readonly limit: number
  /** So long it must last; of `low`, `queued` and `unreadable`. */
  readonly minutes: number
  /** The same is not told again within so many minutes; 0: only when it was over meanwhile. */
  readonly repeatMinutes: number
  /** Keys of features as in the seats view, of `down` and `unreadable` tags; empty: all. */
  readonly of: readonly string[]
}

/** What was told. */
export interface Alert {
  /** Grows. */
  readonly id: number
  readonly at: number
  readonly kind: AlertKind | 'free'
  /** It is over: the server is back, the seats are free again. */
  readonly over: boolean
  readonly tag: string
  /** Null: it is about the server. */
  readonly feature: string | null
  /** A few words: "AutoCAD 2026: 1 of 25 free". */
  readonly title: string
  /** One sentence more. */
  readonly text: string
  /** The address in the window that shows it (`#…`). */
  readonly place: string
}

export interface AlertsView {
  /** Newest first, at most 200, of this and earlier runs. */
  readonly alerts: readonly Alert[]
  /** Keys of the features whose next free seat is told once. */
  readonly tellWhenFree: readonly string[]
  /** Why the command failed last, one sentence; null: it did not. */
  readonly commandProblem: string | null
}

export interface AlertRequests {
  'alerts.list': { request: null; response: AlertsView }
  /** Tell once when a seat of the feature is free; at once no more than now: one that is free is not told. */
  'alerts.tell': { request: { readonly key: string; readonly wanted: boolean }; response: AlertsView }
  /** Runs the command with an alert that is marked as a test. */
  'alerts.test': { request: null; response: null }
}
