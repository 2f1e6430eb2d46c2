import type { DenialCount, Span, UsageTotals } from '../../../preload/contract/history.ts'
import {
  ahead,
  type CannedCheckout,
  type CannedDenial,
  type CannedFeature,
  dayOf,
  GAPS,
  midnight,
  RECORD,
  ZONE,
} from './canned-record.ts'

/** A stretch of the record in which nothing changes and that somebody watched. */
export interface Stretch extends Span {
  readonly held: number
  readonly used: number
  readonly issued: number
}

const HOUR = 3600

/** From 8 to 18 h, Monday to Friday. */
const atWork = (day: number): Span | null => {
  const weekday = (day + 4) % 7
  const start = midnight(day)
  return weekday === 0 || weekday === 6 ? null : { from: start + 8 * HOUR, to: start + 18 * HOUR }
}

export const cut = (span: Span): Span => ({
  from: Math.max(span.from, RECORD.from),
  to: Math.min(span.to, RECORD.to),
})

const overlap = (a: Span, b: Span): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))

/** What every answer begins with. */
export const answered = (asked: Span & { readonly working?: boolean }) => ({
  span: cut(asked),
  zone: ZONE,
  working: asked.working ?? false,
})

/** Seconds of a checkout within a span. */
export const secondsOf = (one: CannedCheckout, span: Span): number =>
  Math.max(0, Math.min(one.in ?? span.to, span.to) - Math.max(one.out, span.from))

/** The stretches of the sum of some features within a span. */
export function stretchesOf(records: readonly CannedFeature[], within: Span, working: boolean): readonly Stretch[] {
  const { from, to } = cut(within)
  const steps: { at: number; held: number; issued: number }[] = []
  for (const { checkouts, issued } of records) {
    for (const one of checkouts) {
      if (one.out >= to || (one.in ?? to) <= from) continue
      steps.push({ at: Math.max(from, one.out), held: one.seats, issued: 0 })
      steps.push({ at: one.in ?? to, held: -one.seats, issued: 0 })
    }
    issued.forEach(({ at, seats }, index) => {
      steps.push({ at: Math.max(from, at), held: 0, issued: seats - (issued[index - 1]?.seats ?? 0) })
    })
  }
  for (const gap of GAPS) steps.push({ at: gap.from, held: 0, issued: 0 }, { at: gap.to, held: 0, issued: 0 })
  for (let day = dayOf(from); working && day <= dayOf(to); day++) {
    const hours = atWork(day)
    if (hours !== null) steps.push({ ...hours, at: hours.from, held: 0, issued: 0 })
    if (hours !== null) steps.push({ ...hours, at: hours.to, held: 0, issued: 0 })
  }
  steps.sort((a, b) => a.at - b.at)
  const reserved = records.reduce((sum, record) => sum + record.reserved, 0)
  const found: Stretch[] = []
  let held = 0
  let issued = 0
  let last = from
  for (const step of [...steps, { at: to, held: 0, issued: 0 }]) {
    const until = Math.min(step.at, to)
    if (until > last) {
      const middle = (last + until) / 2
      const hours = working ? atWork(dayOf(middle)) : null
      const worked = !working || (hours !== null && middle > hours.from && middle < hours.to)
      const gone = GAPS.some((gap) => middle > gap.from && middle < gap.to)
      if (worked && !gone) found.push({ from: last, to: until, held, used: held + reserved, issued })
      last = until
    }
    held += step.held
    issued += step.issued
  }
  return found
}

export const countOf = (denials: readonly CannedDenial[]): DenialCount => ({
  counted: denials.filter(({ counted }) => counted).length,
  raw: denials.length,
})

export function totalsOf(records: readonly CannedFeature[], within: Span, working: boolean): UsageTotals {
  const span = cut(within)
  const stretches = stretchesOf(records, span, working)
  const top = stretches.reduce<Stretch | null>(
    (best, one) => (best === null || one.held > best.held ? one : best),
    null,
  )
  const sum = (of: (stretch: Stretch) => number) =>
    stretches.reduce((total, one) => total + of(one) * (one.to - one.from), 0)
  const known = sum(() => 1)
  const begun = records.flatMap(({ checkouts }) => checkouts.filter(({ out }) => out >= span.from && out < span.to))
  const touching = records.flatMap(({ checkouts }) =>
    checkouts.filter((one) => overlap({ from: one.out, to: one.in ?? span.to }, span) > 0),
  )
  return {
    peak: top?.held ?? 0,
    peakAt: top?.from ?? null,
    usedPeak: Math.max(0, ...new Set(stretches.map(({ used }) => used))),
    mean: known === 0 ? 0 : sum(({ held }) => held) / known,
    seatHours: working
      ? sum(({ held }) => held) / HOUR
      : touching.reduce((total, one) => total + overlap({ from: one.out, to: one.in ?? span.to }, span), 0) / HOUR,
    checkouts: begun.length,
    users: new Set(touching.map(({ user }) => user)).size,
    denials: countOf(records.flatMap(({ denials }) => denials.filter(({ at }) => at >= span.from && at < span.to))),
    fullSeconds: sum(({ used, issued }) => (used >= issued ? 1 : 0)),
    knownSeconds: known,
  }
}

/** Seconds at each number of seats, ascending. */
export function levelsOf(
  stretches: readonly Stretch[],
): readonly { readonly seats: number; readonly seconds: number }[] {
  const levels = new Map<number, number>()
  for (const { held, from, to } of stretches) levels.set(held, (levels.get(held) ?? 0) + to - from)
  return [...levels].sort(([a], [b]) => a - b).map(([seats, seconds]) => ({ seats, seconds }))
}

/** The least number of seats that was enough for a share of the known time. */
export function percentile(levels: readonly { readonly seats: number; readonly seconds: number }[], share: number) {
  const wanted = share * levels.reduce((sum, { seconds }) => sum + seconds, 0)
  let seen = 0
  for (const { seats, seconds } of levels) {
    seen += seconds
    if (seen >= wanted) return seats
  }
  return 0
}

/** Weekday (0 for Sunday) and hour of a moment. */
export const placeOf = (at: number): { readonly weekday: number; readonly hour: number } => ({
  weekday: (dayOf(at) + 4) % 7,
  hour: Math.floor(((at + ahead(at)) % 86_400) / HOUR),
})
