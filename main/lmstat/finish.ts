import type { Daemon, LicenseTableRow, Server } from './answer.ts'
import { type DraftDaemon, type DraftFeature, type DraftServer, heldSeats, type Listing } from './draft.ts'

/** What is known only when the whole text is read: whose feature it is, and what is complete. */

/** The daemons that are named for a feature elsewhere. */
type NamedDaemons = (feature: string) => Iterable<string>

/** Where to look for the daemon of a feature, first in the license table of the text, then in what the caller knows. */
export function daemonSources(
  table: readonly LicenseTableRow[],
  daemonOf: ReadonlyMap<string, string> | undefined,
): readonly NamedDaemons[] {
  const vendors = new Map<string, Set<string>>()
  for (const { feature, vendor } of table) {
    const known = vendors.get(feature)
    if (known === undefined) vendors.set(feature, new Set([vendor]))
    else known.add(vendor)
  }
  return [
    (feature) => vendors.get(feature) ?? [],
    (feature) => {
      const daemon = daemonOf?.get(feature)
      return daemon === undefined ? [] : [daemon]
    },
  ]
}

/** The server with its features under their daemons. `cut`: the process was killed or its output capped. */
export function finishServer(server: DraftServer, sources: readonly NamedDaemons[], cut: boolean): Server {
  const { address, licenseFiles, hosts } = server
  // Without host lines (`lmstat -vd`) the daemon's own line is the server's answer.
  const answered = hosts.length === 0 || hosts.some((host) => host.state === 'up')
  const daemons: Daemon[] = []
  for (const listing of server.listings) {
    shareOut(listing, sources)
    const whole = answered && !cut && !listing.damaged
    for (const daemon of listing.daemons) {
      daemon.complete = whole && daemon.state === 'up' && daemon.name !== ''
      daemons.push(daemon)
    }
  }
  return { address, licenseFiles, hosts, daemons }
}

function shareOut({ daemons, features }: Listing, sources: readonly NamedDaemons[]): void {
  const [first, ...others] = daemons
  if (first === undefined) return
  if (others.length === 0) {
    first.features = features
    return
  }
  const byName = new Map(daemons.map((daemon) => [daemon.name.toLowerCase(), daemon]))
  const elsewhere = new Map<string, DraftDaemon | undefined>()
  const last = daemons.findLast((daemon) => daemon.state === 'up') ?? others.at(-1) ?? first
  for (const feature of features) {
    const { name } = feature
    const vendors = feature.pools.map(({ vendor }) => vendor)
    if (!elsewhere.has(name)) elsewhere.set(name, firstOf(sources.map((source) => onlyOne(byName, source(name)))))
    const daemon = onlyOne(byName, vendors) ?? elsewhere.get(name) ?? last
    daemon.features.push(feature)
  }
}

/** The daemon among these names, where exactly one of the daemons is. */
function onlyOne(byName: ReadonlyMap<string, DraftDaemon>, names: Iterable<string>): DraftDaemon | undefined {
  const found = new Set<DraftDaemon>()
  for (const name of names) {
    const daemon = byName.get(name.toLowerCase())
    if (daemon !== undefined) found.add(daemon)
  }
  return found.size === 1 ? firstOf([...found]) : undefined
}

function firstOf<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined)
}

/** How the text stopped, as far as it bears on the feature it stopped in. */
export interface Ending {
  /** The last line of the feature: its summary, a holder row or reservation, or a line of a pool. */
  readonly form: 'users-of' | 'row' | 'block'
  /** That line ends with a bracket that nothing follows. */
  readonly closed: boolean
  /** The last pool has no row yet. */
  readonly emptyPool: boolean
  readonly stop: Stop
}

/** What stands behind the last line that is not blank: no line end, its line end only, a blank line, or an indent. */
export type Stop = 'nothing' | 'line-end' | 'blank-line' | 'indent'

/**
 * Whether the last feature is cut inside. lmstat has no end mark, but
 * - a line without its line end is whole only where its form closes itself with a bracket,
 * - a row must follow the blank line behind a pool's type, and an indent,
 * - behind a last row without a blank line more rows may have stood, unless the seats are all there,
 * - a pool that no row follows, and a use that no line at all follows, are cut where all other features in use have their
 *   rows (an lmstat asked for no user information prints none at all).
 * A text that ends between two pools, or between a summary and its pools, cannot be told.
 */
export function isCutInside(
  { form, closed, emptyPool, stop }: Ending,
  last: DraftFeature,
  all: readonly DraftFeature[],
): boolean {
  if (stop === 'nothing' && !closed) return true
  const isShort = last.kind === 'counted' && heldSeats(last) < (last.used ?? 0)
  if (stop === 'indent') return isShort || emptyPool
  if (stop === 'blank-line') return emptyPool
  if (form === 'row') return isShort || last.kind !== 'counted'
  if (!emptyPool && !isShort) return false
  const inUse = all.filter((feature) => feature !== last && feature.kind === 'counted' && (feature.used ?? 0) > 0)
  return inUse.length > 0 && inUse.every(hasRows)
}

function hasRows(feature: DraftFeature): boolean {
  return feature.checkouts.length > 0 || feature.reservations.length > 0
}
