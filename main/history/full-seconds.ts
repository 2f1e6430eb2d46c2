import { secondsFrom } from '../usage/level-statistics.ts'
import { type CapacityStep, isLimit, seatsAt, steadySeats, toldSeats } from './capacity-steps.ts'
import { usedCurve } from './count-span.ts'
import { common } from './gaps.ts'
import type { DayOfUsage, Reader } from './reader.ts'

/**
 * Seconds of a day in which no seat was free as lmstat counts: held and idle reserved as many as issued, or more. Null: the
 * capacity is not known in all of it, or has no limit.
 */
export function fullSecondsOf(
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
  const curve = usedCurve(reader.checkouts(features, day.from, day.to), day.from, day.to)
  const spans = working ? day.worked : day.known
  let seconds = 0
  for (let step = 0; step < curve.count; step++) {
    const from = curve.times[step] ?? day.from
    const to = step + 1 < curve.count ? (curve.times[step + 1] ?? day.to) : day.to
    const level = curve.levels[step] ?? 0
    const parts = [from, ...steps.map(({ at }) => at).filter((at) => at > from && at < to), to]
    for (const [which, begin] of parts.entries()) {
      const end = parts[which + 1] ?? begin
      const seats = seatsAt(steps, begin)
      if (seats === null || !isLimit(seats) || seats === 0 || level < seats) continue
      for (const known of common([{ from: begin, to: end }], spans)) seconds += known.to - known.from
    }
  }
  return seconds
}
