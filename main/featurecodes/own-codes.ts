import { stringify } from 'csv-stringify/sync'
import type { OwnCode } from '../../preload/contract/settings.ts'
import { type Column, cellsOf, splitTable, type TableText } from './table-text.ts'

/** What a table of one's own begins with. */
const NEW_TABLE = 'feature_code,product_name,release\n'

/** The rows of the user's own table that count, in its order; null when its header lacks `feature_code` or `product_name`. */
export function ownCodes(text: string): readonly OwnCode[] | null {
  if (text.trim() === '') return []
  const table = splitTable(text)
  return table === null ? null : table.lines.flatMap((line) => rowOf(line, table).code ?? [])
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
  const rows = found.lines.map((line) => rowOf(line, found))
  const after = assigned(
    rows.map(({ code }) => code),
    codes,
  )
  const kept = rows.flatMap(({ line, cells, code }, index): readonly (string | Cells)[] => {
    const now = after.of[index]
    if (now === undefined) return [line]
    if (now === null) return []
    return [code !== null && same(code, now) ? line : cellsWith(now, cells ?? [], table)]
  })
  for (let last = kept.at(-1); typeof last === 'string' && last.trim() === ''; last = kept.at(-1)) kept.pop()
  const added = after.added.map((code) => cellsWith(code, [], table))
  const lines = [table.header, ...linesOf([...kept, ...added], table)]
  const lineEnd = before.includes('\r\n') ? '\r\n' : '\n'
  return (before.startsWith('\uFEFF') ? '\uFEFF' : '') + lines.map((line) => line + lineEnd).join('')
}

type Cells = readonly string[]

function rowOf(line: string, { delimiter, columns }: TableText) {
  const cells = cellsOf(line, delimiter)
  const cell = (column: Column) => cells?.[columns[column]] ?? ''
  const code = { code: cell('code'), product: cell('product'), release: cell('release') }
  return { line, cells, code: code.code === '' || code.product === '' ? null : code }
}

const same = (one: OwnCode, other: OwnCode): boolean =>
  one.code === other.code && one.product === other.product && one.release === other.release

/**
 * What a row is known again by when it was changed, the surest first: unchanged, with another product, with another code. No
 * cell holds a line end.
 */
const MARKS: readonly ((code: OwnCode) => string)[] = [
  ({ code, product, release }) => `${code}\n${product}\n${release}`,
  ({ code }) => code.toLowerCase(),
  ({ product, release }) => `${product}\n${release}`,
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
  const { header, delimiter, columns, width } = table
  return {
    ...table,
    header: `${header}${delimiter}release`,
    columns: { ...columns, release: width },
    width: width + 1,
  }
}

/** The cells of a row, with the code in their place. */
function cellsWith({ code, product, release }: OwnCode, before: Cells, { columns, width }: TableText): Cells {
  const cells = [...before]
  while (cells.length < width) cells.push('')
  cells[columns.code] = code
  cells[columns.product] = product
  if (columns.release >= 0) cells[columns.release] = release
  return cells
}

/** Lines as they stand, and cells as lines: all in one go, as the library takes its time to begin. No cell holds a line end. */
function linesOf(rows: readonly (string | Cells)[], { delimiter }: TableText): readonly string[] {
  const cells = rows.filter((row) => typeof row !== 'string')
  const written = stringify(cells, { delimiter, eof: false }).split('\n').values()
  return rows.map((row) => (typeof row === 'string' ? row : (written.next().value ?? '')))
}
