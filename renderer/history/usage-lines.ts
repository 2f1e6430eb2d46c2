import type { CurvePoint, UsageAnswer, UsageBucket } from '../../preload/contract/history.ts'

/** A point of a step line: the value holds from `x` (epoch seconds) to the next point; NaN: not known. */
export interface Step {
  readonly x: number
  readonly y: number
}

/** What the chart of usage draws. */
export interface UsageLines {
  /** Held: the curve itself, or the peak of each bucket. */
  readonly held: readonly Step[]
  /** Held and idle reserved, where any are reserved; else empty. */
  readonly used: readonly Step[]
  /** The mean of each bucket; empty where the curve itself is drawn. */
  readonly mean: readonly Step[]
  readonly issued: readonly Step[]
  /** The highest of all. */
  readonly top: number
}

/** The lines of a usage answer, each to the end of the span, broken where nobody watched. */
export function usageLines({ curve, buckets, issued, span }: UsageAnswer): UsageLines {
  const points = curve ?? buckets.map((one) => ({ at: one.from, held: one.peak, used: one.usedPeak }))
  const reserved = points.some(({ held, used }) => used !== null && held !== null && used > held)
  const lines = {
    held: steps(points, ({ held }) => held, span.to),
    used: reserved ? steps(points, ({ used }) => used, span.to) : [],
    mean: curve === null ? steps(buckets.map(meanPoint), ({ held }) => held, span.to) : [],
    issued: steps(
      issued.map(({ at, seats }, index) => ({ at: index === 0 ? span.from : at, held: seats, used: seats })),
      ({ held }) => held,
      span.to,
    ),
  }
  const top = Object.values(lines)
    .flat()
    .reduce((highest, { y }) => (y > highest ? y : highest), 0)
  return { ...lines, top }
}

const meanPoint = (bucket: UsageBucket): CurvePoint => ({ at: bucket.from, held: bucket.mean, used: null })

/** A step line that ends what it knew where the unknown begins. */
function steps(points: readonly CurvePoint[], of: (point: CurvePoint) => number | null, end: number): readonly Step[] {
  const line: Step[] = []
  let last: number | null = null
  for (const point of points) {
    const value = of(point)
    if (value === null && last !== null) line.push({ x: point.at, y: last })
    if (value !== null || last !== null || line.length === 0) line.push({ x: point.at, y: value ?? Number.NaN })
    last = value
  }
  if (last !== null) line.push({ x: end, y: last })
  return line
}

/** Moments to mark: of each denial that counts where the curve itself is drawn, else the middle of each bucket that has any. */
export function deniedAt({ curve, denials, buckets }: UsageAnswer): readonly number[] {
  if (curve !== null) return denials.map(({ at }) => at)
  return buckets.filter((bucket) => bucket.denials.counted > 0).map(({ from, to }) => (from + to) / 2)
}

/** What is known of a moment. */
export interface Reading {
  readonly held: number | null
  readonly used: number | null
  readonly mean: number | null
  readonly issued: number | null
  /** Of the bucket, where one was told; the moment's own curve has none. */
  readonly bucket: UsageBucket | null
}

/** The values at a moment of the span; of the curve where there is one, else of the bucket. */
export function readAt(answer: UsageAnswer, at: number): Reading {
  const bucket = answer.buckets.findLast(({ from }) => from <= at) ?? null
  const issued = answer.issued.findLast((one) => one.at <= at)?.seats ?? answer.issued[0]?.seats ?? null
  if (answer.curve === null)
    return { held: bucket?.peak ?? null, used: bucket?.usedPeak ?? null, mean: bucket?.mean ?? null, issued, bucket }
  const point = answer.curve.findLast((one) => one.at <= at)
  return { held: point?.held ?? null, used: point?.used ?? null, mean: null, issued, bucket: null }
}
