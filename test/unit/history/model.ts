import { countedDenials, denialClass } from '../../../main/usage/denials.ts'
import { checkoutsOnce, denialsOnce } from '../../../main/usage/one-record.ts'
import type { WorkingHours } from '../../../main/usage/working-hours.ts'
import type { DenialKind, FeatureAsked, Span } from '../../../preload/contract/history.ts'
import { INTERVAL, type Made, type MadeCheckout } from './record.ts'
import { dateIn, startOfDay, wallTime } from './wall-clock.ts'

/** A checkout that counts. */
export interface Held extends MadeCheckout {
  readonly reserved: boolean
  /** Out at the last complete poll: `in` is that poll. */
  readonly open: boolean
}

export interface Denied {
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly at: number
  readonly kind: DenialKind
  readonly counted: boolean
}

/** What is open at the last complete poll of a tag. */
export interface OpenAt {
  readonly tag: string
  readonly asOf: number
  readonly rows: readonly MadeCheckout[]
}

/** A moment's worth of a span in which nothing changes. */
export interface Piece extends Span {
  readonly held: number
  readonly used: number
  readonly known: boolean
  readonly works: boolean
  readonly issued: number | null
}

/** Answers from lists alone, slowly and plainly. */
export class Model {
  readonly checkouts: readonly Held[]
  readonly denials: readonly Denied[]
  readonly #made: Made
  readonly #open: readonly OpenAt[]
  readonly #hours: WorkingHours

  constructor(made: Made, open: readonly OpenAt[], hours: WorkingHours) {
    this.#made = made
    this.#open = open
    this.#hours = hours
    const isReserved = ({ user }: MadeCheckout): boolean => user.startsWith('r:')
    const finished: MadeCheckout[] = made.checkouts.filter(isReserved)
    const people = made.checkouts.filter((row) => !isReserved(row))
    for (const rows of Map.groupBy(people, ({ tag }) => tag).values()) {
      const sources = [...Map.groupBy(rows, ({ base }) => base)].sort(([a], [b]) => (a < b ? -1 : 1))
      const told = sources.map(([, of]) => of.map((row) => ({ ...row, checkoutAt: row.out, checkinAt: row.in })))
      finished.push(...checkoutsOnce(told, INTERVAL))
    }
    this.checkouts = [
      ...finished.map((row) => ({ ...row, open: false })),
      ...open.flatMap(({ asOf, rows }) => rows.map((row) => ({ ...row, in: Math.max(row.out, asOf), open: true }))),
    ].map((row) => ({ ...row, reserved: isReserved(row) }))
    const sources = [...Map.groupBy(made.denials, ({ base }) => base)].sort(([a], [b]) => (a < b ? -1 : 1))
    const once = denialsOnce(sources.map(([, of]) => of))
    const begun = finished.map((row) => ({ ...row, at: row.out }))
    const counted = new Set(countedDenials(once, begun))
    this.denials = once.map((denial) => ({
      ...denial,
      kind: denial.code === null ? 'unknown' : denialClass(denial.code),
      counted: counted.has(denial),
    }))
  }

  zoneOf(tag: string): string {
    return this.#made.tags.find((one) => one.tag === tag)?.zone ?? 'Europe/Berlin'
  }

