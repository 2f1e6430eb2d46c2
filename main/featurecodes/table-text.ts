import { type CsvForm, csvCells } from '../../preload/contract/csv-cells.ts'

/** The columns Seatlog knows; a table may have others. */
const COLUMNS = { code: 'feature_code', product: 'product_name', release: 'release', kind: 'kind' } as const
export type Column = keyof typeof COLUMNS

/** The text of a table, taken apart at its line ends. */
export interface TableText {
  readonly delimiter: CsvForm['delimiter']
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

/** Line by line, so that one open quote does not swallow the rows after it; null when the quotes do not match. */
export const cellsOf = (line: string, delimiter: CsvForm['delimiter']): readonly string[] | null =>
  csvCells(line, { delimiter, trimmed: true })
