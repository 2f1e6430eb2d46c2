import type { Checkout, Daemon, Feature, Pool, Queued, Reservation, Server, ServerHost } from './answer.ts'

/** The answer while it grows: the types of answer.ts, writable, and what is only known while reading. */

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export type DraftPool = Mutable<Pool>
export type DraftCheckout = Mutable<Checkout>
export type DraftQueued = Mutable<Queued>

export type DraftFeature = Mutable<Omit<Feature, 'pools' | 'checkouts' | 'reservations' | 'queued'>> & {
  readonly pools: DraftPool[]
  readonly checkouts: DraftCheckout[]
  readonly reservations: Reservation[]
  readonly queued: DraftQueued[]
}

export type DraftDaemon = Mutable<Omit<Daemon, 'features'>> & { features: DraftFeature[] }

/**
 * The features that follow one announcement of daemons. Most announcements name one daemon; where several were
 * announced together, whose feature it is gets decided at the end (finish.ts).
 */
export interface Listing {
  readonly daemons: DraftDaemon[]
  readonly features: DraftFeature[]
  /** `Feature usage info:` or a feature came: another daemon line opens a listing of its own. */
  opened: boolean
  /** A line or block of it is cut inside, or the server dropped out. */
  damaged: boolean
}

export type DraftServer = Mutable<Omit<Server, 'hosts' | 'daemons' | 'licenseFiles'>> & {
  readonly licenseFiles: string[]
  readonly hosts: ServerHost[]
  readonly listings: Listing[]
}

export function newServer(address: readonly string[]): DraftServer {
  return { address, licenseFiles: [], hosts: [], listings: [] }
}

export function newListing(): Listing {
  return { daemons: [], features: [], opened: false, damaged: false }
}

export function newFeature(name: string, kind: Feature['kind']): DraftFeature {
  return { name, kind, pools: [], checkouts: [], reservations: [], queued: [] }
}

/** Seats of holder rows and of idle reservations: what a server of consistent numbers counts as used. */
export function heldSeats(feature: Feature): number {
  let seats = 0
  for (const row of feature.checkouts) seats += row.seats
  for (const row of feature.reservations) seats += row.count
  return seats
}
