import { counted } from '../../preload/contract/counted.ts'
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
  /** Of single lines one more than is told of many: it is told in the place of "1 more". */
  const ofLines: string[] = []
  const ofMany: string[] = []
  let rows = 0
  let skipped = 0
  let lines = 0

  return {
    sink: {
      row(rowKind, day, line) {
        to.add(rowKind, day, line)
        // Of a denial the event is the other half.
        if (rowKind !== 'events') rows++
      },
      skip(line, reason, times = 1) {
        skipped += times
        if (line === 0) ofMany.push(`${path}: ${counted(times, 'line')} ${reason}.`)
        else {
          lines++
          if (ofLines.length <= MOST_NOTES) ofLines.push(`${path}, line ${line}: ${reason}.`)
        }
      },
    },
    result(open) {
      const more = lines - MOST_NOTES
      const ofSingle =
        more > 1 ? [...ofLines.slice(0, MOST_NOTES), `${path}: ${more} more lines were skipped.`] : ofLines
      return { path, kind, rows, skipped, open, notes: [...ofSingle, ...ofMany] }
    },
  }
}
