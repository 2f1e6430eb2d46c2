import type { TrackedDaemon, TrackedFeature } from './tracker-state.ts'

/** What the record says of a tag's capacity: seats of each feature as last written, and when they were last compared. */
export interface KnownCapacity {
  readonly checkedAt: number | null
  readonly seats: readonly (readonly [feature: string, seats: number])[]
}

/** One line of the capacity file (DESIGN 4.5), without its tag. `at`: epoch seconds. */
export interface CapacityChange {
  readonly feature: string
  readonly seats: number
  readonly at: number
}

/** How far apart the complete answers are that tell together that a feature has no seats. */
export const GONE_SECONDS = 600

/** Whether a feature has had no seats for long enough to say so. */
export const isWithoutSeats = ({ issued, noneSince }: TrackedFeature, completeAt: number): boolean =>
  issued === undefined || (noneSince !== undefined && completeAt - noneSince >= GONE_SECONDS)

/**
 * Compares the capacity of each feature, summed over daemons, with the last known one. `skipped`: features of daemons
 * that are listed but never answered, whose sums are not known.
 */
export function compareCapacity(
  known: KnownCapacity,
  daemons: readonly TrackedDaemon[],
  skipped: ReadonlySet<string>,
  at: number,
): { readonly capacity: KnownCapacity; readonly changes: readonly CapacityChange[] } {
  const before = new Map(known.seats)
  const now = new Map([...before.keys()].map((feature) => [feature, 0]))
  for (const { features, completeAt } of daemons) {
    for (const feature of features) {
      if (isWithoutSeats(feature, completeAt)) continue
      now.set(feature.name, (now.get(feature.name) ?? 0) + (feature.issued ?? 0))
    }
  }
  const changes = [...now]
    .filter(([feature, seats]) => seats !== (before.get(feature) ?? 0) && !skipped.has(feature))
    .map(([feature, seats]) => ({ feature, seats, at }))
  for (const { feature, seats } of changes) before.set(feature, seats)
  const seats = changes.length === 0 ? known.seats : [...before].filter(([, left]) => left > 0)
  return { capacity: { checkedAt: at, seats }, changes }
}
