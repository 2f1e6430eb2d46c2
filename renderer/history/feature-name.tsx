import type { FeatureRow } from '../../preload/contract/history.ts'
import { Marked } from '../seats/marked.tsx'
import { fullLabelOf, labelOf } from './feature-labels.ts'

interface Props {
  readonly of: Pick<FeatureRow, 'products' | 'feature'>
  /** Of a search, to be marked. */
  readonly words?: readonly string[]
}

/** A feature by its product, its code small beside it; by the code itself where no table knows it. */
export function FeatureName({ of, words = [] }: Props) {
  return (
    <span title={fullLabelOf(of)}>
      <span>
        <Marked text={labelOf(of)} words={words} />
      </span>
      {of.products.length > 0 && (
        <small className="mono code">
          <Marked text={of.feature} words={words} />
        </small>
      )}
    </span>
  )
}
