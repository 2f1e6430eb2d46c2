import { Presets, SingleBar } from 'cli-progress'
import type { OpenedHistory } from '../service/history-by-settings.ts'

/** A bar while data files are read, on standard error where that is a terminal; ends with the returned function. */
export function showReading(history: OpenedHistory['history']): () => void {
  // Left to itself it keeps Ctrl+C from ending the work, and the terminal from wrapping lines.
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} % | {rows} rows | {rate} rows/s | {left}',
      clearOnComplete: true,
      gracefulExit: false,
      linewrap: true,
    },
    Presets.shades_classic,
  )
  let begun = false
  const unsubscribe = history.on(({ progress }) => {
    if (progress === null) return
    const { bytes, ofBytes, rows, rowsPerSecond, left } = progress
    const told = {
      rows,
      rate: Math.round(rowsPerSecond),
      left: left === null ? 'how long is not known yet' : `${Math.ceil(left)} s left`,
    }
    if (!begun) bar.start(ofBytes, bytes, told)
    begun = true
    bar.setTotal(ofBytes)
    bar.update(bytes, told)
  })
  return () => {
    unsubscribe()
    bar.stop()
  }
}
