import type { HistoryProgress, HistoryStatus } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted, spanText } from '../wording.ts'

/** How far reading is: `43 %, 210,000 rows/s, 2 min left`. */
export function progressText({ bytes, ofBytes, rowsPerSecond, left }: HistoryProgress, formats: Formats): string {
  const parts = [`${formats.count(ofBytes === 0 ? 0 : Math.floor((100 * bytes) / ofBytes))} %`]
  if (rowsPerSecond > 0) parts.push(`${formats.count(Math.round(rowsPerSecond))} rows/s`)
  if (left !== null)
    parts.push(left < 60 ? `${formats.count(Math.ceil(left))} s left` : `${spanText(left, formats)} left`)
  return parts.join(', ')
}

/** Seconds that reading new rows may take without a word about it. */
const SOON_DONE = 3

/** The sentence beside the progress; null while nothing is read that takes long. */
export function readingText({ state, record, progress }: HistoryStatus): string | null {
  if (progress === null) return null
  if (state === 'reading')
    return (progress.left ?? 0) < SOON_DONE ? null : 'New rows are being read; figures grow until that is done.'
  if (state !== 'rebuilding') return null
  return record === null
    ? 'The history is being built from the data files.'
    : 'The history is being built again from the data files; until then the old one is shown.'
}

/** Lines that could not be read; null for none. */
export function skippedText({ lines }: HistoryStatus['skipped'], formats: Formats): string | null {
  return lines === 0 ? null : `${counted(lines, 'line', 'lines', formats)} of the data files could not be read.`
}

/** Files that were read once and are gone; null for none. */
export function missingText(missing: readonly string[], formats: Formats): string | null {
  if (missing.length === 0) return null
  const files =
    missing.length === 1
      ? 'A file that was read is gone'
      : `${formats.count(missing.length)} files that were read are gone`
  return `${files}; the history still has what they said, and loses it when it is built again.`
}
