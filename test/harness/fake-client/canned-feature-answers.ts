import type {
  BucketSize,
  FeatureAsked,
  GroupsAnswer,
  HeatAnswer,
  HowManyAnswer,
  LevelsAnswer,
  Span,
  UsageAnswer,
  UsersAnswer,
} from '../../../preload/contract/history.ts'
import { type Failure, failure } from '../../../preload/contract/result.ts'
import {
  answered,
  countOf,
  cut,
  levelsOf,
  percentile,
  placeOf,
  type Stretch,
  secondsOf,
  stretchesOf,
  totalsOf,
} from './canned-curve.ts'
import { type CannedFeature, dayOf, GAPS, midnight, RECORD, recordOf } from './canned-record.ts'

const HOUR = 3600
const DAY = 86_400

const recordsOf = ({ tags, feature }: FeatureAsked): readonly CannedFeature[] =>
  tags.map((tag) => recordOf(tag, feature)).filter((record) => record !== null)

/** Answers about one feature of the invented site, or its total over several servers; by channel. */
export const featureAnswers = {
  'history.usage': (asked: FeatureAsked): UsageAnswer | Failure => {
    const records = recordsOf(asked)
    if (records.length === 0) {
      return failure('not-found', `The record knows no feature ${asked.feature} of ${asked.tags.join(', ')}.`)
    }
    const span = cut(asked)
    const stretches = stretchesOf(records, span, asked.working)
    const bucket = bucketOf(span)
    const length = span.to - span.from
    const earlier = { from: span.from - length, to: span.from }
    const denials = records
      .flatMap((record) => record.denials)
      .filter(({ at }) => at >= span.from && at < span.to)
      .sort((a, b) => a.at - b.at)
    return {
      ...answered(asked),
      bucket,
      buckets: edgesOf(span, bucket).map((one) => {
        const within = cutTo(stretches, one)
        const counted = countOf(denials.filter(({ at }) => at >= one.from && at < one.to))
        if (within.length === 0)
          return { ...one, peak: null, mean: null, usedPeak: null, issued: null, denials: counted }
        return {
          ...one,
          peak: most(within, 'held'),
          mean: meanOf(within),
          usedPeak: most(within, 'used'),
          issued: most(within, 'issued'),
          denials: counted,
        }
      }),
      curve: length > 14 * DAY ? null : curveOf(stretches, span.to),
      issued: stretches
        .filter((one, index) => one.issued !== stretches[index - 1]?.issued)
        .map(({ from, issued }) => ({ at: from, seats: issued })),
      gaps: GAPS.filter((gap) => gap.to > span.from && gap.from < span.to).map((gap) => ({
        from: Math.max(gap.from, span.from),
        to: Math.min(gap.to, span.to),
      })),
      denials: denials.filter(({ counted }) => counted).map(({ at, user, counted }) => ({ at, user, counted })),
      totals: totalsOf(records, span, asked.working),
      before: earlier.from < RECORD.from ? null : totalsOf(records, earlier, asked.working),
      unknownTags: asked.tags.filter((tag) => tag === 'eda-lab'),
    }
  },
  'history.levels': (asked: FeatureAsked): LevelsAnswer => {
    const records = recordsOf(asked)
    const stretches = stretchesOf(records, asked, asked.working)
    const levels = levelsOf(stretches)
    const { peak, mean, knownSeconds, fullSeconds } = totalsOf(records, asked, asked.working)
    return {
      ...answered(asked),
      levels,
      peak,
      mean,
      p50: percentile(levels, 0.5),
      p95: percentile(levels, 0.95),
      p99: percentile(levels, 0.99),
      knownSeconds,
      fullSeconds,
      issued: stretches.at(-1)?.issued ?? null,
    }
  },
  'history.heat': (asked: FeatureAsked): HeatAnswer => {
    const records = recordsOf(asked)
    const stretches = stretchesOf(records, asked, asked.working)
    const byPlace = new Map<number, Stretch[]>()
    for (const stretch of stretches) {
      for (let from = stretch.from; from < stretch.to; ) {
        const to = Math.min(stretch.to, (Math.floor(from / HOUR) + 1) * HOUR)
        const { weekday, hour } = placeOf(from)
        byPlace.set(weekday * 24 + hour, [...(byPlace.get(weekday * 24 + hour) ?? []), { ...stretch, from, to }])
        from = to
      }
    }
    const denials = Map.groupBy(
      records.flatMap((record) => record.denials.filter(({ at }) => at >= asked.from && at < asked.to)),
      ({ at }) => placeOf(at).weekday * 24 + placeOf(at).hour,
    )
    return {
      ...answered(asked),
      cells: Array.from({ length: 168 }, (_, index) => {
        const within = byPlace.get(index) ?? []
        const place = { weekday: Math.floor(index / 24), hour: index % 24 }
        const counted = countOf(denials.get(index) ?? [])
        if (within.length === 0) return { ...place, peak: null, mean: null, denials: counted }
        return { ...place, peak: most(within, 'held'), mean: meanOf(within), denials: counted }
      }),
      issued: stretches.at(-1)?.issued ?? null,
    }
  },
  'history.users': (asked: FeatureAsked): UsersAnswer => {
    const span = cut(asked)
    const records = recordsOf(asked)
    const held = records.flatMap(({ checkouts }) => checkouts).filter((one) => secondsOf(one, span) > 0)
    const denials = records.flatMap((record) => record.denials).filter(({ at }) => at >= span.from && at < span.to)
    const all = held.reduce((sum, one) => sum + secondsOf(one, span), 0) / HOUR
    const users = [...Map.groupBy(held, ({ user }) => user)].map(([user, own]) => {
      const seatHours = own.reduce((sum, one) => sum + secondsOf(one, span), 0) / HOUR
      return {
        user,
        seatHours,
        checkouts: own.filter(({ out }) => out >= span.from).length,
        longest: Math.max(...own.map((one) => (one.in ?? RECORD.to) - one.out)),
        lastSeen: Math.max(...own.map((one) => Math.min(one.in ?? span.to, span.to))),
        share: seatHours / all,
        denials: countOf(denials.filter((denial) => denial.user === user)),
      }
    })
    return { ...answered(asked), users: users.sort((a, b) => b.seatHours - a.seatHours), seatHours: all }
  },
  'history.how-many': (asked: FeatureAsked): HowManyAnswer => {
    const records = recordsOf(asked)
    const stretches = stretchesOf(records, asked, asked.working)
    const { peak, knownSeconds, denials } = totalsOf(records, asked, asked.working)
    const starts = stretches.flatMap((one, index) =>
      Array.from({ length: Math.max(0, one.held - (stretches[index - 1]?.held ?? one.held)) }, () => one.held),
    )
    return {
      ...answered(asked),
      curve: Array.from({ length: peak + 2 }, (_, seats) => ({
        seats,
        shortSeconds: stretches.reduce((sum, one) => sum + (one.held > seats ? one.to - one.from : 0), 0),
        waiting: starts.filter((held) => held > seats).length,
      })),
      issued: stretches.at(-1)?.issued ?? null,
      peak,
      checkouts: starts.length,
      knownSeconds,
      denials,
    }
  },
  'history.groups': (asked: FeatureAsked): GroupsAnswer => {
    const { users, seatHours } = featureAnswers['history.users'](asked)
    if (asked.tags[0] !== 'cad-main') {
      const problem = `No options file is given for ${asked.tags[0]}; name it in the set-up to see usage by group.`
      return { ...answered(asked), groups: [], problem }
    }
    const groupOf = (user: string) => (user < 'd' ? 'DESIGN' : user < 'm' ? 'MECHANICAL' : user < 's' ? 'PLANT' : null)
    const groups = [...Map.groupBy(users, ({ user }) => groupOf(user))].map(([group, own]) => {
      const hours = own.reduce((sum, one) => sum + one.seatHours, 0)
      const checkouts = own.reduce((sum, one) => sum + one.checkouts, 0)
      return { group, seatHours: hours, checkouts, users: own.length, share: hours / seatHours }
    })
    groups.sort((a, b) => Number(a.group === null) - Number(b.group === null) || b.seatHours - a.seatHours)
    return { ...answered(asked), groups, problem: null }
  },
}

