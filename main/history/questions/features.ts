import type { Asked, FeatureRow, FeaturesAnswer, Span } from '../../../preload/contract/history.ts'
import { LevelSeconds } from '../../usage/curve.ts'
import { highest, levelAt, seatSecondsOf, secondsFrom } from '../../usage/level-statistics.ts'
import { type CapacityStep, capacitySteps, isLimit, seatsAt, toldSeats } from '../capacity-steps.ts'
import { DenialSums, eachDenial } from '../denials-read.ts'
import { cutToRecord } from '../features-asked.ts'
import { type BlockedByPackages, fullSecondsOf } from '../full-seconds.ts'
import { secondsOf, within } from '../gaps.ts'
import { allTags, zoneOfFirst } from '../index-parts.ts'
import { NAMELESS } from '../numbering.ts'
import { createPackageTimes } from '../packages-full.ts'
import { FEATURE, IN, RESERVED, SEATS, WORDS, word } from '../packed.ts'
import type { Reader } from '../reader.ts'
import { isCountedWithout, isDayWithout } from '../usage-days.ts'
import { firstDayOf, keptMonths, lastUse, type UsageRow, usageOfDays } from '../usage-months.ts'
import { DistinctUsers } from '../user-figures.ts'
import { monthsWithin } from './buckets.ts'

/** Question 7: all features of a span. `products`: what a feature code means, which others know. */
export function features(
  reader: Reader,
  asked: Asked,
  products: (feature: string) => readonly string[] = () => [],
): FeaturesAnswer {
  const { index } = reader
  const denials = new DenialSums(index)
  const all = [...index.numbers.features.entries()]
  const numbers = all.map(([feature]) => feature)
  eachDenial(index, numbers, asked, (rows, at) => denials.add(word(rows, at + FEATURE), rows, at))
  const rows: FeatureRow[] = []
  const blockedOf = blockedByTag(reader)
  for (const [feature, { tag, name }] of all) {
    const record = reader.recordOf(tag)
    const [from, to] = [Math.max(asked.from, record?.from ?? asked.from), Math.min(asked.to, record?.to ?? asked.to)]
    const sums = sumsOf(reader, feature, from, to, asked.working, blockedOf)
    rows.push({
      tag,
      feature: name,
      products: products(name),
      ...sums,
      denials: denials.of(feature),
      lastUsed: lastUsed(reader, feature),
    })
  }
  return {
    span: cutToRecord(reader, allTags(index), asked),
    zone: zoneOfFirst(index),
    working: asked.working,
    rows: rows.sort(byName),
  }
}

type Sums = Omit<FeatureRow, 'tag' | 'feature' | 'products' | 'denials' | 'lastUsed'>

const levels = new LevelSeconds()
const users = new DistinctUsers()

