import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { stemsOf } from './guess.ts'
import { type CodeRow, readTable, type TableProblem } from './read-table.ts'

/** All tables, ready to be asked. */
export interface Tables {
  /** Every row, by release from the newest on; rows of one release as they stand in their table. */
  readonly newestFirst: readonly CodeRow[]
  /** The same by code, in lower case. */
  readonly byCode: ReadonlyMap<string, readonly CodeRow[]>
  /** For codes that no table lists. */
  readonly stems: ReadonlyMap<string, CodeRow>
  /** What could not be used, a row or a file each. */
  readonly problems: readonly TableProblem[]
}

/** Reads the CSV tables of a folder (one a vendor) and the user's own one, which wins for the codes it names and need
 * not exist. */
export function readTables(folder: string, ownTable?: string): Tables {
  const problems: TableProblem[] = []
  const read = (file: string, vendor: string) => {
    const table = readTable(file, vendor)
    for (const problem of table.problems) problems.push(problem)
    return table.rows
  }
  const own = ownTable !== undefined && existsSync(ownTable) ? read(ownTable, 'own') : []
  const ownCodes = new Set(own.map((row) => row.code.toLowerCase()))
  const shipped = tablesIn(folder, problems).flatMap((name) => read(join(folder, name), basename(name, '.csv')))
  const rows = [...own, ...shipped.filter((row) => !ownCodes.has(row.code.toLowerCase()))]
  const newestFirst = rows.sort((a, b) => (Number.parseFloat(b.release) || 0) - (Number.parseFloat(a.release) || 0))
  const byCode = Map.groupBy(newestFirst, (row) => row.code.toLowerCase())
  return { newestFirst, byCode, stems: stemsOf(newestFirst), problems }
}

function tablesIn(folder: string, problems: TableProblem[]): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.csv'))
    return names.sort()
  } catch (error) {
    problems.push({
      file: folder,
      line: null,
      message: `cannot be read: ${error instanceof Error ? error.message : error}`,
    })
    return []
  }
}

/** Esri's feature names are plain words (`Editor`, `Viewer`), which other vendors use for something else. */
const ONLY_FOR_DAEMON: Readonly<Record<string, string>> = { esri: 'arcgis' }

/** Whether a row can speak of a feature of this vendor daemon; an empty name stands for one that is not known. */
export function isFor(row: CodeRow, daemon: string): boolean {
  const only = ONLY_FOR_DAEMON[row.vendor]
  return only === undefined || daemon === '' || daemon.toLowerCase() === only
}
