import type { DenialCount } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'

const tenthsFormat = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** A number with one decimal, zeros too, so that columns of them align. */
export const tenths = (value: number): string => tenthsFormat.format(value)

/** Those that count, with the raw number beside where it is another one. */
export function Denied({ counted, raw }: DenialCount) {
  const title = `${formats.count(counted)} count, of ${formats.count(raw)} in the log`
  return (
    <span className="denied" title={title}>
      <span className={counted === 0 ? 'muted' : undefined}>{formats.count(counted)}</span>
      <small>{raw !== counted && `of ${formats.count(raw)}`}</small>
    </span>
  )
}
