import type { CurvePoint, FeatureAsked, Span, UsageAnswer, UsageBucket } from '../../../preload/contract/history.ts'
import { thinned } from '../../usage/thin.ts'
import { type CapacityStep, capacitySteps, mostSeats, seatsAt, toldSeats, totalSteps } from '../capacity-steps.ts'
import { countOf, type DenialRead, denialsRead } from '../denials-read.ts'
import { featuresAsked } from '../features-asked.ts'
import { without } from '../gaps.ts'
import type { DayOfUsage, Reader } from '../reader.ts'
import { type BucketLevels, type Curves, curvesOf, levelsOfBuckets } from './bucket-levels.ts'
import { bucketSize, bucketStarts } from './buckets.ts'
import { TotalsMaker } from './totals.ts'

/** Points of the curve that a window can show side by side. */
const COLUMNS = 1000
const LONGEST_CURVE = 14 * 86_400
const MOST_DENIALS = 2000

/** Question 1: usage over time. */
export function usage(reader: Reader, asked: FeatureAsked): UsageAnswer {
  const { features, span, about } = featuresAsked(reader, asked)
  const { index } = reader
  const steps = totalSteps(features.map((feature) => capacitySteps(index, feature)))
  const bucket = bucketSize(span)
  const [feature] = features
  const days = feature === undefined ? [] : [...reader.days(features, span.from, span.to)]
  const denials = denialsRead(index, features, { ...span, working: asked.working })
  const totals = new TotalsMaker(reader, features, steps, span, asked.working)
  for (const day of days) totals.add(day)
  const starts = feature === undefined ? [] : bucketStarts(bucket, span, index.calendarOf(feature).days)
  const known = days.flatMap(({ known, worked }) => (asked.working ? worked : known))
  const unseen = without(known, span.from, span.to)
  const curves = span.to - span.from > LONGEST_CURVE || feature === undefined ? null : curvesOf(reader, features, span)
  // Of working hours only what nobody watched within them.
  const gaps = asked.working ? days.flatMap((day) => gapsAtWork(reader, features, day)) : unseen
  return {
    ...about,
    bucket,
    buckets: bucketsOf(starts, levelsOfBuckets(asked.working, starts, days, curves, known), steps, denials),
    curve: curves === null ? null : curvePoints(curves, unseen),
    issued: issuedIn(steps, span),
    gaps: feature === undefined ? [span] : gaps,
    denials: denials
      .filter(({ counted }) => counted)
      .slice(0, MOST_DENIALS)
      .map(({ at, user, counted }) => ({ at, user: index.numbers.users.of(user) ?? '', counted })),
    totals: totals.totals(countOf(denials)),
    before: totalsBefore(reader, features, steps, asked.working, span),
    unknownTags: asked.tags.filter((tag) => isUnknownNow(reader, tag, asked.feature)),
  }
}

function gapsAtWork(
  { index }: Reader,
  [feature]: readonly number[],
  { day, from, to, known }: DayOfUsage,
): readonly Span[] {
  const work = feature === undefined ? null : index.calendarOf(feature).work(day)
  return work === null ? [] : without(known, Math.max(work.from, from), Math.min(work.to, to))
}

function bucketsOf(
  starts: readonly number[],
  levels: readonly BucketLevels[],
  steps: readonly CapacityStep[],
  denials: readonly DenialRead[],
): readonly UsageBucket[] {
  let denial = 0
  return levels.map((found, which) => {
    const [from = 0, to = from] = starts.slice(which, which + 2)
    const firstDenial = denial
    while ((denials[denial]?.at ?? to) < to) denial++
    return {
      from,
      to,
      ...found,
      issued: toldSeats(mostSeats(steps, from, to)),
      denials: countOf(denials.slice(firstDenial, denial)),
    }
  })
}

function curvePoints({ held, used }: Curves, gaps: readonly Span[]): readonly CurvePoint[] {
  const { from, to } = held
  const edges = gaps.flatMap((gap) => [gap.from, gap.to])
  const times = Float64Array.from([...held.times, ...(used === held ? [] : used.times), ...edges]).sort()
  const points: CurvePoint[] = []
  let [atHeld, atUsed, atGap] = [0, 0, 0]
  for (const [which, at] of times.entries()) {
    if (at >= to) break
    if (at === times[which - 1]) continue
    while ((held.times[atHeld + 1] ?? to) <= at) atHeld++
    while ((used.times[atUsed + 1] ?? to) <= at) atUsed++
    while ((gaps[atGap]?.to ?? to + 1) <= at) atGap++
    const isGap = (gaps[atGap]?.from ?? to) <= at
    if (!isGap) points.push({ at, held: held.levels[atHeld] ?? 0, used: used.levels[atUsed] ?? 0 })
    else if (points.at(-1)?.held !== null) points.push({ at, held: null, used: null })
  }
  return thinned(points, from, to, COLUMNS)
}

const issuedIn = (steps: readonly CapacityStep[], { from, to }: Span): UsageAnswer['issued'] => [
  { at: from, seats: toldSeats(seatsAt(steps, from)) },
  ...steps.filter(({ at }) => at > from && at < to).map(({ at, seats }) => ({ at, seats: toldSeats(seats) })),
]

function totalsBefore(
  reader: Reader,
  features: readonly number[],
  steps: readonly CapacityStep[],
  working: boolean,
  { from, to }: Span,
): UsageAnswer['before'] {
  const isKnown = features.some((feature) => (reader.recordOf(tagOf(reader, feature))?.from ?? from) < from)
  if (!isKnown) return null
  const span = { from: from - (to - from), to: from }
  const totals = new TotalsMaker(reader, features, steps, span, working)
  for (const day of reader.days(features, span.from, span.to)) totals.add(day)
  const before = totals.totals(countOf(denialsRead(reader.index, features, { ...span, working })))
  return before.knownSeconds === 0 ? null : before
}

/** The last complete poll is longer ago than ten intervals, or nothing was ever known. */
function isUnknownNow({ overlay, index, recordOf, gapsOf }: Reader, tag: string, feature: string): boolean {
  const record = recordOf(tag)
  if (record === null) return true
  const latest = Math.max(0, ...overlay.asOf.values())
  const own = overlay.asOf.get(tag.toLowerCase()) ?? record.to
  return latest - own > 10 * (index.logging(tag)?.interval ?? 60) || gapsOf(tag, feature).at(-1)?.to === record.to
}

const tagOf = ({ index }: Reader, feature: number): string => index.numbers.features.of(feature)?.tag ?? ''
