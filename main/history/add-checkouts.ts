import { SERVED_WITHIN } from '../usage/denials.ts'
import type { ArrangedCheckouts, Sheets } from './arrange-checkouts.ts'
import { ownerOf, periodOf, sheetId } from './database.ts'
import type { IndexParts } from './index-parts.ts'
import { AT, DOUBLE, NOBODY, OUT, SEATS, WHO, WORDS, word } from './packed.ts'
import { appended, noteHosts, readSheet, writeSheet } from './sheets.ts'
import { encodeUsage } from './usage-blob.ts'
import { countDay } from './usage-days.ts'

/** The sheets that rows were put into, by their numbers. */
export interface TouchedByCheckouts {
  readonly featureDays: readonly number[]
  /** Of those of users only the ones in which a denial may be served by a new checkout. */
  readonly servedMonths: readonly number[]
}

/** Puts checkouts into the sheets of their features' days and of their users' months, and counts the days anew. */
export function addCheckouts(index: IndexParts, { days, months, hosts }: ArrangedCheckouts): TouchedByCheckouts {
  const { db } = index
  for (const [id, added] of sheetsOf(days)) {
    const sheet = appended(readSheet(db, 'feature_sheet', id), added)
    preferCheckouts(sheet)
    writeSheet(db, 'feature_sheet', id, sheet)
    writeDay(index, ownerOf(id), periodOf(id), sheet)
  }
  noteHosts(db, hosts)
  const servedMonths: number[] = []
  for (const [id, added] of sheetsOf(months)) {
    writeSheet(db, 'user_sheet', id, appended(readSheet(db, 'user_sheet', id), added))
    if (mayServe(readSheet(db, 'user_denials', id), added)) servedMonths.push(id)
  }
  return { featureDays: [...days.ids], servedMonths }
}

function* sheetsOf({ ids, ends, rows }: Sheets): Generator<readonly [id: number, rows: Uint32Array]> {
  let from = 0
  for (const [which, id] of ids.entries()) {
    const end = ends[which] ?? from
    yield [id, rows.subarray(from, end)]
    from = end
  }
}

/** Samples of a features log do not count on days of which checkouts are known, too. */
export function preferCheckouts(sheet: Uint32Array): void {
  let [hasSamples, hasCheckouts] = [false, false]
  for (let at = 0; at < sheet.length; at += WORDS) {
    if (word(sheet, at + WHO) === NOBODY) hasSamples = true
    else hasCheckouts = true
  }
  if (!hasSamples) return
  for (let at = 0; at < sheet.length; at += WORDS) {
    if (word(sheet, at + WHO) !== NOBODY) continue
    const seats = word(sheet, at + SEATS)
    sheet[at + SEATS] = (hasCheckouts ? seats | DOUBLE : seats & ~DOUBLE) >>> 0
  }
}

/** Counts a day's sheet, as if there were no gaps (see `keepUsage`), and keeps what was counted. */
export function writeDay(index: IndexParts, feature: number, day: number, sheet: Uint32Array): void {
  const id = sheetId(feature, day)
  if (sheet.length === 0) writeSheet(index.db, 'usage_day', id, sheet)
  else writeSheet(index.db, 'usage_day', id, encodeUsage(countDay(index, feature, day, sheet, [])))
}

/** Whether any of the checkouts began when one of the denials asked for a seat. */
function mayServe(denials: Uint32Array, checkouts: Uint32Array): boolean {
  for (let at = 0; at < denials.length; at += WORDS) {
    const time = word(denials, at + AT)
    for (let out = OUT; out < checkouts.length; out += WORDS) {
      const late = word(checkouts, out) - time
      if (late >= 0 && late <= SERVED_WITHIN) return true
    }
  }
  return false
}
