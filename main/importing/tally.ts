import type { RowFiles } from './row-files.ts'
import type { Sink, SourceKind } from './source.ts'

/** What came of one file. */
export interface ImportedFile {
  readonly path: string
  readonly kind: SourceKind
  /** Checkouts, denials, changes of capacity or feature rows that were added. */
  readonly rows: number
  /** Lines that could not be used. */
  readonly skipped: number
  /** Checkouts of a debug log that have not ended: they are not added. */
  readonly open: number
  /** Sentences on the first of what was skipped. */
  readonly notes: readonly string[]
}

const MOST_NOTES = 5

/** Passes a file's rows on, and counts. */
export interface Tally {
  readonly sink: Sink
  result(open: number): ImportedFile
}

export function createTally({ path, kind }: Pick<ImportedFile, 'path' | 'kind'>, to: RowFiles): Tally {
  const notes: string[] = []
  let rows = 0
  let skipped = 0
  let told = 0

  return {
    sink: {
      row(rowKind, day, line) {
        to.add(rowKind, day, line)
        // Of a denial the event is the other half.
        if (rowKind !== 'events') rows++
      },
      skip(line, reason, times = 1) {
        skipped += times
        if (line === 0) notes.push(`${path}: ${times} ${times === 1 ? 'line' : 'lines'} ${reason}.`)
        else if (told < MOST_NOTES) notes.push(`${path}, line ${line}: ${reason}.`)
        else return
        told += times
      },
    },
    result(open) {
      const more = skipped - told
      const untold = more > 0 ? [`${path}: ${more} more ${more === 1 ? 'line was' : 'lines were'} skipped.`] : []
      return { path, kind, rows, skipped, open, notes: [...notes, ...untold] }
    },
  }
}
