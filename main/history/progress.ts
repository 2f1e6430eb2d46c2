import type { HistoryProgress } from '../../preload/contract/history.ts'
import type { IngestProgress } from './ingest.ts'

/** Rate and time left of reading that began at `beganAt`; both in milliseconds of one clock. */
export function progressAt({ bytes, ofBytes, rows }: IngestProgress, beganAt: number, now: number): HistoryProgress {
  const seconds = Math.max(0.001, (now - beganAt) / 1000)
  const share = ofBytes === 0 ? 1 : bytes / ofBytes
  const left = seconds < 1 || share < 0.02 ? null : (seconds / share) * (1 - share)
  return { bytes, ofBytes, rows, rowsPerSecond: rows / seconds, left }
}
