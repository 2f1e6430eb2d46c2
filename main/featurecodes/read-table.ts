import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Column, cellsOf, splitTable } from './table-text.ts'

/** One row of a table: a feature code and a product it stands for. A code with several products has several rows. */
export interface CodeRow {
  readonly code: string
  readonly product: string
  /** The year or version as text; empty where the table does not say. */
  readonly release: string
  readonly kind: string
  /** The table's name without `.csv`; `own` for the user's own table. */
  readonly vendor: string
}

/** Something in a table that could not be used; `line` is null when it concerns the whole file. */
export interface TableProblem {
  readonly file: string
  readonly line: number | null
  readonly message: string
}

export interface Table {
  readonly rows: readonly CodeRow[]
  readonly problems: readonly TableProblem[]
}

export const WRONG_HEADER = 'the header must name the columns feature_code and product_name'

/** Reads one CSV table (UTF-8 with or without BOM, LF or CRLF, `,` or the `;` of some spreadsheets). The columns are
 * found by the header's names, `feature_code` and `product_name` are needed; rows that cannot be used are reported. */
export function readTable(file: string, vendor: string): Table {
  const rows: CodeRow[] = []
  const problems: TableProblem[] = []
  const report = (line: number | null, message: string) => problems.push({ file: basename(file), line, message })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    report(null, `cannot be read: ${error instanceof Error ? error.message : error}`)
    return { rows, problems }
  }
  const table = splitTable(text)
  if (table === null) {
    report(1, WRONG_HEADER)
    return { rows, problems }
  }
  for (const [index, line] of table.lines.entries()) {
    if (line.trim() === '') continue
    const row = cellsOf(line, table.delimiter)
    const cell = (column: Column) => row?.[table.columns[column]] ?? ''
    const [code, product] = [cell('code'), cell('product')]
    if (row === null) report(index + 2, 'the quotes do not match')
    else if (code === '') report(index + 2, 'the row has no feature code')
    else if (product === '') report(index + 2, `${code} has no product name`)
    else rows.push({ code, product, release: cell('release'), kind: cell('kind'), vendor })
  }
  return { rows, problems }
}
