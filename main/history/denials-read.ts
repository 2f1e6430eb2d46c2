import type { DenialCount, DenialKind } from '../../preload/contract/history.ts'
import { denialClass } from '../usage/denials.ts'
import type { Span } from '../usage/working-hours.ts'
import type { IndexParts } from './index-parts.ts'
import {
  AT,
  COUNTED,
  DOUBLE,
  FEATURE,
  grown,
  HOST,
  REASON,
  SEATS,
  SEATS_MASK,
  TOLD,
  WHO,
  WORDS,
  word,
} from './packed.ts'
import { readSheets } from './sheets.ts'
import { localMonthOf } from './usage-months.ts'

/** A denial as the index has it; names by their numbers. */
export interface DenialRead {
  readonly at: number
  readonly feature: number
  readonly user: number
  readonly host: number
  readonly seats: number
  readonly reason: number
  readonly kind: DenialKind
  readonly counted: boolean
}

/** Those that mean somebody went without: no seat was free, or nobody recorded why. */
const WENT_WITHOUT: readonly DenialKind[] = ['no-seat', 'unknown']

/** Denials of which time are meant. */
export interface DenialsAsked extends Span {
  /** Only those in working hours of their server. */
  readonly working: boolean
}

/**
 * Calls `see` for each denial of features in the time that was asked for, once, with where its words begin; by feature and
 * month, not ascending within it. Rows that others tell as well, or that only tell a reason, are passed over.
 */
export function eachDenial(
  { db, calendarOf }: IndexParts,
  features: Iterable<number>,
  { from, to, working }: DenialsAsked,
  see: (rows: Uint32Array, at: number) => void,
): void {
  if (from >= to) return
  for (const feature of features) {
    const { days, work } = calendarOf(feature)
    const isAtWork = (time: number): boolean => {
      const hours = work(days.dayOf(time))
      return hours !== null && time >= hours.from && time < hours.to
    }
    const [first, last] = [localMonthOf(days.dayOf(from)), localMonthOf(days.dayOf(to - 1))]
    for (const { rows } of readSheets(db, 'denial_sheet', feature, first, last)) {
      for (let at = 0; at < rows.length; at += WORDS) {
        const marked = word(rows, at + SEATS)
        const time = word(rows, at + AT)
        if (marked >= DOUBLE || (marked & TOLD) !== 0 || time < from || time >= to) continue
        if (!working || isAtWork(time)) see(rows, at)
      }
    }
  }
}

/** The denials of features, which may be of several tags, ascending. */
export function denialsRead(
  index: IndexParts,
  features: readonly number[],
  asked: DenialsAsked,
): readonly DenialRead[] {
  const found: DenialRead[] = []
  eachDenial(index, features, asked, (rows, at) => {
    const denial = denialAt(index, rows, at)
    if (denial !== null) found.push(denial)
  })
  return found.sort((a, b) => a.at - b.at)
}

/** Raw all, counted those that count and mean that somebody went without. */
export function countOf(denials: readonly DenialRead[]): DenialCount {
  let counted = 0
  for (const denial of denials) if (denial.counted && WENT_WITHOUT.includes(denial.kind)) counted++
  return { counted, raw: denials.length }
}

/** Null: a row that does not count for one, as another tells it or it only tells a reason. */
export function denialAt(index: IndexParts, rows: Uint32Array, at: number): DenialRead | null {
  const marked = word(rows, at + SEATS)
  if (marked >= DOUBLE || (marked & TOLD) !== 0) return null
  const reason = word(rows, at + REASON)
  return {
    at: word(rows, at + AT),
    feature: word(rows, at + FEATURE),
    user: word(rows, at + WHO),
    host: word(rows, at + HOST),
    seats: marked & SEATS_MASK,
    reason,
    kind: kindOf(index, reason),
    counted: (marked & COUNTED) !== 0,
  }
}

/** The class of a denial by the number of its reason. */
export const kindOf = ({ numbers }: IndexParts, reason: number): DenialKind =>
  reason === 0 ? 'unknown' : denialClass(numbers.reasons.of(reason)?.code ?? null)

/** Of each reason by its number: whether a denial for it is of these kinds. */
export function reasonsOf(index: IndexParts, kinds: readonly DenialKind[]): readonly boolean[] {
  const known = [kinds.includes('unknown')]
  for (const [reason] of index.numbers.reasons.entries()) known[reason] = kinds.includes(kindOf(index, reason))
  return known
}

/** Sums up denials under whole numbers, such as those of features: raw all, counted those that count. */
export class DenialSums {
  #counted: Uint32Array = new Uint32Array(64)
  #raw: Uint32Array = new Uint32Array(64)
  readonly #reasons: readonly boolean[]

  /** `kinds`: those of which any count. */
  constructor(index: IndexParts, kinds: readonly DenialKind[] = WENT_WITHOUT) {
    this.#reasons = reasonsOf(index, kinds)
  }

  add(key: number, rows: Uint32Array, at: number): void {
    while (key >= this.#raw.length) {
      this.#counted = grown(this.#counted)
      this.#raw = grown(this.#raw)
    }
    this.#raw[key] = word(this.#raw, key) + 1
    if ((word(rows, at + SEATS) & COUNTED) !== 0 && this.#reasons[word(rows, at + REASON)] === true)
      this.#counted[key] = word(this.#counted, key) + 1
  }

  of(key: number): DenialCount {
    return { counted: word(this.#counted, key), raw: word(this.#raw, key) }
  }

  /** The numbers under which there are any, ascending. */
  *keys(): Generator<number> {
    for (let key = 0; key < this.#raw.length; key++) if (word(this.#raw, key) > 0) yield key
  }
}
