import { dayOfDate } from '../usage/local-days.ts'
import type { Span } from '../usage/working-hours.ts'
import type { IndexParts } from './index-parts.ts'

interface StateEvent {
  readonly at: number
  readonly type: string
  readonly text: string
}

/** The daemon of an event; undefined: it is about the server, with all of its daemons. */
type Watched = string | undefined

/**
 * When nobody watched the features of a tag within a span, by name, ascending and apart, as its events tell (DESIGN 4.6).
 * What several daemons have is not known when one of them is not; of what none is told to have, any may have some.
 */
export function gapsOfTag(index: IndexParts, tag: string, { from, to }: Span): (feature: string) => readonly Span[] {
  const number = index.numbers.tags.find(tag.toLowerCase())
  if (number === undefined) return () => []
  const told = toldGaps(index, number)
  const ofServer = joined([...(told.get(undefined) ?? []), ...daysWithoutSamples(index, tag)])
  const known = new Map<string, readonly Span[]>([['', within(ofServer, from, to)]])
  const failed = [...told.keys()].filter((daemon) => daemon !== undefined)
  const served = failed.length === 0 ? null : servedBy(index, number)
  return (feature) => {
    const daemons = failed.filter((daemon) => served?.get(feature)?.has(daemon) ?? true)
    const key = daemons.map((daemon) => `${daemon}\n`).join('')
    const found = known.get(key)
    if (found !== undefined) return found
    const made = within(joined([...ofServer, ...daemons.flatMap((daemon) => told.get(daemon) ?? [])]), from, to)
    known.set(key, made)
    return made
  }
}

/** The gaps of a server and of each of its daemons beside it; the last may have no end yet. */
function toldGaps({ db }: IndexParts, tag: number): ReadonlyMap<Watched, readonly Span[]> {
  const sql =
    "SELECT at, type, text FROM event WHERE tag = ? AND type NOT IN ('expiry', 'packages', 'serves') ORDER BY at, source, place"
  const gaps = new Map<Watched, Span[]>()
  const put = (daemon: Watched, gap: Span): void => {
    const others = gaps.get(daemon)
    if (others === undefined) gaps.set(daemon, [gap])
    else others.push(gap)
  }
  const since = new Map<Watched, number>()
  for (const { at, type, text } of db.all<StateEvent>(sql, tag)) {
    const { daemon, from = at, to = at } = JSON.parse(text) as { daemon?: string; from?: number; to?: number }
    if (type === 'gap') put(daemon, { from, to })
    else if (type === 'down' || type === 'poll-failed') since.set(daemon, since.get(daemon) ?? at)
    else {
      // A server is up with all of its daemons; degraded, some may be unknown still.
      const ended = type === 'up' && daemon === undefined ? [...since.keys()] : [daemon]
      for (const one of ended) {
        const begun = since.get(one)
        if (begun !== undefined) put(one, { from: begun, to: at })
        since.delete(one)
      }
    }
  }
  for (const [daemon, at] of since) put(daemon, { from: at, to: Number.POSITIVE_INFINITY })
  return gaps
}

/** The daemons that are told to have each feature, at any time. */
function servedBy({ db }: IndexParts, tag: number): ReadonlyMap<string, ReadonlySet<string>> {
  const sql = "SELECT text FROM event WHERE tag = ? AND type = 'serves'"
  const found = new Map<string, Set<string>>()
  for (const { text } of db.all<Pick<StateEvent, 'text'>>(sql, tag)) {
    const { daemon, features } = JSON.parse(text) as { readonly daemon: string; readonly features: readonly string[] }
    for (const feature of features) found.set(feature, (found.get(feature) ?? new Set()).add(daemon))
  }
  return found
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
