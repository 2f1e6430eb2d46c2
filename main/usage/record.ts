import { mapSteps, type Steps } from '../../preload/contract/steps.ts'
import type { Answer, Checkout, Daemon, Feature } from '../lmstat/answer.ts'
import { daemonsOf } from './live.ts'
import { isNodeLocked } from './pools.ts'
import { distinctUsers } from './seats.ts'

/** One row of the features log (DESIGN 4.1), without its stamp. Null where lmstat did not say. */
export interface FeatureRow {
  readonly feature: string
  readonly version: string | null
  readonly daemon: string
  readonly licenseType: 'floating' | 'nodelocked' | 'uncounted' | null
  /** Null for uncounted features. */
  readonly issued: number | null
  readonly used: number
  readonly users: number
}

/** One row of the users log (DESIGN 4.2), without its stamp. */
export interface UserRow {
  readonly feature: string
  readonly user: string
  readonly host: string | null
  readonly display: string | null
  readonly version: string | null
  readonly serverHost: string | null
  readonly serverPort: string | null
  readonly handle: string | null
  /** Local time of the license server, `YYYY-MM-DDTHH:MM:SS`. */
  readonly checkout: string | null
}

export interface RecordRows {
  /** Ids of the daemons the rows are of, those without any feature too. */
  readonly daemons: readonly string[]
  readonly features: readonly FeatureRow[]
  readonly users: readonly UserRow[]
}

/**
 * The number of the record interval `now` lies in. A daemon is recorded by the first poll of an interval that has its
 * complete answer; intervals start at the full hour in every zone whose offset is a multiple of them.
 */
export const recordSlot = (now: number, intervalSeconds: number): number => Math.floor(now / intervalSeconds)

/** The rows of one poll: every complete daemon that `wanted` accepts, in the order lmstat printed them. */
export function* recordSteps(answer: Answer, wanted: (daemonId: string) => boolean): Steps<RecordRows> {
  const daemons = daemonsOf(answer).filter(({ id, daemon }) => daemon.complete && wanted(id))
  const all = daemons.flatMap(({ daemon }) => daemon.features.map((feature) => ({ daemon, feature })))
  const features = yield* mapSteps(all, ({ daemon, feature }) => featureRow(daemon, feature) ?? [])
  const users = yield* mapSteps(all, ({ feature }) => feature.checkouts.map((one) => userRow(feature.name, one)))
  return { daemons: daemons.map(({ id }) => id), features: features.flat(), users: users.flat() }
}

function featureRow(daemon: Daemon, feature: Feature): FeatureRow | null {
  const held = feature.checkouts.reduce((sum, { seats }) => sum + seats, 0)
  const recorded = feature.kind === 'counted' || (feature.kind === 'uncounted' && held > 0)
  if (!recorded) return null
  return {
    feature: feature.name,
    version: feature.pools[0]?.version ?? null,
    daemon: daemon.name,
    licenseType: licenseType(feature),
    issued: feature.kind === 'counted' ? (feature.issued ?? null) : null,
    used: feature.kind === 'counted' ? (feature.used ?? held) : held,
    users: distinctUsers(feature.checkouts),
  }
}

function licenseType(feature: Feature): FeatureRow['licenseType'] {
  const type = feature.pools[0]?.type
  if (feature.kind === 'uncounted' || /^uncounted/i.test(type ?? '')) return 'uncounted'
  if (type === undefined) return null
  if (isNodeLocked(type)) return 'nodelocked'
  return /^floating/i.test(type) ? 'floating' : null
}

function userRow(feature: string, checkout: Checkout): UserRow {
  return {
    feature,
    user: checkout.user,
    host: checkout.host ?? null,
    display: checkout.display ?? null,
    version: checkout.version ?? null,
    serverHost: checkout.serverHost ?? null,
    serverPort: checkout.serverPort ?? null,
    handle: checkout.handle ?? null,
    checkout: checkout.start ?? null,
  }
}
