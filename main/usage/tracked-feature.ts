import type { Feature } from '../lmstat/answer.ts'
import { FAILED_OVER, goesOnAfterRestart, type Matched, OTHER_SEATS, pairUp } from './matching.ts'
import { copied, type EndedRow, idleReservations, type OpenRow, remembered, type ShownRow } from './rows.ts'
import type { TrackerNews } from './tracker-news.ts'
import type { TrackedFeature } from './tracker-state.ts'
import { compareWaiting, takeRequest } from './waiting.ts'
import { epochOf } from './zone-time.ts'

/** What an answer changes of one feature. */
export interface FeatureChange {
  readonly feature: TrackedFeature
  readonly ended: readonly EndedRow[]
  /** Rows that are new, idle reservations apart; those that go on with other seats are among them. */
  readonly begun: readonly BegunRow[]
  readonly news: readonly TrackerNews[]
  /** Local starts of the rows that are new since `previousAt`. */
  readonly starts: readonly string[]
}

/** A row that is new; `claimedAt`: lmstat's start, where another time stands for it. */
export interface BegunRow {
  readonly row: OpenRow
  readonly claimedAt?: number
}

/** One feature of an answer beside what is known of it. */
export interface ShownFeature {
  readonly name: string
  readonly blocks: readonly Feature[]
  readonly before: TrackedFeature | undefined
  readonly rows: Matched
}

/** When and where an answer came; times are epoch seconds. */
export interface AnswerMoment {
  readonly daemon: string
  readonly at: number
  /** The complete answer before that would have shown the rows; null: there was none. */
  readonly previousAt: number | null
  readonly intervalSeconds: number
  readonly zone: string
  /** Which local starts are those of clients that came back after a restart; null: there was none. */
  readonly isRestarted: ((start: string) => boolean) | null
}

/** Compares the blocks of one feature with what is open: which rows go on, which ended, which are new. */
export function trackFeature({ name, blocks, before, rows }: ShownFeature, moment: AnswerMoment): FeatureChange {
  const { daemon, at, previousAt, intervalSeconds, isRestarted } = moment
  const { shown } = rows
  const known = [...rows.same]
  let left = rows.left
  for (const likeness of isRestarted === null ? [FAILED_OVER] : [FAILED_OVER, goesOnAfterRestart(isRestarted)]) {
    const found = pairUp(left, { shown, same: known }, likeness)
    for (const pair of found.pairs) known[pair.at] = pair.before
    left = found.left
  }
  const changedAt = previousAt === null ? at : goneAt(previousAt, before?.missing?.since ?? at, intervalSeconds)
  const resized = new Map(pairUp(left, { shown, same: known }, OTHER_SEATS).pairs.map((pair) => [pair.at, pair.before]))
  const { waiting, ended: requests } = compareWaiting(before?.waiting ?? [], blocks, at)
  const starts: string[] = []
  const begun: BegunRow[] = []
  const begin = (row: OpenRow, claimedAt: number | null = null): OpenRow => {
    begun.push(claimedAt === null || claimedAt === row.checkoutAt ? { row } : { row, claimedAt })
    return row
  }

  const open = shown.map((row, position): OpenRow => {
    const goesOn = known[position]
    if (goesOn !== undefined) return isUnchanged(goesOn, row) ? goesOn : remembered(row, goesOn)
    const predecessor = resized.get(position)
    if (predecessor !== undefined) {
      const goingOn = remembered(row, {
        ...whoPart(predecessor),
        checkoutAt: Math.max(changedAt, predecessor.checkoutAt),
        ...(row.isReservation ? {} : { foundAt: at }),
      })
      return row.isReservation ? goingOn : begin(goingOn)
    }
    if (row.isReservation) return remembered(row, { checkoutAt: changedAt })
    if (row.checkout.start !== undefined) starts.push(row.checkout.start)
    const claimed = claimedStart(row, moment)
    const checkoutAt = checkoutTime(claimed, moment)
    const since = takeRequest(requests, row.checkout)
    const requestPart = since === null ? {} : { requestAt: Math.min(since, checkoutAt) }
    return begin(remembered(row, { checkoutAt, foundAt: at, ...requestPart }), claimed)
  })

  const reserved = idleReservations(blocks)
  const isSameReserved = JSON.stringify(reserved) === JSON.stringify(before?.reserved ?? [])
  const feature = unlessSame(before, {
    name: before?.name ?? copied(name),
    rows: before !== undefined && isSameList(before.rows, open) ? before.rows : open,
    reserved: before !== undefined && isSameReserved ? before.reserved : reserved,
    waiting,
    ...issuedPart(before, issuedOf(blocks), at),
  })
  const shownAt = previousAt ?? at
  return {
    feature,
    ended: left.map((row) => ended(daemon, feature.name, row, changedAt, shownAt)),
    begun,
    news: [...changedNews(before, feature, daemon), ...lingerNews(shown, known, daemon, feature.name)],
    starts,
  }
}

