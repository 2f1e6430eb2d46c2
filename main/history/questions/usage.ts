import type { CurvePoint, FeatureAsked, Span, UsageAnswer, UsageBucket } from '../../../preload/contract/history.ts'
import type { Curve } from '../../usage/curve.ts'
import { highest, seatSecondsOf } from '../../usage/level-statistics.ts'
import { thinned } from '../../usage/thin.ts'
import { type CapacityStep, capacitySteps, mostSeats, seatsAt, toldSeats, totalSteps } from '../capacity-steps.ts'
import { countSpan, curveOf } from '../count-span.ts'
import { countOf, type DenialRead, denialsRead } from '../denials-read.ts'
import { featuresAsked } from '../features-asked.ts'
import { secondsOf, within, without } from '../gaps.ts'
import type { DayOfUsage, Reader } from '../reader.ts'
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
  const totals = new TotalsMaker(reader, features, steps, asked.working)
  for (const day of days) totals.add(day)
  const starts = feature === undefined ? [] : bucketStarts(bucket, span, index.calendarOf(feature).days)
  const known = days.flatMap(({ known, worked }) => (asked.working ? worked : known))
  const unseen = without(known, span.from, span.to)
  // Of working hours only what nobody watched within them.
  const gaps = asked.working ? days.flatMap((day) => gapsAtWork(reader, features, day)) : unseen
  return {
    ...about,
    bucket,
    buckets: bucketsOf(reader, features, asked.working, starts, days, steps, denials),
    curve:
      span.to - span.from > LONGEST_CURVE || feature === undefined ? null : curvePoints(reader, features, span, unseen),
    issued: issuedIn(steps, span),
    gaps: feature === undefined ? [span] : gaps,
    denials: denials
      .filter(({ counted }) => counted)
      .slice(0, MOST_DENIALS)
      .map(({ at, user, counted }) => ({ at, user: index.numbers.users.of(user) ?? '', counted })),
    totals: totals.totals(countOf(denials)),
    before: totalsBefore(reader, features, steps, asked.working, span),
    unknownTags: asked.tags.filter((tag) => isUnknownNow(reader, tag)),
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
  reader: Reader,
  features: readonly number[],
  working: boolean,
  starts: readonly number[],
  days: readonly DayOfUsage[],
  steps: readonly CapacityStep[],
  denials: readonly DenialRead[],
): readonly UsageBucket[] {
  let day = 0
  let denial = 0
  return starts.slice(0, -1).map((from, which) => {
    const to = starts[which + 1] ?? from
    const inside: DayOfUsage[] = []
    while (day < days.length && (days[day]?.to ?? to) <= from) day++
    for (let at = day; at < days.length && (days[at]?.from ?? to) < to; at++) inside.push(...days.slice(at, at + 1))
    const firstDenial = denial
    while ((denials[denial]?.at ?? to) < to) denial++
    return {
      from,
      to,
      ...levelsWithin(reader, features, working, { from, to }, inside),
      issued: toldSeats(mostSeats(steps, from, to)),
      denials: countOf(denials.slice(firstDenial, denial)),
    }
  })
}

/** Whole days add up; a part of a day is counted from its checkouts. */
function levelsWithin(
  reader: Reader,
  features: readonly number[],
  working: boolean,
  { from, to }: Span,
  days: readonly DayOfUsage[],
): Pick<UsageBucket, 'peak' | 'mean' | 'usedPeak'> {
  const spans = days.flatMap(({ known, worked }) => within(working ? worked : known, from, to))
  const seconds = secondsOf(spans)
  if (seconds === 0) return { peak: null, mean: null, usedPeak: null }
  const isWhole = days.every((day) => day.from >= from && day.to <= to)
  const counted = isWhole ? days : [partOf(reader, features, { from, to }, spans)]
  let [peak, usedPeak, seatSeconds] = [0, 0, 0]
  for (const { held, used } of counted) {
    const levels = working ? held.workLevels : held.levels
    peak = Math.max(peak, highest(levels))
    usedPeak = Math.max(usedPeak, highest(used === null ? levels : working ? used.workLevels : used.levels))
    seatSeconds += seatSecondsOf(levels)
  }
  return { peak, mean: seatSeconds / seconds, usedPeak }
}

/** Only what is known of it, or of its working hours, counts. */
function partOf(
  reader: Reader,
  features: readonly number[],
  { from, to }: Span,
  spans: readonly Span[],
): Pick<DayOfUsage, 'held' | 'used'> {
  return countSpan(reader.checkouts(features, from, to), {
    starts: [from, to],
    work: spans,
    gaps: without(spans, from, to),
  })
}

function curvePoints(
  reader: Reader,
  features: readonly number[],
  { from, to }: Span,
  gaps: readonly Span[],
): readonly CurvePoint[] {
  const rows = reader.checkouts(features, from, to)
  const held = copied(curveOf(rows, from, to, false))
  const used = copied(curveOf(rows, from, to, true))
  const times = new Set([...held.times, ...used.times, ...gaps.flatMap((gap) => [gap.from, gap.to])])
  const points: CurvePoint[] = []
  let [atHeld, atUsed, atGap] = [0, 0, 0]
  for (const at of [...times].sort((a, b) => a - b)) {
    if (at >= to) break
    while ((held.times[atHeld + 1] ?? to) <= at) atHeld++
    while ((used.times[atUsed + 1] ?? to) <= at) atUsed++
    while ((gaps[atGap]?.to ?? to + 1) <= at) atGap++
    const isGap = (gaps[atGap]?.from ?? to) <= at
    if (!isGap) points.push({ at, held: held.levels[atHeld] ?? 0, used: used.levels[atUsed] ?? 0 })
    else if (points.at(-1)?.held !== null) points.push({ at, held: null, used: null })
  }
  return thinned(points, from, to, COLUMNS)
}

const copied = ({ times, levels, count }: Curve): { times: readonly number[]; levels: readonly number[] } => ({
  times: [...times.subarray(0, count)],
  levels: [...levels.subarray(0, count)],
})

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
  const span = { from: from - (to - from), to: from }
  const totals = new TotalsMaker(reader, features, steps, working)
  for (const day of reader.days(features, span.from, span.to)) totals.add(day)
  const before = totals.totals(countOf(denialsRead(reader.index, features, { ...span, working })))
  return before.knownSeconds === 0 ? null : before
}

/** The last complete poll is longer ago than ten intervals, or nothing was ever known. */
function isUnknownNow({ overlay, index, recordOf, gapsOf }: Reader, tag: string): boolean {
  const record = recordOf(tag)
  if (record === null) return true
  const latest = Math.max(0, ...overlay.asOf.values())
  const own = overlay.asOf.get(tag.toLowerCase()) ?? record.to
  return latest - own > 10 * (index.logging(tag)?.interval ?? 60) || gapsOf(tag).at(-1)?.to === record.to
}
