/** The columns Seatlog knows; a table may have others. */
const COLUMNS = { code: 'feature_code', product: 'product_name', release: 'release', kind: 'kind' } as const
export type Column = keyof typeof COLUMNS

/** The text of a table, taken apart at its line ends. */
export interface TableText {
  /** `;` is that of some spreadsheets. */
  readonly delimiter: ',' | ';'
  readonly header: string
  /** Where each column stands; -1: nowhere. */
  readonly columns: Readonly<Record<Column, number>>
  /** How many columns the header names. */
  readonly width: number
  /** Below the header, as they stand. */
  readonly lines: readonly string[]
}

/** Takes a table apart (with or without BOM, LF or CRLF); null when its header lacks `feature_code` or `product_name`. */
export function splitTable(text: string): TableText | null {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const delimiter = header.includes(',') ? ',' : ';'
  const names = cellsOf(header, delimiter)?.map((name) => name.toLowerCase()) ?? []
  const at = (column: Column) => names.indexOf(COLUMNS[column])
  const columns = { code: at('code'), product: at('product'), release: at('release'), kind: at('kind') }
  return columns.code < 0 || columns.product < 0 ? null : { delimiter, header, columns, width: names.length, lines }
}

/**
 * Line by line, so that one open quote does not swallow the rows after it; null when the quotes do not match. By hand, as a
 * parser of the library for each line takes seconds for what thousands of lines hold.
 */
export function cellsOf(line: string, delimiter: TableText['delimiter']): readonly string[] | null {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim())
  const cells: string[] = []
  for (let at = 0; ; at++) {
    const open = behindBlanks(line, at)
    if (line[open] === '"') {
      const close = closingQuote(line, open)
      if (close < 0) return null
      cells.push(line.slice(open + 1, close).replaceAll('""', '"'))
      at = behindBlanks(line, close + 1)
      if (at < line.length && line[at] !== delimiter) return null
    } else {
      const end = line.indexOf(delimiter, at)
      const cell = line.slice(at, end < 0 ? line.length : end)
      if (cell.includes('"')) return null
      cells.push(cell.trim())
      at = end < 0 ? line.length : end
    }
    if (at === line.length) return cells
  }
}

function behindBlanks(line: string, from: number): number {
  let at = from
  while (at < line.length && BLANK.test(line.charAt(at))) at++
  return at
}
const BLANK = /\s/

/** Two quotes within a cell stand for one. Below 0: there is none. */
function closingQuote(line: string, open: number): number {
  let at = line.indexOf('"', open + 1)
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2)
  return at
}
