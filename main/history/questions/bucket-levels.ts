import type { Span, UsageBucket } from '../../../preload/contract/history.ts'
import { type Curve, masked, partsOf } from '../../usage/curve.ts'
import { highest, seatSecondsOf } from '../../usage/level-statistics.ts'
import { curveOf } from '../count-span.ts'
import { without } from '../gaps.ts'
import { RESERVED, SEATS, WORDS, word } from '../packed.ts'
import type { DayOfUsage, Reader } from '../reader.ts'

/** What was taken over a span, line by line: held alone, and with idle reservations; without any both are the same one. */
export interface Curves {
  readonly held: Curve
  readonly used: Curve
}

export function curvesOf(reader: Reader, features: readonly number[], { from, to }: Span): Curves {
  const rows = reader.checkouts(features, from, to)
  const held = copied(curveOf(rows, from, to, false))
  return { held, used: hasReserved(rows) ? copied(curveOf(rows, from, to, true)) : held }
}

function hasReserved(rows: Uint32Array): boolean {
  for (let at = 0; at < rows.length; at += WORDS) if ((word(rows, at + SEATS) & RESERVED) !== 0) return true
  return false
}

/** The next curve takes the place of this one. */
const copied = (curve: Curve): Curve => ({
  ...curve,
  times: curve.times.slice(0, curve.count),
  levels: curve.levels.slice(0, curve.count),
})

/** What was taken in a bucket; null: nobody watched, or no working hours. */
export type BucketLevels = Pick<UsageBucket, 'peak' | 'mean' | 'usedPeak'>

/** Whole days add up; where buckets are parts of days, they are counted from the curves. `known`: what counts of the span. */
export function levelsOfBuckets(
  working: boolean,
  starts: readonly number[],
  days: readonly DayOfUsage[],
  curves: Curves | null,
  known: readonly Span[],
): readonly BucketLevels[] {
  const [first = 0, last = first] = [starts[0], starts.at(-1)]
  const secondsKnown = secondsOfParts(known, starts)
  const levelsAt = (which: number, peak: number, usedPeak: number, seatSeconds: number): BucketLevels => {
    const seconds = secondsKnown[which] ?? 0
    return seconds === 0 ? { peak: null, mean: null, usedPeak: null } : { peak, mean: seatSeconds / seconds, usedPeak }
  }
  if (curves !== null) {
    const unseen = without(known, first, last)
    const held = partsOf(masked(curves.held, unseen), starts)
    const used = partsOf(masked(curves.used, unseen), starts)
    return [...held.peaks].map((peak, which) =>
      levelsAt(which, peak, used.peaks[which] ?? 0, held.seatSeconds[which] ?? 0),
    )
  }
  let day = 0
  return starts.slice(1).map((to, which) => {
    let [peak, usedPeak, seatSeconds] = [0, 0, 0]
    for (let at = days[day]; at !== undefined && at.to <= to; at = days[++day]) {
      const levels = working ? at.held.workLevels : at.held.levels
      peak = Math.max(peak, highest(levels))
      usedPeak = Math.max(usedPeak, highest(at.used === null ? levels : working ? at.used.workLevels : at.used.levels))
      seatSeconds += seatSecondsOf(levels)
    }
    return levelsAt(which, peak, usedPeak, seatSeconds)
  })
}

/** How many seconds of each part between two of `starts` lie in the spans, which are ascending and apart. */
function secondsOfParts(spans: readonly Span[], starts: readonly number[]): readonly number[] {
  let next = 0
  return starts.slice(1).map((to, which) => {
    const from = starts[which] ?? to
    let seconds = 0
    for (let span = spans[next]; span !== undefined && span.from < to; span = spans[++next]) {
      seconds += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from))
      if (span.to > to) break
    }
    return seconds
  })
}