/**
 * A complete answer lacks the feature: a text cut between two features looks the same, so its rows end with the second
 * such answer.
 */
export function withoutFeature(
  before: TrackedFeature,
  { daemon, at, previousAt, intervalSeconds }: AnswerMoment,
): FeatureChange {
  const { missing } = before
  if (missing === undefined) {
    const since = { missing: { shownAt: previousAt ?? at, since: at }, ...issuedPart(before, 0, at) }
    return { feature: { ...before, ...since }, ended: [], begun: [], news: [], starts: [] }
  }
  const checkinAt = goneAt(missing.shownAt, missing.since, intervalSeconds)
  const feature = unlessSame(before, { ...before, ...emptied(before) })
  return {
    feature,
    ended: before.rows.map((row) => ended(daemon, before.name, row, checkinAt, missing.shownAt)),
    begun: [],
    news: changedNews(before, feature, daemon),
    starts: [],
  }
}

const emptied = ({
  rows,
  reserved,
  waiting,
}: TrackedFeature): Pick<TrackedFeature, 'rows' | 'reserved' | 'waiting'> => ({
  rows: rows.length === 0 ? rows : [],
  reserved: reserved.length === 0 ? reserved : [],
  waiting: waiting.length === 0 ? waiting : [],
})

/** Half-way between the last answer with a row and the first without it, at most an interval after the former. */
const goneAt = (shownAt: number, without: number, intervalSeconds: number): number =>
  Math.max(shownAt, Math.min(Math.floor((shownAt + without) / 2), shownAt + intervalSeconds))

const ended = (daemon: string, feature: string, row: OpenRow, checkinAt: number, shownAt: number): EndedRow => ({
  daemon,
  feature,
  row,
  checkinAt: Math.max(checkinAt, row.checkoutAt),
  shownAt,
})

/** When lmstat says that it began; null where it does not say. */
function claimedStart({ checkout: { start } }: ShownRow, { at, zone }: AnswerMoment): number | null {
  // The minute in which it began may not be over.
  return start === undefined ? null : epochOf(start, zone, at + 60)
}

/** lmstat's start, unless the answer before would have shown a checkout that old; never after this answer. */
function checkoutTime(claimed: number | null, { at, previousAt }: AnswerMoment): number {
  if (claimed === null || (previousAt !== null && claimed < previousAt - 60)) return at
  return Math.min(claimed, at)
}

const isUnchanged = (row: OpenRow, { key, checkout }: ShownRow): boolean =>
  row.key === key && row.pid === checkout.pid && row.linger === checkout.linger?.total

const whoPart = ({ who }: OpenRow): Pick<OpenRow, 'who'> => (who === undefined ? {} : { who })

const issuedOf = (blocks: readonly Feature[]): number =>
  blocks.reduce((sum, { kind, issued = 0 }) => sum + (kind === 'counted' ? issued : 0), 0)

function issuedPart(
  before: TrackedFeature | undefined,
  issued: number,
  at: number,
): Pick<TrackedFeature, 'issued' | 'noneSince'> {
  if (issued > 0) return { issued }
  return before?.issued === undefined ? {} : { issued: before.issued, noneSince: before.noneSince ?? at }
}

function changedNews(before: TrackedFeature | undefined, now: TrackedFeature, daemon: string): TrackerNews[] {
  const news: TrackerNews[] = []
  const { name: feature, reserved, waiting } = now
  if (reserved !== before?.reserved && reserved.length + (before?.reserved.length ?? 0) > 0)
    news.push({ type: 'reserved', daemon, feature, reservations: reserved })
  if (waiting !== before?.waiting && waiting.length + (before?.waiting.length ?? 0) > 0) {
    const named = waiting.map(({ user, host, seats }) => ({ user, host: host === '' ? null : host, seats }))
    news.push({ type: 'queued', daemon, feature, waiting: named })
  }
  return news
}

function lingerNews(
  shown: readonly ShownRow[],
  known: readonly (OpenRow | undefined)[],
  daemon: string,
  feature: string,
): TrackerNews[] {
  return shown.flatMap(({ checkout: { linger, user, host = null, seats } }, position): TrackerNews[] => {
    if (linger === undefined || linger.total === known[position]?.linger) return []
    const { remaining = null, total } = linger
    return [{ type: 'linger', daemon, feature, user, host, seats, remaining, total }]
  })
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at])

/** What did not change stays the same object, so that a journal may write only what did. */
function unlessSame(before: TrackedFeature | undefined, now: TrackedFeature): TrackedFeature {
  if (before === undefined) return now
  const names = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<keyof TrackedFeature>
  return [...names].every((name) => before[name] === now[name]) ? before : now
}
