import { serviceDay, simulatedDay } from './calendar.ts'
import { type Checkout, heldAt } from './checkout.ts'
import { type PoolNow, poolsOn, type SiteDaemon } from './daemon.ts'
import type { Denial, Wait } from './day.ts'
import type { Site } from './site.ts'
import type { FeatureSpec } from './specification.ts'

/** One feature of a daemon at one moment. */
export interface FeatureState {
  readonly spec: FeatureSpec
  readonly pools: readonly PoolNow[]
  readonly issued: number
  /** Held and idle reserved seats. */
  readonly used: number
  readonly idleReserved: number
  /** Oldest first. */
  readonly checkouts: readonly Checkout[]
  readonly waits: readonly Wait[]
}

/** The state of a daemon's features at an epoch second, in the order of the license file. */
export function stateAt(site: Site, daemon: SiteDaemon, epoch: number): readonly FeatureState[] {
  const day = simulatedDay(site.zone, epoch)
  const record = site.day(daemon, day)
  const features = daemon.spec.features
  const held = features.map((): Checkout[] => [])
  const waiting = features.map((): Wait[] => [])
  for (const list of [site.long(daemon, serviceDay(day)).checkouts, record.checkouts]) {
    for (const checkout of list) if (heldAt(checkout, epoch)) held[checkout.feature]?.push(checkout)
  }
  for (const wait of record.waits) if (heldAt(wait, epoch)) waiting[wait.feature]?.push(wait)
  return features.map((spec, feature) => {
    const checkouts = held[feature] ?? []
    const seats = checkouts.reduce((sum, checkout) => sum + checkout.seats, 0)
    const reserved = checkouts.reduce((sum, checkout) => sum + (checkout.reserved ? checkout.seats : 0), 0)
    const idleReserved = (spec.reserved?.seats ?? 0) - reserved
    const pools = poolsOn(daemon, feature, day)
    const issued = pools.reduce((sum, pool) => sum + pool.seats, 0)
    return { spec, pools, issued, used: seats + idleReserved, idleReserved, checkouts, waits: waiting[feature] ?? [] }
  })
}

/** Everything of a daemon that touches the time from `from` (included) to `to` (excluded). */
export interface History {
  readonly checkouts: readonly Checkout[]
  readonly denials: readonly Denial[]
  readonly waits: readonly Wait[]
}

export function historyOf(site: Site, daemon: SiteDaemon, from: number, to: number): History {
  const checkouts: Checkout[] = []
  const denials: Denial[] = []
  const waits: Wait[] = []
  const touches = (row: Checkout): boolean => row.checkoutAt < to && row.checkinAt > from
  const last = simulatedDay(site.zone, to - 1)
  let service = Number.NaN
  for (let day = simulatedDay(site.zone, from); day <= last; day++) {
    if (serviceDay(day) !== service) {
      service = serviceDay(day)
      checkouts.push(...site.long(daemon, service).checkouts.filter(touches))
    }
    const record = site.day(daemon, day)
    checkouts.push(...record.checkouts.filter(touches))
    denials.push(...record.denials.filter((denial) => from <= denial.at && denial.at < to))
    waits.push(...record.waits.filter(touches))
  }
  return { checkouts, denials, waits }
}
