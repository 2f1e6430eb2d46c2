import type {
  DaemonSeats,
  FeatureDetails,
  FeatureSeats,
  Holder,
  HostSeats,
  PoolSeats,
  Waiting,
} from '../../preload/contract/seats.ts'
import type { Steps } from '../../preload/contract/steps.ts'
import type { Checkout, Feature } from '../lmstat/answer.ts'
import type { Live, LiveDaemon } from './live.ts'
import { withinPackages } from './package-seats.ts'
import type { Package } from './packages.ts'
import { poolsOf, tableRowsOf } from './pools.ts'

/** What tray and window show of a server's last complete answers, and what viewers read: no product names yet. */
export interface LiveSeats {
  readonly hosts: readonly HostSeats[]
  readonly daemons: readonly DaemonSeats[]
  readonly features: readonly FeatureSeats[]
  readonly details: Readonly<Record<string, FeatureDetails>>
}

/** From this many issued seats on, lmstat's number means "no limit" (GRAMMAR A5: 9999 and 2147483646 were seen). */
const NO_LIMIT_ABOVE = 2_000_000_000
const NO_LIMIT = 9999

/** `live` as figures per tag, daemon and feature, each repeated block apart; free seats within those of `packages`. */
export function* liveSeatsSteps(tag: string, live: Live, packages: readonly Package[]): Steps<LiveSeats> {
  const features: FeatureSeats[] = []
  const details = new Map<string, FeatureDetails>()
  for (const daemon of live.daemons) {
    const table = tableRowsOf(live.licenseTable, daemon.name)
    const seen = new Map<string, number>()
    for (const feature of daemon.features) {
      const ordinal = (seen.get(feature.name) ?? 0) + 1
      seen.set(feature.name, ordinal)
      const key = featureKey(tag, daemon.id, feature.name, ordinal)
      const pools = poolsOf(feature, table.get(feature.name) ?? [], daemon.statusTime?.slice(0, 10) ?? '')
      features.push(featureSeats(key, tag, daemon, feature, pools, live))
      details.set(key, featureDetails(key, feature, pools, daemon.statusTime))
      yield
    }
  }
  return {
    hosts: live.hosts.map((host) => ({
      host: host.host,
      state: host.state,
      master: host.master ?? false,
      version: host.version ?? null,
      error: host.error ?? null,
    })),
    daemons: live.daemons.map(({ id, state, version, error, completeAt }) => ({
      name: id,
      state,
      version,
      error,
      completeAt,
    })),
    features: withinPackages(features, packages),
    details: Object.fromEntries(details),
  }
}

/** The name of a feature of the live view, stable over polls. */
export const featureKey = (tag: string, daemon: string, name: string, ordinal: number): string =>
  [tag, daemon, name, String(ordinal)].map((part) => encodeURIComponent(part.toWellFormed())).join('/')

function featureSeats(
  key: string,
  tag: string,
  daemon: LiveDaemon,
  feature: Feature,
  pools: readonly PoolSeats[],
  live: Live,
): FeatureSeats {
  const counted = feature.kind === 'counted'
  const issued = counted ? (feature.issued ?? null) : null
  const used = counted ? (feature.used ?? null) : null
  const reserved = feature.reservations.reduce((sum, { count }) => sum + count, 0)
  const noLimit = issued !== null && (issued === NO_LIMIT || issued > NO_LIMIT_ABOVE)
  const nodeLocked = feature.kind === 'uncounted' || (pools.length > 0 && pools.every((pool) => pool.nodeLocked))
  return {
    key,
    tag,
    daemon: daemon.id,
    name: feature.name,
    products: [],
    kind: feature.kind,
    error: feature.error ?? null,
    known: daemon.known,
    asOf: daemon.completeAt ?? live.askedAt,
    issued,
    noLimit,
    used,
    held: used === null ? seatsOf(feature.checkouts) : Math.max(0, used - reserved),
    reserved,
    queued: seatsOf(feature.queued),
    lingering: seatsOf(feature.checkouts.filter((checkout) => checkout.linger !== undefined)),
    free: freeForAll(issued, used, noLimit || nodeLocked, pools),
    ownFree: null,
    packages: [],
    over: issued === null || used === null || noLimit ? 0 : Math.max(0, used - issued),
    nodeLocked,
    users: distinctUsers(feature.checkouts),
    expires: nearestExpiry(pools, daemon.statusTime),
  }
}

/** Free as the summary counts, less the seats that only one machine can take. */
function freeForAll(
  issued: number | null,
  used: number | null,
  none: boolean,
  pools: readonly PoolSeats[],
): number | null {
  if (issued === null || used === null || none) return null
  const locked = pools.reduce((sum, p) => sum + (p.nodeLocked ? Math.max(0, (p.issued ?? p.held) - p.held) : 0), 0)
  return Math.max(0, issued - used - locked)
}

function featureDetails(
  key: string,
  feature: Feature,
  pools: readonly PoolSeats[],
  statusTime: string | null,
): FeatureDetails {
  return {
    key,
    pools,
    holders: feature.checkouts.map((checkout) => holder(checkout, statusTime)),
    reservations: feature.reservations,
    queued: feature.queued.map(
      ({ user, host, display, version, seats }): Waiting => ({
        user,
        host: host ?? null,
        display: display ?? null,
        version: version ?? null,
        seats,
      }),
    ),
    listedSeats: seatsOf(feature.checkouts),
  }
}

function holder(checkout: Checkout, statusTime: string | null): Holder {
  const { linger } = checkout
  return {
    user: checkout.user,
    host: checkout.host ?? null,
    display: checkout.display ?? null,
    extra: checkout.extra ?? null,
    version: checkout.version ?? null,
    seats: checkout.seats,
    since: checkout.start ?? null,
    heldFor: secondsBetween(checkout.start ?? null, statusTime),
    linger: linger === undefined ? null : { remaining: linger.remaining ?? null, total: linger.total },
    handle: checkout.handle ?? null,
    pid: checkout.pid ?? null,
    uncertain: checkout.uncertain ?? false,
    raw: checkout.raw,
    pool: checkout.pool ?? null,
  }
}

/** Both are local times of the license server, so their difference needs no zone (but for a change of summer time). */
function secondsBetween(start: string | null, end: string | null): number | null {
  if (start === null || end === null) return null
  const seconds = (Date.parse(`${end}Z`) - Date.parse(`${start}Z`)) / 1000
  return Number.isNaN(seconds) ? null : Math.max(0, seconds)
}

function nearestExpiry(pools: readonly PoolSeats[], statusTime: string | null): FeatureSeats['expires'] {
  const today = statusTime?.slice(0, 10) ?? ''
  const dates = pools.flatMap(({ expires }) => (expires !== null && expires !== 'permanent' ? [expires] : []))
  const date = dates.filter((candidate) => candidate >= today).sort()[0]
  if (date === undefined) return null
  const expiring = pools.filter(({ expires }) => expires === date)
  const known = expiring.every(({ issued }) => issued !== null)
  return { date, seats: known ? expiring.reduce((sum, { issued }) => sum + (issued ?? 0), 0) : null }
}

const seatsOf = (rows: readonly { readonly seats: number }[]): number => rows.reduce((sum, { seats }) => sum + seats, 0)

/** People are compared without case: lmstat prints the same one in two cases (GRAMMAR A3). */
export const distinctUsers = (checkouts: readonly { readonly user: string }[]): number =>
  new Set(checkouts.map(({ user }) => user.toLowerCase())).size
