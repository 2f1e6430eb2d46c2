import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { label } from './seat-words.ts'

export type SortColumn = 'product' | 'server' | 'use' | 'free' | 'held' | 'reserved' | 'queued' | 'expires'

export interface SortOrder {
  readonly column: SortColumn
  readonly descending: boolean
}

/** Fullest first. */
export const FULLEST_FIRST: SortOrder = { column: 'use', descending: true }

/** The direction a column starts with: names and dates upwards, figures from the larger. */
export const firstOrder = (column: SortColumn): SortOrder => ({
  column,
  descending: !['product', 'server', 'free', 'expires'].includes(column),
})

/** Used over issued, above 1 when over; null where that says nothing (no limit, uncounted, error, nothing issued). */
export function fullness(feature: FeatureSeats): number | null {
  const { issued, used, noLimit } = feature
  if (issued === null || used === null || noLimit) return null
  if (issued === 0) return used > 0 ? Number.POSITIVE_INFINITY : null
  return used / issued
}

function value(feature: FeatureSeats, column: SortColumn): number | string | null {
  switch (column) {
    case 'product':
      return label(feature)
    case 'server':
      return `${feature.tag} ${feature.daemon}`
    case 'use':
      return fullness(feature)
    case 'free':
      return feature.free === null ? null : feature.free - feature.over
    case 'expires':
      return feature.expires?.date ?? null
    case 'held':
    case 'reserved':
    case 'queued':
      return feature[column]
  }
}

/**
 * The keys of features as the table shows them: pinned ones first, then by the column, what has no value there last in
 * either direction; equal ones by waiting, by held, then by name, so that the order is the same every time. Unknown
 * features stand where their last figures put them: one failed poll must not stir the table.
 */
export function sortFeatures(
  features: readonly FeatureSeats[],
  order: SortOrder,
  pinned: ReadonlySet<string>,
): readonly string[] {
  const collator = new Intl.Collator(undefined, { numeric: true })
  const compare = (a: number | string | null, b: number | string | null): number => {
    if (a === b) return 0
    if (a === null) return 1
    if (b === null) return -1
    const upwards = typeof a === 'string' ? collator.compare(a, String(b)) : a - Number(b)
    return order.descending ? -upwards : upwards
  }
  const entries = features.map((feature) => ({
    feature,
    value: value(feature, order.column),
    pin: pinned.has(feature.key) ? 0 : 1,
  }))
  entries.sort(
    (a, b) =>
      a.pin - b.pin ||
      compare(a.value, b.value) ||
      b.feature.queued - a.feature.queued ||
      b.feature.held - a.feature.held ||
      collator.compare(label(a.feature), label(b.feature)) ||
      (a.feature.key < b.feature.key ? -1 : 1),
  )
  return entries.map(({ feature }) => feature.key)
}

/** The order a reader has before them, kept over an update: what is gone leaves, what is new comes at the end. */
export function heldOrder(before: readonly string[], fresh: readonly string[]): readonly string[] {
  const left = new Set(fresh)
  const kept = before.filter((key) => left.delete(key))
  return left.size === 0 ? kept : [...kept, ...left]
}
