import type { Undated } from './event.ts'

/** So many events wait for a date at most: some hours of a busy server, where a mark comes every six hours. */
export const MOST_HELD = 50_000

/** Where events wait while no date is known (GRAMMAR B5.4), each with its local seconds since the log's first day. */
export function createHeld() {
  let waiting: Undated[] = []

  return {
    /** Returns the older half, to go out without a date, when too many wait. */
    hold(undated: Undated): readonly Undated[] {
      waiting.push(undated)
      return waiting.length < MOST_HELD ? [] : waiting.splice(0, MOST_HELD / 2)
    },
    /** All that wait, their local seconds moved by so many. */
    release(off: number): readonly Undated[] {
      const released = waiting
      waiting = []
      for (const undated of released) if (undated.local !== undefined) undated.local += off
      return released
    },
  }
}
