import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'

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

/** Reads one CSV table (UTF-8 with or without BOM, LF or CRLF, `,` or the `;` of some spreadsheets). The columns are
 * found by the header's names, `feature_code` and `product_name` are needed; rows that cannot be used are reported. */
export function readTable(file: string, vendor: string): Table {
  const rows: CodeRow[] = []
  const problems: TableProblem[] = []
  const report = (line: number | null, message: string) => problems.push({ file: basename(file), line, message })
  let text: string
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    report(null, `cannot be read: ${error instanceof Error ? error.message : error}`)
    return { rows, problems }
  }
  const [header = '', ...lines] = text.split(/\r?\n/)
  const delimiter = header.includes(',') ? ',' : ';'
  const names = cells(header, delimiter)?.map((name) => name.toLowerCase()) ?? []
  const column = (name: string) => names.indexOf(name)
  const [code, product, release, kind] = ['feature_code', 'product_name', 'release', 'kind'].map(column)
  if (code === undefined || code < 0 || product === undefined || product < 0) {
    report(1, 'the header must name the columns feature_code and product_name')
    return { rows, problems }
  }
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const row = cells(line, delimiter)
    const cell = (at = -1) => row?.[at] ?? ''
    if (row === null) report(index + 2, 'the quotes do not match')
    else if (cell(code) === '') report(index + 2, 'the row has no feature code')
    else if (cell(product) === '') report(index + 2, `${cell(code)} has no product name`)
    else rows.push({ code: cell(code), product: cell(product), release: cell(release), kind: cell(kind), vendor })
  }
  return { rows, problems }
}

/** Line by line, so that one open quote does not swallow the rows after it; null when the quotes do not match. */
function cells(line: string, delimiter: string): readonly string[] | null {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim())
  try {
    return parse(line, { delimiter, trim: true })[0] ?? []
  } catch {
    return null
  }
}
