import type { Span } from '../usage/working-hours.ts'
import { type CapacityStep, capacitySteps, isLimit, seatsAt } from './capacity-steps.ts'
import { type BlockedByPackages, fullSpans, ownFullSeconds, parted } from './full-seconds.ts'
import { common, joined } from './gaps.ts'
import type { Reader } from './reader.ts'

/** Of [from, to); what is found of a package is kept for the other features that are its components. */
export function createPackageTimes(reader: Reader, { from, to }: Span) {
  const full = new Map<number, readonly Span[]>()

  function fullOf(feature: number): readonly Span[] {
    const known = full.get(feature)
    if (known !== undefined) return known
    const steps = capacitySteps(reader.index, feature)
    const spans = [...reader.days([feature], from, to)].flatMap((day) => {
      const seconds = ownFullSeconds(reader, [feature], steps, day, false)
      return seconds !== null && seconds > 0 ? fullSpans(reader, [feature], steps, day) : []
    })
    const found = joined(spans)
    full.set(feature, found)
    return found
  }

  /** `features` with `steps` as their capacity: all their packages are full, and no seat of theirs was issued beside those. */
  return (features: readonly number[], steps: readonly CapacityStep[]): BlockedByPackages => {
    const packages = [...new Set(features.flatMap((feature) => reader.packages.get(feature) ?? []))]
    const [first] = packages
    if (first === undefined) return []
    let spans = fullOf(first)
    for (const one of packages.slice(1)) {
      if (spans.length === 0) return spans
      spans = common(spans, fullOf(one))
    }
    if (spans.length === 0) return spans
    const capacities = packages.map((one) => capacitySteps(reader.index, one))
    const isCovered = ({ from: at }: Span): boolean => {
      const own = seatsAt(steps, at)
      const inPackages = capacities.reduce((sum, one) => sum + (seatsAt(one, at) ?? 0), 0)
      return own !== null && isLimit(own) && own <= inPackages
    }
    return joined(spans.flatMap((span) => parted(span, [steps, ...capacities]).filter(isCovered)))
  }
}
