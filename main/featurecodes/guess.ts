import type { CodeRow } from './read-table.ts'

/** Codes of Autodesk: a serial of five digits, the product's stem (which may begin with a digit), then `_<year>_0F`
 * (one release), `_F` (maintenance) or `_T_F` (subscription). */
const AUTODESK = /^\d{5}(?<stem>.+?)(?:_(?<year>\d{4})_0F|(?:_T)?_F)$/i

/** Products by the stem of their codes: what a code of a year that no table lists probably stands for.
 * `newestFirst`: rows by release, the newest first, so that a stem gets the product's latest name. */
export function stemsOf(newestFirst: readonly CodeRow[]): ReadonlyMap<string, CodeRow> {
  const stems = new Map<string, CodeRow>()
  for (const row of newestFirst) {
    const stem = AUTODESK.exec(row.code)?.groups?.stem?.toUpperCase()
    if (stem !== undefined && !stems.has(stem)) stems.set(stem, row)
  }
  return stems
}

/** A row for an unlisted code, its product marked by `probably` and its kind `guess`; null when the stem is unknown. */
export function guess(code: string, stems: ReadonlyMap<string, CodeRow>): CodeRow | null {
  const { stem = '', year = '' } = AUTODESK.exec(code)?.groups ?? {}
  const known = stems.get(stem.toUpperCase())
  if (known === undefined) return null
  const words = known.product.split(/\s+/)
  const undated = words.filter((word) => word !== known.release)
  const dated = words.includes(known.release)
    ? words.map((word) => (word === known.release ? year : word))
    : [...words, year]
  const product = `probably ${(year === '' ? undated : dated).join(' ')}`
  return { code, product, release: year, kind: 'guess', vendor: known.vendor }
}
