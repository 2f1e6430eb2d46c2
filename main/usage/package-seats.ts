import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { type Package, packagesByComponent } from './packages.ts'

/**
 * Features of one server whose components of packages have no more free seats than their packages leave: each takes a seat
 * of its own and one of a package. Of several packages any will do, and so will seats that were issued beside them.
 */
export function withinPackages(
  features: readonly FeatureSeats[],
  packages: readonly Package[],
): readonly FeatureSeats[] {
  if (packages.length === 0) return features
  const byComponent = packagesByComponent(packages)
  const byName = Map.groupBy(features, ({ daemon, name }) => keyOf(daemon, name))
  return features.map((feature) => {
    const names = byComponent.get(feature.name.toLowerCase()) ?? []
    const served = names.flatMap((name) => byName.get(keyOf(feature.daemon, name)) ?? [])
    if (served.length === 0) return feature
    const inPackages = { ...feature, packages: [...new Set(served.map(({ name }) => name))] }
    const own = byName.get(keyOf(feature.daemon, feature.name)) ?? []
    const most = seatsLeft(own, served)
    return feature.free === null || most === null || most >= feature.free
      ? inPackages
      : { ...inPackages, ownFree: feature.free, free: most }
  })
}

/** Free seats of the packages, and those of the component that no package brought; null where a package sets no limit. */
function seatsLeft(own: readonly FeatureSeats[], packages: readonly FeatureSeats[]): number | null {
  let [free, beside] = [0, 0]
  for (const { issued } of own) beside += issued ?? 0
  for (const one of packages) {
    if (one.free === null || one.issued === null) return null
    free += one.free
    beside -= one.issued
  }
  return free + Math.max(0, beside)
}

/** Names of features are compared without case. */
const keyOf = (daemon: string, name: string): string => `${daemon}\n${name.toLowerCase()}`
