import type { FeatureRow, Span, WithProducts } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'
import { hoursText } from './findings.ts'

const UNUSED_AFTER = 90 * 86_400

/** The product's name; the feature's own where no table knows its code. */
export const labelOf = ({ products, feature }: Pick<FeatureRow, 'products' | 'feature'>): string =>
  products[0] ?? feature

/** The product's name and the feature's own, where they are two: `Autodesk AutoCAD 2019 (87084ACD_2019_0F)`. */
export const fullLabelOf = ({ products: [product], feature }: Pick<FeatureRow, 'products' | 'feature'>): string =>
  product === undefined ? feature : `${product} (${feature})`

/** What names the features of an answer: their products', or themselves where no table knows the code. */
export const labelsOf =
  ({ products }: WithProducts) =>
  (feature: string): string =>
    labelOf({ products: productsOf(products, feature), feature })

/** Those that a table knows of a feature. */
export const productsOf = (products: WithProducts['products'], feature: string): readonly string[] =>
  Object.hasOwn(products, feature) ? (products[feature] ?? []) : []

/** Features that nobody used in the 90 days before the end of a record; null while the record is younger than that. */
export function notUsed(rows: readonly FeatureRow[], record: Span): readonly FeatureRow[] | null {
  const since = record.to - UNUSED_AFTER
  return record.from > since ? null : rows.filter(({ lastUsed }) => lastUsed === null || lastUsed < since)
}

/** What stands out among all features: the one that was full longest, and the one most often denied. */
export function featuresFinding(rows: readonly FeatureRow[], formats: Formats): string {
  const full = rows.filter(({ fullSeconds }) => fullSeconds !== null && fullSeconds >= 60)
  const longest = largest(full, ({ fullSeconds }) => fullSeconds ?? 0)
  const denied = rows.filter(({ denials }) => denials.counted > 0)
  const most = largest(denied, ({ denials }) => denials.counted)
  const sentences = [
    longest === null
      ? `No seat shortage is recorded among ${counted(rows.length, 'feature', 'features', formats)}.`
      : `${formats.count(full.length)} of ${counted(rows.length, 'feature', 'features', formats)} had no free seat at times, longest ${labelOf(longest)}: ${hoursText(longest.fullSeconds ?? 0, formats)}.`,
  ]
  if (most !== null)
    sentences.push(
      `Most often denied: ${labelOf(most)}, ${counted(most.denials.counted, 'time', 'times', formats)} of ${formats.count(denied.reduce((sum, { denials }) => sum + denials.counted, 0))} in all.`,
    )
  return sentences.join(' ')
}

function largest<R>(rows: readonly R[], value: (row: R) => number): R | null {
  return rows.reduce<R | null>((best, row) => (best === null || value(row) > value(best) ? row : best), null)
}
