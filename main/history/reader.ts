import { dayOfDate } from '../usage/local-days.ts'
import type { Span } from '../usage/working-hours.ts'
import { countSpan, type SpanCounts, touches } from './count-span.ts'
import { periodOf } from './database.ts'
import { common, gapsOfTag, joined, within, without } from './gaps.ts'
import type { IndexParts } from './index-parts.ts'
import type { Overlay } from './overlay.ts'
import { packagesKnown } from './packages-known.ts'
import { DOUBLE, IN, NOBODY, OUT, SEATS, WHO, WORDS, word } from './packed.ts'
import { readSheets } from './sheets.ts'
import { recordsKept } from './sources.ts'
import { isCountedWithout } from './usage-days.ts'
import { type UsageRow, usageOfDays } from './usage-months.ts'

/** What one day, or a part of it, tells of a feature or of several together. */
export interface DayOfUsage extends SpanCounts, Span {
  readonly day: number
  /** Of `from` to `to`: what is known, and of that what is working hours. */
  readonly known: readonly Span[]
  readonly worked: readonly Span[]
  /** Where each hour begins, and as the last one the end. */
  readonly starts: readonly number[]
}

/** Reads an index, with open checkouts laid over it. Good until the index or the overlay changes. */
export interface Reader {
  readonly index: IndexParts
  readonly overlay: Overlay
  /** From when to when something is known of a tag; null: nothing is. */
  recordOf(tag: string): Span | null
  /** Within the record, when nobody watched a feature. */
  gapsOf(tag: string, feature: string): readonly Span[]
  /** Packed checkouts of features that touch [from, to), each once; doubles left out. */
  checkouts(features: readonly number[], from: number, to: number): Uint32Array
  /** Of features that are components, their packages: a seat of one takes a seat of a package as well. */
  readonly packages: ReadonlyMap<number, readonly number[]>
  /** Of [from, to) what is known and working hours, by the calendar of the first feature; ascending and apart. */
  worked(features: readonly number[], from: number, to: number): readonly Span[]
  /** The days of [from, to) by the calendar of the first feature, first and last cut to it. */
  days(features: readonly number[], from: number, to: number): Generator<DayOfUsage>
}

