/**
 * By how many seconds the starts that a daemon prints may differ from the clock here: all rows that came new fit to
 * `low` <= offset < `high`. More than a zone's change or a skewed clock would explain starts the guess anew.
 */
export interface ClockGuess {
  readonly low: number
  readonly high: number
  /** How many polls had new rows that fit. */
  readonly polls: number
  /**
   * The offset that is believed, 0 at first: a multiple of a quarter of an hour where it can be one (a wrong zone), else
   * seconds (a skewed clock).
   */
  readonly offset: number
}

export const NO_GUESS: ClockGuess = {
  low: Number.MIN_SAFE_INTEGER,
  high: Number.MAX_SAFE_INTEGER,
  polls: 0,
  offset: 0,
}

/** So many polls with new rows have to agree. */
const SURE_POLLS = 3
/** Clocks that differ by less count as equal. */
const TOLERANCE = 90
const QUARTER = 900

/**
 * The guess after one more poll. `starts`: what the rows claim that are new since `previousAt` (epoch seconds, by the
 * zone of the settings); they are printed without seconds.
 */
export function guessClock(guess: ClockGuess, starts: readonly number[], previousAt: number, at: number): ClockGuess {
  if (starts.length === 0) return guess
  const own = {
    low: Math.max(...starts.map((start) => start - at)),
    high: Math.min(...starts.map((start) => start + 60 - previousAt)),
  }
  // Rows of one poll that contradict each other (reconnected clients keep their starts) tell nothing.
  if (own.low >= own.high) return guess
  const low = Math.max(guess.low, own.low)
  const high = Math.min(guess.high, own.high)
  const next = low < high ? { ...guess, low, high, polls: guess.polls + 1 } : { ...guess, ...own, polls: 1 }
  const fits = guess.offset + TOLERANCE >= next.low && guess.offset - TOLERANCE < next.high
  return next.polls < SURE_POLLS || fits ? next : { ...next, offset: likelyOffset(next) }
}

function likelyOffset({ low, high }: ClockGuess): number {
  if (low <= TOLERANCE && high > -TOLERANCE) return 0
  const quarter = Math.ceil(low / QUARTER) * QUARTER
  return quarter < high ? quarter : Math.round((low + high) / 2)
}
