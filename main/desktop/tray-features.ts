import type { FeatureSeats } from '../../preload/contract/seats.ts'

/** More make a menu that no longer reads at a glance. */
const LISTED = 8

/** `low`: a tenth or the last one is free; `none`: none free; `unknown`: not known, which is never shown as zero. */
export type FeatureState = 'ok' | 'low' | 'none' | 'unknown'

/** Best to worst. A seat that is known to be missing outweighs one that is not known. */
const ORDER: readonly FeatureState[] = ['ok', 'low', 'unknown', 'none']

/** The pinned features in the order of the pins, otherwise those with the least share of free seats, fullest first. */
export function listedFeatures(all: readonly FeatureSeats[], pinned: readonly string[]): readonly FeatureSeats[] {
  const byKey = new Map(all.map((feature) => [feature.key, feature]))
  const chosen = pinned.map((key) => byKey.get(key)).filter((feature) => feature !== undefined)
  if (chosen.length > 0) return chosen
  return all
    .filter((feature) => feature.free !== null && feature.issued !== null && feature.issued > 0)
    .toSorted((a, b) => freeShare(a) - freeShare(b) || b.queued - a.queued || a.name.localeCompare(b.name, 'en'))
    .slice(0, LISTED)
}

/** Free to issued; below zero where more are used than issued. */
function freeShare(feature: FeatureSeats): number {
  return ((feature.free ?? 0) - feature.over) / (feature.issued ?? 1)
}

/** What the icon would tell of one feature. */
export function featureState(feature: FeatureSeats): FeatureState {
  if (!feature.known || feature.kind === 'error') return 'unknown'
  const { free, issued } = feature
  if (free === null || issued === null || issued === 0) return 'ok'
  if (free === 0) return 'none'
  return free < issued && free <= Math.max(1, issued / 10) ? 'low' : 'ok'
}

export function worstState(states: readonly FeatureState[]): FeatureState {
  return states.reduce((worst, state) => (ORDER.indexOf(state) > ORDER.indexOf(worst) ? state : worst), 'ok')
}
