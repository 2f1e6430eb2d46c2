import { expiryDay } from './calendar.ts'
import type { Person } from './people.ts'
import { mix } from './random.ts'
import type { DaemonSpec, PoolSpec } from './specification.ts'

/** A vendor daemon of the simulated site with the people who use it. */
export interface SiteDaemon {
  readonly spec: DaemonSpec
  /** Part of every random stream of this daemon. */
  readonly key: number
  readonly roster: readonly Person[]
  readonly indexOf: ReadonlyMap<string, number>
  /** Of each feature: the packages it is a part of. */
  readonly packages: readonly (readonly number[])[]
}

/** `key` tells the random streams of daemons apart. */
export function siteDaemon(spec: DaemonSpec, key: number, everybody: readonly Person[]): SiteDaemon {
  const indexOf = new Map(spec.features.map((feature, index) => [feature.name, index]))
  const packages = spec.features.map((part) =>
    part.pools.length > 0
      ? []
      : spec.features.flatMap((feature, index) => (feature.parts?.includes(part.name) ? [index] : [])),
  )
  const order = everybody.map((person, index) => ({ person, at: mix(key, index) }))
  order.sort((a, b) => a.at - b.at)
  return { spec, key, roster: order.map((entry) => entry.person), indexOf, packages }
}

/** A pool on one day. */
export interface PoolNow {
  readonly spec: PoolSpec
  /** 0 while it is withdrawn or expired. */
  readonly seats: number
  /** A day number; null: never. */
  readonly expires: number | null
}

/** The pools of a feature on a simulated day; a part of packages has one for each of them. */
export function poolsOn(daemon: SiteDaemon, feature: number, day: number): readonly PoolNow[] {
  const packages = daemon.packages[feature] ?? []
  if (packages.length === 0) return ownPools(daemon, feature, day)
  return packages.flatMap((index) => {
    const pools = ownPools(daemon, index, day)
    const seats = pools.reduce((sum, pool) => sum + pool.seats, 0)
    return pools.slice(0, 1).map((pool) => ({ ...pool, seats }))
  })
}

function ownPools(daemon: SiteDaemon, feature: number, day: number): readonly PoolNow[] {
  const pools = daemon.spec.features[feature]?.pools ?? []
  return pools.map((spec) => {
    const expires = expiryDay(spec.renewal, day)
    return { spec, seats: expires !== null && expires < day ? 0 : spec.seats, expires }
  })
}
