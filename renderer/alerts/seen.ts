import type { Alert } from '../../preload/contract/alerts.ts'

/** The newest alert that was looked at; `at` too, because ids begin anew where Seatlog's own folder is lost. */
export interface Seen {
  readonly id: number
  /** Epoch seconds. */
  readonly at: number
}

export const NOTHING_SEEN: Seen = { id: 0, at: 0 }

/** Either is enough: clocks are set back, too. */
export const isNew = (alert: Pick<Alert, 'id' | 'at'>, seen: Seen): boolean => alert.id > seen.id || alert.at > seen.at

/** What has been seen once these were looked at. */
export const newestOf = (alerts: readonly Pick<Alert, 'id' | 'at'>[]): Seen => ({
  id: Math.max(0, ...alerts.map(({ id }) => id)),
  at: Math.max(0, ...alerts.map(({ at }) => at)),
})

/** From what was kept; nothing seen where that is something else. */
export function readSeen(kept: unknown): Seen {
  if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('at' in kept)) return NOTHING_SEEN
  const { id, at } = kept
  return typeof id === 'number' && typeof at === 'number' ? { id, at } : NOTHING_SEEN
}
