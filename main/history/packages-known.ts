import { joinedPackages, type Package, packagesByComponent } from '../usage/packages.ts'
import type { IndexParts } from './index-parts.ts'

/**
 * Of each feature that is a component, the packages of its tag: as the tag's logger told them last, and for those it did
 * not name as imports told them.
 */
export function packagesKnown(index: IndexParts): ReadonlyMap<number, readonly number[]> {
  const { numbers } = index
  const found = new Map<number, readonly number[]>()
  const all = [...numbers.features.entries()]
  for (const [number, tag] of numbers.tags.entries()) {
    const byComponent = packagesByComponent(packagesOfTag(index, number))
    if (byComponent.size === 0) continue
    const key = tag.toLowerCase()
    const ofTag = all.filter(([, feature]) => feature.tag.toLowerCase() === key)
    const byName = Map.groupBy(ofTag, ([, { name }]) => name.toLowerCase())
    for (const [feature, { name }] of ofTag) {
      const packages = (byComponent.get(name.toLowerCase()) ?? []).flatMap((one) => byName.get(one.toLowerCase()) ?? [])
      if (packages.length > 0)
        found.set(
          feature,
          packages.map(([packageNumber]) => packageNumber),
        )
    }
  }
  return found
}

function packagesOfTag({ db, sources }: IndexParts, tag: number): readonly Package[] {
  const sql =
    "SELECT source, text FROM event WHERE tag = ? AND type = 'packages' ORDER BY at DESC, source DESC, place DESC"
  const byBase = new Map<string, readonly Package[]>()
  for (const { source, text } of db.all<{ source: number; text: string }>(sql, tag)) {
    const base = sources.of(source)?.base ?? ''
    if (!byBase.has(base)) byBase.set(base, (JSON.parse(text) as { packages: readonly Package[] }).packages)
  }
  const own = byBase.get('') ?? []
  byBase.delete('')
  return joinedPackages(own, ...byBase.values())
}
