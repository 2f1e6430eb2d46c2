import { addCheckouts } from './add-checkouts.ts'
import { addDenials, countDenials } from './add-denials.ts'
import type { ArrangedCheckouts } from './arrange-checkouts.ts'
import type { IndexParts } from './index-parts.ts'
import { settleCheckouts } from './settle-checkouts.ts'
import { forgetMonths } from './usage-months.ts'

/** Rows that were gathered from pieces of files. */
export interface Gathered {
  /** Null: there are none. */
  readonly checkouts: ArrangedCheckouts | null
  /** Packed denials and events that tell their reasons. */
  readonly denials: Uint32Array
}

/** Puts rows into their sheets, and counts what they touch. */
export function putRows(index: IndexParts, { checkouts, denials }: Gathered): void {
  const userMonths = new Set<number>()
  if (checkouts !== null) {
    const touched = addCheckouts(index, checkouts)
    for (const month of touched.servedMonths) userMonths.add(month)
    for (const month of settleCheckouts(index, touched.featureDays)) userMonths.add(month)
    forgetMonths(index, touched.featureDays)
  }
  if (denials.length > 0) for (const month of addDenials(index, denials)) userMonths.add(month)
  countDenials(index, userMonths)
}
