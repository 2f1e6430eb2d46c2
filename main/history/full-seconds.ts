import { secondsFrom } from '../usage/level-statistics.ts'
import type { Span } from '../usage/working-hours.ts'
import { type CapacityStep, isLimit, seatsAt, steadySeats, toldSeats } from './capacity-steps.ts'
import { usedCurve } from './count-span.ts'
import { common, joined, secondsOf, within } from './gaps.ts'
import type { DayOfUsage, Reader } from './reader.ts'

/** When features had no seat because their packages had none left; ascending and apart. */
export type BlockedByPackages = readonly Span[]

/**
 * Seconds of a day in which no seat was free as lmstat counts: held and idle reserved as many as issued, or more, or the
 * packages had none left (`blocked`). Null: the capacity is not known in all of it, or has no limit.
 */
export function fullSecondsOf(
  reader: Reader,
  features: readonly number[],
  steps: readonly CapacityStep[],
  day: DayOfUsage,
  working: boolean,
  blocked: BlockedByPackages = [],
): number | null {
  const own = ownFullSeconds(reader, features, steps, day, working)
  const ofDay = within(blocked, day.from, day.to)
  if (own === null || ofDay.length === 0) return own
  const full = joined([...fullSpans(reader, features, steps, day), ...ofDay])
  return secondsOf(common(full, working ? day.worked : day.known))
}

/** The same without packages. */
export function ownFullSeconds(
  reader: Reader,
  features: readonly number[],
  steps: readonly CapacityStep[],
  day: DayOfUsage,
  working: boolean,
): number | null {
  const counted = day.used ?? day.held
  const steady = steadySeats(steps, day.from, day.to)
  if (steady !== null) {
    if (!isLimit(steady)) return null
    return steady === 0 ? 0 : secondsFrom(working ? counted.workLevels : counted.levels, steady)
  }
  const inDay = steps.filter(({ at }) => at > day.from && at < day.to).map(({ seats }) => seats)
  if ([seatsAt(steps, day.from), ...inDay].every((seats) => toldSeats(seats) === null)) return null
  // The capacity changes on this day: the curve itself is compared.
  return secondsOf(common(fullSpans(reader, features, steps, day), working ? day.worked : day.known))
}

/** When no seat was free, ascending and apart, whether or not somebody watched. */
export function fullSpans(
  reader: Reader,
  features: readonly number[],
  steps: readonly CapacityStep[],
  { from: begin, to: end }: Span,
): readonly Span[] {
  const curve = usedCurve(reader.checkouts(features, begin, end), begin, end)
  const spans: Span[] = []
  for (let step = 0; step < curve.count; step++) {
    const to = step + 1 < curve.count ? (curve.times[step + 1] ?? end) : end
    const level = curve.levels[step] ?? 0
    for (const part of parted({ from: curve.times[step] ?? begin, to }, [steps])) {
      const seats = seatsAt(steps, part.from)
      if (seats !== null && isLimit(seats) && seats > 0 && level >= seats) spans.push(part)
    }
  }
  return joined(spans)
}

/** A span parted where a capacity changes. */
export function parted({ from, to }: Span, all: readonly (readonly CapacityStep[])[]): readonly Span[] {
  const inside = all.flatMap((steps) => steps.map(({ at }) => at).filter((at) => at > from && at < to))
  const edges = [from, ...new Set(inside.sort((a, b) => a - b)), to]
  return edges.slice(0, -1).map((begin, which) => ({ from: begin, to: edges[which + 1] ?? to }))
}