/** Whole months are kept summed up, and days counted: only days not wholly known, or with something open, are looked at closely. */
function sumsOf(
  reader: Reader,
  feature: number,
  from: number,
  to: number,
  working: boolean,
  blockedOf: ReturnType<typeof blockedByTag>,
): Sums {
  const { index } = reader
  const { days } = index.calendarOf(feature)
  const steps = capacitySteps(index, feature)
  const blocked = from < to ? blockedOf(feature, { from, to }, steps) : []
  const { tag = '', name = '' } = index.numbers.features.of(feature) ?? {}
  const gaps = reader.gapsOf(tag, name)
  let known = 0
  let full: number | null = null
  let checkouts = 0
  users.begin(index.numbers.users.find(NAMELESS))
  if (from < to) {
    const [first, last] = [days.dayOf(from), days.dayOf(to)]
    const [firstWhole, behindWhole] = [days.startOf(first) < from ? first + 1 : first, last]
    if (firstWhole >= behindWhole) addDays(from, to)
    else {
      addDays(from, days.startOf(firstWhole))
      const months = monthsWithin(firstWhole, behindWhole - 1)
      const [firstMonth, lastMonth] = [months[0], months.at(-1)]
      if (firstMonth === undefined || lastMonth === undefined) addWhole(firstWhole, behindWhole, null)
      else {
        addWhole(firstWhole, firstDayOf(firstMonth), null)
        const kept = new Map(keptMonths(index, feature, firstMonth, lastMonth).map((row) => [row.period, row]))
        for (const month of months) addWhole(firstDayOf(month), firstDayOf(month + 1), kept.get(month) ?? null)
        addWhole(firstDayOf(lastMonth + 1), behindWhole, null)
      }
      addDays(days.startOf(behindWhole), to)
    }
  }
  const all = levels.take()
  return {
    issued: toldSeats(seatsAt(steps, to)),
    peak: highest(all),
    mean: known === 0 ? 0 : seatSecondsOf(all) / known,
    p95: levelAt(all, known, 0.95),
    knownSeconds: known,
    seatHours: seatSecondsOf(all) / 3600,
    checkouts,
    users: users.count,
    fullSeconds: full,
  }

  /** Whole days until the day `behind`; `month`: their sums, where they are a month of which some are kept. */
  function addWhole(firstDay: number, behind: number, month: UsageRow | null): void {
    const span = { from: days.startOf(firstDay), to: days.startOf(behind) }
    const isSteady = !steps.some(({ at }) => at > span.from && at < span.to)
    if (!isSteady || !isPlain(reader, tag, feature, span) || within(blocked, span.from, span.to).length > 0) {
      const middle = (firstDay + behind) >> 1
      if (middle === firstDay) addDays(span.from, span.to)
      else {
        addWhole(firstDay, middle, null)
        addWhole(middle, behind, null)
      }
      return
    }
    const rows = month !== null && isCountedWithout(month, gaps, span) ? [month] : daysKept(firstDay, behind)
    if (rows === null) {
      addDays(span.from, span.to)
      return
    }
    const seats = seatsAt(steps, span.from)
    const ofSpan = within(gaps, span.from, span.to)
    known += working ? workedSeconds(reader, feature, span, ofSpan) : span.to - span.from - secondsOf(ofSpan)
    const hasLimit = seats !== null && isLimit(seats)
    if (hasLimit) full ??= 0
    for (const row of rows) {
      levels.addAll(working ? row.held.workLevels : row.held.levels)
      checkouts += row.checkouts
      const used = row.used ?? row.held
      if (hasLimit && seats > 0) full = (full ?? 0) + secondsFrom(working ? used.workLevels : used.levels, seats)
      if (row === month) users.addNumbers(row.users)
      else users.addFigures(row.users)
    }
  }

  /** Null: one of them was counted as if there were other gaps. */
  function daysKept(firstDay: number, behind: number): readonly UsageRow[] | null {
    const rows = usageOfDays(index, feature, firstDay, behind - 1)
    return rows.every((row) => isDayWithout(days, row, gaps)) ? rows : null
  }

  function addDays(begin: number, end: number): void {
    for (const day of reader.days([feature], begin, end)) {
      levels.addAll(working ? day.held.workLevels : day.held.levels)
      known += secondsOf(working ? day.worked : day.known)
      checkouts += day.checkouts
      users.addFigures(day.users)
      const seconds = fullSecondsOf(reader, [feature], steps, day, working, blocked)
      if (seconds !== null) full = (full ?? 0) + seconds
    }
  }
}

/** When a feature's packages had none left; packages are of one tag, whose features are all asked for one span. */
function blockedByTag(reader: Reader) {
  const byTag = new Map<string, ReturnType<typeof createPackageTimes>>()
  return (feature: number, span: Span, steps: readonly CapacityStep[]): BlockedByPackages => {
    if (!reader.packages.has(feature)) return []
    const tag = reader.index.numbers.features.of(feature)?.tag ?? ''
    const times = byTag.get(tag) ?? createPackageTimes(reader, span)
    byTag.set(tag, times)
    return times([feature], steps)
  }
}

/** Nothing open lies over it, and all of it is in the record. */
function isPlain({ overlay, recordOf }: Reader, tag: string, feature: number, { from, to }: Span): boolean {
  const record = recordOf(tag)
  return record !== null && record.from <= from && to <= record.to && !overlay.touches(feature, from, to)
}

/** Working hours of whole days, without the gaps. */
function workedSeconds({ index }: Reader, feature: number, { from, to }: Span, gaps: readonly Span[]): number {
  const { days, work } = index.calendarOf(feature)
  let seconds = 0
  for (let day = days.dayOf(from); days.startOf(day) < to; day++) {
    const worked = work(day)
    if (worked !== null) seconds += worked.to - worked.from - secondsOf(within(gaps, worked.from, worked.to))
  }
  return seconds
}

function lastUsed({ index, overlay }: Reader, feature: number): number | null {
  let last = lastUse(index, feature)
  const open = overlay.byFeature.get(feature) ?? new Uint32Array(0)
  for (let at = 0; at < open.length; at += WORDS)
    if ((word(open, at + SEATS) & RESERVED) === 0) last = Math.max(last ?? 0, word(open, at + IN))
  return last
}

const byName = (a: FeatureRow, b: FeatureRow): number =>
  a.tag === b.tag ? (a.feature < b.feature ? -1 : 1) : a.tag < b.tag ? -1 : 1
