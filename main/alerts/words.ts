import { plainLine } from '../../preload/contract/plain-line.ts'
import type { FeatureSeats } from '../../preload/contract/seats.ts'
import type { Words } from './look.ts'
import { featurePlace } from './place.ts'

/** The product's name, or the feature's where no table knows it. */
export const labelOf = ({ products, name }: Pick<FeatureSeats, 'products' | 'name'>): string =>
  plainLine(products[0] ?? name)

/** How long something lasts: `15 min`, `26 h`, `3 days`. */
export function spanWords(seconds: number): string {
  if (seconds < 5400) return `${Math.max(1, Math.round(seconds / 60))} min`
  if (seconds < 2 * 86_400) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** `1 of 25 free`, `none of 25 free`. */
export const freeWords = (free: number, issued: number): string => `${free === 0 ? 'none' : free} of ${issued} free`

/** The first few of many, and how many more there are. */
export function firstOf(items: readonly string[], most: number, separator: string): string {
  const left = items.length - most
  return left <= 0 ? items.join(separator) : [...items.slice(0, most), `${left} more`].join(separator)
}

/** An alert about a feature of the seats view. */
export const featureAlert = (feature: FeatureSeats, title: string, text: string): Words => ({
  tag: feature.tag,
  feature: feature.name,
  title: `${labelOf(feature)}: ${title}`,
  text,
  place: featurePlace(feature.tag, feature.name),
})