export function createReader(index: IndexParts, overlay: Overlay): Reader {
  const { db, calendarOf, numbers } = index
  const records = new Map<string, Span | null>()
  const gaps = new Map<string, ReturnType<typeof gapsOfTag>>()
  let begins: ReadonlyMap<string, ReadonlyMap<string, number>> | null = null
  const kept = recordsKept(index.sources)

  function recordOf(tag: string): Span | null {
    const key = tag.toLowerCase()
    const known = records.get(key)
    if (known !== undefined) return known
    const from = beginOf(key)
    const to = Math.max(kept.get(key)?.to ?? 0, overlay.asOf.get(key) ?? 0)
    const made = from < to ? { from, to } : null
    records.set(key, made)
    return made
  }

  /**
   * Files of checkouts hold what ended on their day, so that from its start all of them are known; but where the logger says
   * that it began on that day, from then.
   */
  function beginOf(key: string): number {
    begins ??= firstDays(index)
    const { days } = index.calendarOfTag(key)
    const since = index.logging(key)?.since ?? Number.POSITIVE_INFINITY
    const starts = [...(begins.get(key) ?? [])].filter(([base, day]) => {
      const isFirstOwn = base === '' && days.startOf(day) <= since && since < days.startOf(day + 1)
      return !isFirstOwn
    })
    const sampled = kept.get(key)?.sampledFrom ?? Number.POSITIVE_INFINITY
    return Math.min(since, sampled, ...starts.map(([, day]) => days.startOf(day)))
  }

  function gapsOf(tag: string, feature: string): readonly Span[] {
    const key = tag.toLowerCase()
    const known = gaps.get(key)
    if (known !== undefined) return known(feature)
    const record = recordOf(tag)
    const made = record === null ? () => [] : gapsOfTag(index, tag, record)
    gaps.set(key, made)
    return made(feature)
  }

  /** When not all of the features are known, beyond the record too. */
  function unknownOf(features: readonly number[]): readonly Span[] {
    return joined(
      features.flatMap((feature) => {
        const { tag = '', name = '' } = numbers.features.of(feature) ?? {}
        const record = recordOf(tag)
        if (record === null) return [{ from: 0, to: Number.POSITIVE_INFINITY }]
        return [{ from: 0, to: record.from }, ...gapsOf(tag, name), { from: record.to, to: Number.POSITIVE_INFINITY }]
      }),
    )
  }

  function checkouts(features: readonly number[], from: number, to: number): Uint32Array {
    const parts: Uint32Array[] = []
    let length = 0
    const part = (rows: Uint32Array): void => {
      parts.push(rows)
      length += rows.length
    }
    for (const feature of features) {
      const { days } = calendarOf(feature)
      const first = days.dayOf(from)
      for (const { id, rows } of readSheets(db, 'feature_sheet', feature, first, days.dayOf(Math.max(from, to - 1)))) {
        // What began before stands in the sheet of the day before, too.
        const day = periodOf(id)
        const begun = day === first ? 0 : days.startOf(day)
        // Where checkouts are known, samples do not count; those that are open stand in no sheet.
        const hasOpen = overlay.touches(feature, days.startOf(day), days.startOf(day + 1))
        part(touching(rows, from, to, begun, hasOpen))
      }
      const open = overlay.byFeature.get(feature)
      if (open !== undefined) part(touching(open, from, to, 0, true))
    }
    const all = new Uint32Array(length)
    let at = 0
    for (const rows of parts) {
      all.set(rows, at)
      at += rows.length
    }
    return all
  }

  function worked(features: readonly number[], from: number, to: number): readonly Span[] {
    const [feature] = features
    if (feature === undefined || from >= to) return []
    const { days: local, work } = calendarOf(feature)
    const spans: Span[] = []
    for (let day = local.dayOf(from); local.startOf(day) < to; day++) {
      const hours = work(day)
      if (hours !== null) spans.push(hours)
    }
    return common(within(spans, from, to), without(unknownOf(features), from, to))
  }

  function* days(features: readonly number[], from: number, to: number): Generator<DayOfUsage> {
    const [feature] = features
    if (feature === undefined || from >= to) return
    const { days: local, work } = calendarOf(feature)
    const [first, last] = [local.dayOf(from), local.dayOf(to - 1)]
    const unknown = unknownOf(features)
    const stored = new Map<number, UsageRow>()
    if (features.length === 1) {
      const whole = [
        local.startOf(first) < from ? first + 1 : first,
        local.startOf(last + 1) > to ? last - 1 : last,
      ] as const
      for (const row of usageOfDays(index, feature, ...whole)) stored.set(row.period, row)
    }
    for (let day = first; day <= last; day++) {
      const hours = local.hoursOf(day)
      const [dayFrom, dayTo] = [hours.starts[0] ?? 0, hours.starts.at(-1) ?? 0]
      const span = { from: Math.max(from, dayFrom), to: Math.min(to, dayTo) }
      const known = without(unknown, span.from, span.to)
      const worked = work(day)
      const working = worked === null ? [] : known.flatMap((part) => within([worked], part.from, part.to))
      const about = { day, ...span, known, worked: working }
      const isWhole = span.from === dayFrom && span.to === dayTo
      const kept = stored.get(day) ?? NO_USAGE
      const hasOpen = features.some((one) => overlay.touches(one, span.from, span.to))
      if (
        features.length === 1 &&
        isWhole &&
        !hasOpen &&
        (kept === NO_USAGE || isCountedWithout(kept, unknown, span))
      ) {
        yield { ...about, starts: hours.starts, ...kept }
        continue
      }
      const starts = [span.from, ...hours.starts.filter((start) => start > span.from && start < span.to), span.to]
      const gapsOfDay = within(unknown, span.from, span.to)
      const rows = checkouts(features, span.from, span.to)
      yield { ...about, starts, ...countSpan(rows, { starts, work: working, gaps: gapsOfDay }) }
    }
  }

  let packages: ReadonlyMap<number, readonly number[]> | null = null

  return {
    ...{ index, overlay, recordOf, gapsOf, checkouts, worked, days },
    get packages() {
      packages ??= packagesKnown(index)
      return packages
    },
  }
}

/** Of each tag and base the first day of which checkouts or denials were read. */
function firstDays({ sources }: IndexParts): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const byTag = new Map<string, Map<string, string>>()
  for (const { tag, kind, base, day, rows } of sources.all()) {
    if (rows === 0 || (kind !== 'checkouts' && kind !== 'denials')) continue
    const ofTag = byTag.get(tag.toLowerCase()) ?? new Map<string, string>()
    const known = ofTag.get(base)
    if (known === undefined) byTag.set(tag.toLowerCase(), ofTag.set(base, day))
    else if (day < known) ofTag.set(base, day)
  }
  return new Map(
    [...byTag].map(([tag, days]) => [tag, new Map([...days].map(([base, day]) => [base, dayOfDate(day) ?? 0]))]),
  )
}

const NOTHING = new Uint32Array(0)
const NO_USAGE = {
  checkouts: 0,
  held: { hourPeaks: NOTHING, hourSeconds: NOTHING, levels: NOTHING, workLevels: NOTHING, reached: NOTHING },
  used: null,
  users: NOTHING,
  gaps: NOTHING,
}

/** The rows that touch [from, to), begun at `begun` or later, and are no doubles. */
function touching(rows: Uint32Array, from: number, to: number, begun: number, withoutSamples: boolean): Uint32Array {
  const kept = new Uint32Array(rows.length)
  let length = 0
  for (let at = 0; at < rows.length; at += WORDS) {
    const out = word(rows, at + OUT)
    if (out < begun || !touches(out, word(rows, at + IN), from, to) || word(rows, at + SEATS) >= DOUBLE) continue
    if (withoutSamples && word(rows, at + WHO) === NOBODY) continue
    for (let from = at, end = at + WORDS; from < end; from++) kept[length++] = word(rows, from)
  }
  return kept.subarray(0, length)
}