function bucketOf({ from, to }: Span): BucketSize {
  const days = (to - from) / DAY
  return days <= 0.25 ? 'minute' : days <= 3 ? 'quarter' : days <= 32 ? 'hour' : days <= 400 ? 'day' : 'week'
}

function edgesOf({ from, to }: Span, bucket: BucketSize): readonly Span[] {
  const length = { minute: 60, quarter: 900, hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY }[bucket]
  const edges: number[] = []
  if (length >= DAY) for (let day = dayOf(from); midnight(day) < to; day += length / DAY) edges.push(midnight(day))
  else for (let at = Math.floor(from / length) * length; at < to; at += length) edges.push(at)
  return edges.map((edge, index) => ({ from: Math.max(edge, from), to: edges[index + 1] ?? to }))
}

/** Stretches are in order: the first within a bucket is found by halving. */
function cutTo(stretches: readonly Stretch[], { from, to }: Span): readonly Stretch[] {
  let low = 0
  for (let high = stretches.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.to ?? 0) <= from) low = middle + 1
    else high = middle
  }
  const found: Stretch[] = []
  for (let index = low; index < stretches.length; index++) {
    const one = stretches[index]
    if (one === undefined || one.from >= to) break
    found.push({ ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) })
  }
  return found
}

const most = (stretches: readonly Stretch[], of: 'held' | 'used' | 'issued'): number =>
  stretches.reduce((top, one) => Math.max(top, one[of]), 0)

const meanOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { held, from, to }) => sum + held * (to - from), 0) /
  stretches.reduce((sum, { from, to }) => sum + to - from, 0)

function curveOf(stretches: readonly Stretch[], end: number): UsageAnswer['curve'] {
  return stretches.flatMap((one, index) => {
    const point = { at: one.from, held: one.held, used: one.used }
    const goesOn = (stretches[index + 1]?.from ?? end) <= one.to
    return goesOn ? [point] : [point, { at: one.to, held: null, used: null }]
  })
}
