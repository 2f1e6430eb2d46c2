import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'csv-stringify/sync'
import type { OwnCode } from '../../preload/contract/settings.ts'
import { type Column, cellsOf, splitTable, type TableText } from './table-text.ts'

/** What a table of one's own begins with. */
const NEW_TABLE = 'feature_code,product_name,release\n'

/** The rows of the user's own table that count, in its order; null when its header lacks `feature_code` or `product_name`. */
export function ownCodes(text: string): readonly OwnCode[] | null {
  if (text.trim() === '') return []
  const table = splitTable(text)
  return table === null ? null : table.lines.flatMap((line) => codeIn(line, table) ?? [])
}

/**
 * The user's own table (empty: there is none yet) with these codes in the place of those it has. Rows that stay keep their
 * place and their other columns, new ones come last; lines that count for nothing (no product name, quotes that do not
 * match, blank) stay as they are. Null as with `ownCodes`.
 */
export function withOwnCodes(text: string, codes: readonly OwnCode[]): string | null {
  const before = text.trim() === '' ? NEW_TABLE : text
  const found = splitTable(before)
  if (found === null) return null
  const table = codes.some(({ release }) => release !== '') ? withRelease(found) : found
  const after = assigned(
    found.lines.map((line) => codeIn(line, found)),
    codes,
  )
  const kept = found.lines.flatMap((line, index) => {
    const now = after.of[index]
    if (now === undefined) return [line]
    if (now === null) return []
    return [isDeepStrictEqual(codeIn(line, found), now) ? line : changedLine(line, now, table)]
  })
  while (kept.at(-1)?.trim() === '') kept.pop()
  const lines = [table.header, ...kept, ...after.added.map((code) => changedLine('', code, table))]
  const lineEnd = before.includes('\r\n') ? '\r\n' : '\n'
  return (before.startsWith('\uFEFF') ? '\uFEFF' : '') + lines.map((line) => line + lineEnd).join('')
}

function codeIn(line: string, { delimiter, columns }: TableText): OwnCode | null {
  const cells = cellsOf(line, delimiter)
  const cell = (column: Column) => cells?.[columns[column]] ?? ''
  const code = { code: cell('code'), product: cell('product'), release: cell('release') }
  return code.code === '' || code.product === '' ? null : code
}

/** What a row is known again by when it was changed, the surest first: unchanged, with another product, with another code. */
const MARKS: readonly ((code: OwnCode) => string)[] = [
  ({ code, product, release }) => JSON.stringify([code, product, release]),
  ({ code }) => code.toLowerCase(),
  ({ product, release }) => JSON.stringify([product, release]),
]

/** `of`: by the line, what it says from now on; null: it goes; undefined: it is no code. `added`: those that no line had. */
function assigned(before: readonly (OwnCode | null)[], codes: readonly OwnCode[]) {
  const of: (OwnCode | null | undefined)[] = before.map((code) => (code === null ? undefined : null))
  let added = codes
  for (const markOf of MARKS) {
    const open = before.flatMap((code, index) => (code !== null && of[index] === null ? [{ code, index }] : []))
    const byMark = Map.groupBy(open.toReversed(), ({ code }) => markOf(code))
    added = added.filter((code) => {
      const found = byMark.get(markOf(code))?.pop()
      if (found !== undefined) of[found.index] = code
      return found === undefined
    })
  }
  return { of, added }
}

function withRelease(table: TableText): TableText {
  if (table.columns.release >= 0) return table
  const release = cellsOf(table.header, table.delimiter)?.length ?? 0
  return {
    ...table,
    header: `${table.header}${table.delimiter}release`,
    columns: { ...table.columns, release },
  }
}

function changedLine(
  line: string,
  { code, product, release }: OwnCode,
  { delimiter, columns, header }: TableText,
): string {
  const cells = line === '' ? [] : [...(cellsOf(line, delimiter) ?? [])]
  const width = Math.max(cells.length, cellsOf(header, delimiter)?.length ?? 0)
  while (cells.length < width) cells.push('')
  cells[columns.code] = code
  cells[columns.product] = product
  if (columns.release >= 0) cells[columns.release] = release
  return stringify([cells], { delimiter, eof: false })
}
