import type { AlertRule } from '../../../preload/contract/alerts.ts'
import type { FeatureDetails, FeatureSeats, Holder } from '../../../preload/contract/seats.ts'

/** A rule that is on, for all, told at once and not again before it was over. */
export const rule = (kind: AlertRule['kind'], given: Partial<AlertRule> = {}): AlertRule => ({
  kind,
  on: true,
  limit: 0,
  minutes: 0,
  repeatMinutes: 0,
  of: [],
  ...given,
})

export const HOUR = 3600

/** A seat that somebody holds; three hours ago by default. */
export const holder = (user: string, given: Partial<Holder> = {}): Holder => ({
  user,
  host: 'ws-0412',
  display: null,
  extra: null,
  version: null,
  seats: 1,
  since: '2026-05-28T17:26:00',
  heldFor: 3 * HOUR,
  linger: null,
  handle: '101',
  pid: null,
  uncertain: false,
  raw: '',
  pool: null,
  ...given,
})

/** Who holds seats of a feature, and who waits. */
export const details = (
  { key }: FeatureSeats,
  holders: readonly Holder[],
  waiting: readonly string[] = [],
): FeatureDetails => ({
  key,
  pools: [],
  holders,
  reservations: [],
  queued: waiting.map((user) => ({ user, host: null, display: null, version: null, seats: 1 })),
  listedSeats: holders.length,
})
