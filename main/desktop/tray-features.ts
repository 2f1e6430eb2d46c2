import type { AlertRule } from '../../preload/contract/alerts.ts'
import type { FeatureSeats, ServerSeats } from '../../preload/contract/seats.ts'

/** More make a menu that no longer reads at a glance. */
const LISTED = 8

/** `low`: free at or below its limit; `none`: none free; `unknown`: not known, which is never shown as zero. */
export type FeatureState = 'ok' | 'low' | 'none' | 'unknown'

/** Best to worst. A seat that is known to be missing outweighs one that is not known. */
const ORDER: readonly FeatureState[] = ['ok', 'low', 'unknown', 'none']

/** The servers of the pinned features; all of them while no pin names one. */
export function servedPins(servers: readonly ServerSeats[], pinned: readonly string[]): readonly ServerSeats[] {
  const tags = new Set(pinned.map((key) => key.split('/')[0]))
  const chosen = servers.filter(({ tag }) => tags.has(tag))
  return chosen.length > 0 ? chosen : servers
}

/** The pinned features in the order of the pins, otherwise those with the least share of free seats, fullest first. */
export function listedFeatures(servers: readonly ServerSeats[], pinned: readonly string[]): readonly FeatureSeats[] {
  const all = servedPins(servers, pinned).flatMap(({ features }) => features)
  const byKey = new Map(all.map((feature) => [feature.key, feature]))
  const chosen = pinned.map((key) => byKey.get(key)).filter((feature) => feature !== undefined)
  if (chosen.length > 0) return chosen
  return (
    all
      // A component's seat is its package's, which stands here once.
      .filter(({ packages }) => packages.length === 0)
      .filter((feature) => feature.free !== null && feature.issued !== null && feature.issued > 0)
      .toSorted((a, b) => freeShare(a) - freeShare(b) || b.queued - a.queued || a.name.localeCompare(b.name, 'en'))
      .slice(0, LISTED)
  )
}

/** Free to issued; below zero where more are used than issued. */
function freeShare(feature: FeatureSeats): number {
  return ((feature.free ?? 0) - feature.over) / (feature.issued ?? 1)
}

/** So many free seats or fewer are low: by the alert for the feature, without one a tenth or the last one. */
export function lowLimit({ key, issued }: FeatureSeats, rules: readonly AlertRule[]): number {
  const limits = rules
    .filter(({ kind, on, of }) => kind === 'low' && on && (of.length === 0 || of.includes(key)))
    .map(({ limit }) => limit)
    // An alert at 0 tells that none is free, which says nothing of what is low.
    .filter((limit) => limit > 0)
  return limits.length > 0 ? Math.max(...limits) : Math.max(1, (issued ?? 0) / 10)
}

/** What the icon would tell of one feature; while all its seats are free, it is not low. */
export function featureState(feature: FeatureSeats, limit = lowLimit(feature, [])): FeatureState {
  if (!feature.known || feature.kind === 'error') return 'unknown'
  const { free, issued } = feature
  if (free === null || issued === null || issued === 0) return 'ok'
  if (free === 0) return 'none'
  return free < issued && free <= limit ? 'low' : 'ok'
}

export function worstState(states: readonly FeatureState[]): FeatureState {
  return states.reduce((worst, state) => (ORDER.indexOf(state) > ORDER.indexOf(worst) ? state : worst), 'ok')
}
