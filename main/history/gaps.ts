import { dayOfDate } from '../usage/local-days.ts'
import type { Span } from '../usage/working-hours.ts'
import type { IndexParts } from './index-parts.ts'

interface StateEvent {
  readonly at: number
  readonly type: string
  readonly text: string
}

/** When nobody watched a tag, ascending and apart, as its events tell (DESIGN 4.6); the last may have no end yet. */
export function gapsOfTag(index: IndexParts, tag: string): readonly Span[] {
  const { db, numbers } = index
  const number = numbers.tags.find(tag.toLowerCase())
  if (number === undefined) return []
  const sql = "SELECT at, type, text FROM event WHERE tag = ? AND type <> 'expiry' ORDER BY at, source, place"
  const gaps: Span[] = []
  let since: number | null = null
  for (const { at, type, text } of db.all<StateEvent>(sql, number)) {
    const told = JSON.parse(text) as { readonly daemon?: string; readonly from?: number; readonly to?: number }
    if (type === 'gap') gaps.push({ from: told.from ?? at, to: told.to ?? at })
    // A daemon that is down leaves the others of its server known.
    else if (told.daemon === undefined) {
      const isUp = type === 'up' || type === 'degraded'
      if (!isUp) since ??= at
      else if (since !== null) {
        gaps.push({ from: since, to: at })
        since = null
      }
    }
  }
  if (since !== null) gaps.push({ from: since, to: Number.POSITIVE_INFINITY })
  return joined([...gaps, ...daysWithoutSamples(index, tag)])
}

/** Between days of which only a features log tells, the days that have none. */
function daysWithoutSamples({ sources, calendarOfTag }: IndexParts, tag: string): readonly Span[] {
  const key = tag.toLowerCase()
  const ofTag = [...sources.all()].filter((source) => source.tag.toLowerCase() === key && source.done > 0)
  const sampled = new Set(ofTag.filter(({ kind }) => kind === 'features').map(({ day }) => dayOfDate(day) ?? 0))
  if (sampled.size === 0) return []
  const { startOf } = calendarOfTag(tag).days
  const others = new Set(ofTag.filter(({ kind }) => kind === 'checkouts').map(({ day }) => dayOfDate(day) ?? 0))
  const [first, last] = [Math.min(...sampled), Math.max(...sampled)]
  const gaps: Span[] = []
  for (let day = first; day < last; day++) {
    if (!sampled.has(day) && !others.has(day)) gaps.push({ from: startOf(day), to: startOf(day + 1) })
  }
  return gaps
}

/** Spans that touch as one, ascending. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (span.to <= span.from) continue
    if (last === undefined || last.to < span.from) result.push(span)
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
  }
  return result
}

/** The parts of the spans that lie within [from, to); of spans that are ascending and apart. */
export function within(spans: readonly Span[], from: number, to: number): readonly Span[] {
  const result: Span[] = []
  for (const span of spans) {
    if (span.from >= to) break
    if (span.to > from) result.push({ from: Math.max(from, span.from), to: Math.min(to, span.to) })
  }
  return result
}

/** [from, to) without the spans. */
export function without(spans: readonly Span[], from: number, to: number): readonly Span[] {
  const result: Span[] = []
  let at = from
  for (const span of within(spans, from, to)) {
    if (span.from > at) result.push({ from: at, to: span.from })
    at = span.to
  }
  if (at < to) result.push({ from: at, to })
  return result
}

export const secondsOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0)

/** The parts that lie in both. */
export const common = (some: readonly Span[], others: readonly Span[]): readonly Span[] =>
  some.flatMap(({ from, to }) => within(others, from, to))
