/**
 * By how many seconds the clock of a daemon's log may be ahead of the clock here: the lines of all rows that polls showed
 * first fit to `low` <= offset < `high`.
 */
export interface LogClock {
  readonly low: number
  readonly high: number
  /** How many lines in a row fit. */
  readonly lines: number
  /** What is believed: 0 at first, moved no further than lines demand. */
  readonly ahead: number
}

export const SAME_CLOCK: LogClock = {
  low: Number.MIN_SAFE_INTEGER,
  high: Number.MAX_SAFE_INTEGER,
  lines: 0,
  ahead: 0,
}

/** So many lines have to agree. */
const SURE_LINES = 3

/** The clock after one more line: what it tells of at `line` was not there at `previousAt`, and was at `at`. */
export function setClock(clock: LogClock, line: number, previousAt: number, at: number): LogClock {
  const low = Math.max(clock.low, line - at)
  const high = Math.min(clock.high, line - previousAt)
  // A line that contradicts the others is that of another checkout, or the clock was set.
  const next =
    low < high
      ? { ...clock, low, high, lines: clock.lines + 1 }
      : { ...clock, low: line - at, high: line - previousAt, lines: 1 }
  if (next.lines < SURE_LINES) return next
  return { ...next, ahead: Math.max(next.low, Math.min(next.ahead, next.high - 1)) }
}
