import type { CodeFound } from '../../preload/contract/api.ts'
import { lookup, type SeenFeature } from './lookup.ts'
import type { TableProblem } from './read-table.ts'
import { isFor, readTables, type Tables } from './tables.ts'

export interface FeatureCodes {
  /** Names of the products a code stands for, the newest release first; empty when no table knows it. Given the vendor
   * daemon, other vendors' tables of plain words stay silent. */
  productsOf(code: string, daemon?: string): readonly string[]
  /** See `lookup.ts`. */
  lookup(text: string, seen: readonly SeenFeature[]): readonly CodeFound[]
  /** What could not be used, a row or a file each. */
  problems(): readonly TableProblem[]
  /** The tables have changed: the next question reads them anew. */
  forget(): void
}

/** The shipped tables in `folder` and the user's own table, read at the first question. */
export function loadTables(folder: string, ownTable?: string): FeatureCodes {
  let read: Tables | undefined
  const tables = (): Tables => {
    read ??= readTables(folder, ownTable)
    return read
  }
  return {
    productsOf(code, daemon = '') {
      const rows = tables().byCode.get(code.toLowerCase()) ?? []
      return [...new Set(rows.filter((row) => isFor(row, daemon)).map((row) => row.product))]
    },
    lookup: (text, seen) => lookup(tables(), text, seen),
    problems: () => tables().problems,
    forget() {
      read = undefined
    },
  }
}
