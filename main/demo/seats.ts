import { type PoolNow, poolsOn, type SiteDaemon } from './daemon.ts'
import type { Request } from './requests.ts'

/** Where a request's seats come from. */
export interface Place {
  readonly pool: number
  readonly reserved: boolean
}

/** Counts the seats of one feature during a day. Reserved seats are part of the first pool. */
export interface Seats {
  /** Null: there is no room. */
  find(request: Request): Place | null
  /** Whether a pool has so many seats that are not reserved. */
  hasRoom(pool: number, seats: number): boolean
  /** Whether there would be room but for seats reserved for others. */
  withheld(request: Request): boolean
  take(place: Place, seats: number): void
  give(place: Place, seats: number): void
}

export function countSeats(daemon: SiteDaemon, feature: number, day: number): Seats {
  const spec = daemon.spec.features[feature]
  const unlimited = spec?.kind === 'uncounted' || (spec?.pools.length ?? 0) === 0
  const free = unlimited
    ? [Number.POSITIVE_INFINITY]
    : poolsOn(daemon, feature, day).map(
        (pool: PoolNow, index) => pool.seats + (index === 0 ? (spec?.overdraft ?? 0) : 0),
      )
  let idle = spec?.reserved?.seats ?? 0
  const freeIn = (pool: number): number => free[pool] ?? 0
  const hasRoom = (pool: number, seats: number): boolean => freeIn(pool) - (pool === 0 ? idle : 0) >= seats

  return {
    hasRoom,
    find(request) {
      if (request.member && idle >= request.seats) return { pool: 0, reserved: true }
      for (let pool = Math.min(request.lastPool, free.length - 1); pool >= 0; pool--) {
        if (hasRoom(pool, request.seats)) return { pool, reserved: false }
      }
      return null
    },
    withheld: (request) => freeIn(0) >= request.seats,
    take(place, seats) {
      free[place.pool] = freeIn(place.pool) - seats
      if (place.reserved) idle -= seats
    },
    give(place, seats) {
      free[place.pool] = freeIn(place.pool) + seats
      if (place.reserved) idle += seats
    },
  }
}