  /** From the start of the first file's day on, but on the day the logger began from then. */
  recordOf(tag: string): Span | null {
    const of = <T extends { readonly tag: string }>(rows: readonly T[]): readonly T[] =>
      rows.filter((row) => row.tag === tag)
    const written = [
      ...of(this.#made.checkouts).map((row) => ({ base: row.base, at: row.in })),
      ...of(this.#made.denials).map(({ base, at }) => ({ base, at })),
    ]
    const zone = this.zoneOf(tag)
    const since = of(this.#made.tags).map((one) => one.since)
    const begins = written.flatMap(({ base, at }) => {
      const isFirstOwn = base === '' && since.some((begin) => dateIn(zone, begin) === dateIn(zone, at))
      return isFirstOwn ? [] : [startOfDay(zone, at)]
    })
    const from = Math.min(...begins, ...since)
    const to = Math.max(...written.map(({ at }) => at), ...of(this.#open).map(({ asOf }) => asOf))
    return from < to ? { from, to } : null
  }

  works(zone: string, at: number): boolean {
    const { date, weekday, minutes } = wallTime(zone, at)
    const { weekdays, holidays, from, to } = this.#hours
    return weekdays.includes(weekday) && !holidays.includes(date) && minutes >= from && minutes < to
  }

  issuedOf(tag: string, feature: string, at: number): number | null {
    return (
      this.#made.capacity
        .filter((row) => row.tag === tag && row.feature === feature && row.at <= at)
        .toSorted((a, b) => a.at - b.at)
        .at(-1)?.seats ?? null
    )
  }

  /** Of several tags known only where it is of all that the index has met. */
  issued(tags: readonly string[], feature: string, at: number): number | null {
    const all = tags.map((tag) => this.issuedOf(tag, feature, at))
    return all.length === 0 || all.includes(null) ? null : all.reduce<number>((sum, seats) => sum + (seats ?? 0), 0)
  }

  /** The tags of which the index has met the feature. */
  tagsOf({ tags, feature }: Pick<FeatureAsked, 'tags' | 'feature'>): readonly string[] {
    return tags.filter((tag) =>
      [this.#made.checkouts, this.#made.denials, this.#made.capacity, ...this.#open.map(({ rows }) => rows)].some(
        (rows) => rows.some((row) => row.tag === tag && row.feature === feature),
      ),
    )
  }

  /** The span of a question as it is answered. */
  spanOf({ tags, from, to }: Span & Pick<FeatureAsked, 'tags'>): Span {
    const records = tags.flatMap((tag) => this.recordOf(tag) ?? [])
    const begin = Math.max(from, Math.min(...records.map((record) => record.from)))
    const end = Math.min(to, Math.max(...records.map((record) => record.to)))
    return begin < end ? { from: begin, to: end } : { from, to: from }
  }

  rowsOf(tags: readonly string[], feature: string): readonly Held[] {
    return this.checkouts.filter((row) => row.feature === feature && tags.includes(row.tag))
  }

  /** The span cut wherever anything may change, at half hours and at `also`, too. */
  pieces(tags: readonly string[], feature: string, { from, to }: Span, also: readonly number[] = []): readonly Piece[] {
    const rows = this.rowsOf(tags, feature)
    const zone = this.zoneOf(tags[0] ?? '')
    const times = new Set([from, ...also, ...rows.flatMap((row) => [row.out, row.in])])
    for (const gap of this.#made.gaps) for (const at of [gap.from, gap.to]) times.add(at)
    for (const { at } of this.#made.capacity) times.add(at)
    for (const tag of tags) {
      const record = this.recordOf(tag)
      if (record !== null) for (const at of [record.from, record.to]) times.add(at)
    }
    for (let at = Math.ceil(from / 1800) * 1800; at < to; at += 1800) times.add(at)
    const recorded = tags.map((tag) => ({
      record: this.recordOf(tag),
      gaps: this.#made.gaps.filter((gap) => gap.tag === tag),
    }))
    const isKnown = (at: number): boolean =>
      recorded.every(
        ({ record, gaps }) =>
          record !== null && record.from <= at && at < record.to && !gaps.some((gap) => gap.from <= at && at < gap.to),
      )
    const borders = [...times].filter((at) => at >= from && at < to).sort((a, b) => a - b)
    return borders.map((at, which) => {
      const now = rows.filter((row) => row.out <= at && at < row.in)
      return {
        from: at,
        to: borders[which + 1] ?? to,
        held: sum(now.filter(({ reserved }) => !reserved).map(({ seats }) => seats)),
        used: sum(now.map(({ seats }) => seats)),
        known: isKnown(at),
        works: this.works(zone, at),
        issued: this.issued(tags, feature, at),
      }
    })
  }

  /** `working`: only those in the working hours of their server. */
  deniedIn(
    tags: readonly string[],
    feature: string,
    { from, to }: Span,
    { working }: { readonly working: boolean },
  ): readonly Denied[] {
    return this.denials.filter(
      ({ tag, feature: denied, at }) =>
        tags.includes(tag) &&
        denied === feature &&
        at >= from &&
        at < to &&
        (!working || this.works(this.zoneOf(tag), at)),
    )
  }

  /** Seconds from a denial until its user got a seat of the feature. */
  gotAfter({ tag, feature, user, at }: Denied): number | null {
    const begun = this.checkouts.filter(
      (row) => row.tag === tag && row.feature === feature && row.user.toLowerCase() === user.toLowerCase(),
    )
    const waits = begun
      .filter(({ out, reserved }) => !reserved && out >= at && out - at <= 86_400)
      .map(({ out }) => out - at)
    return waits.length === 0 ? null : Math.min(...waits)
  }
}

/** As answers tell it. */
export const told = (issued: number | null): number | null => (issued === 9999 ? null : issued)
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
export const secondsOf = (spans: readonly Span[]): number => sum(spans.map(({ from, to }) => to - from))
/** Something of a checkout lies in the span, or it began in it. */
export const touches = (row: { readonly out: number; readonly in: number }, { from, to }: Span): boolean =>
  row.out < to && (row.in > from || row.out >= from)
export const overlap = (row: { readonly out: number; readonly in: number }, { from, to }: Span): number =>
  Math.max(0, Math.min(row.in, to) - Math.max(row.out, from))
export const countOf = (denials: readonly Denied[], kinds: readonly DenialKind[] = ['no-seat', 'unknown']) => ({
  counted: denials.filter(({ counted, kind }) => counted && kinds.includes(kind)).length,
  raw: denials.length,
})

/** The least level that is enough for a share of the time. */
export function percentile(pieces: readonly (Span & { readonly held: number })[], rank: number): number {
  const known = secondsOf(pieces)
  const levels = [0, ...pieces.map(({ held }) => held)].sort((a, b) => a - b)
  return levels.find((level) => secondsOf(pieces.filter(({ held }) => held > level)) <= known * (1 - rank) + 1e-6) ?? 0
}
