import type { FeatureRow, WithProducts } from '../../preload/contract/history.ts'

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
