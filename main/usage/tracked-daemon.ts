import type { Feature } from '../lmstat/answer.ts'
import { isWithoutSeats } from './capacity.ts'
import { guessClock, NO_GUESS } from './clock-guess.ts'
import { matchEqual } from './matching.ts'
import { restartOf, startsOf } from './restart.ts'
import { copied, type EndedRow, shownRows } from './rows.ts'
import { trackFeature, withoutFeature } from './tracked-feature.ts'
import type { TrackerNews } from './tracker-news.ts'
import type { TrackedDaemon, TrackedFeature } from './tracker-state.ts'
import { epochOf, offsetAt } from './zone-time.ts'

/** One complete answer of a daemon. Times are epoch seconds. */
export interface DaemonAnswer {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly features: readonly Feature[]
  readonly at: number
  readonly intervalSeconds: number
  readonly zone: string
}

/** What an answer changes: the daemon to remember, and what to tell. */
export interface DaemonChange {
  readonly daemon: TrackedDaemon
  readonly ended: readonly EndedRow[]
  readonly news: readonly TrackerNews[]
}

/** Compares a daemon's complete answer with the one before (DESIGN 4.3). */
export function trackDaemon(before: TrackedDaemon | undefined, answer: DaemonAnswer): DaemonChange {
  const { id, features, at, intervalSeconds, zone } = answer
  const known = new Map(before?.features.map((feature) => [feature.name, feature]))
  const blocks = Map.groupBy(
    // What lmstat could not tell of a feature is treated like one it left out.
    features.filter(({ kind }) => kind !== 'error'),
    ({ name }) => name,
  )
  const matched = [...blocks].map(([name, shown]) => ({
    name,
    blocks: shown,
    before: known.get(name),
    rows: matchEqual(known.get(name)?.rows ?? [], shownRows(shown)),
  }))
  const rows = matched.map((feature) => feature.rows)
  const starts = startsOf(rows)
  const isRestarted = before === undefined ? null : restartOf(before, rows, starts, at, zone)
  const moment = { daemon: id, at, intervalSeconds, zone, isRestarted }
  const completeAt = before?.completeAt ?? null
  const changes = [
    ...matched.map((feature) => {
      const previousAt = feature.before?.missing?.shownAt ?? completeAt
      return trackFeature(feature, { ...moment, previousAt })
    }),
    ...(before?.features ?? [])
      .filter(({ name }) => !blocks.has(name))
      .map((feature) => withoutFeature(feature, { ...moment, previousAt: completeAt })),
  ]
  const fresh = changes.flatMap((change) => change.starts)
  const clock = guessedClock(before, fresh, answer)
  const tracked = changes
    .map(({ feature }) => feature)
    .filter((feature) => feature.missing === undefined || !isGone(feature, at))
  return {
    daemon: {
      name: before?.name ?? copied(answer.name),
      address: before?.address === answer.address ? before.address : copied(answer.address),
      completeAt: at,
      latestStart: copied(starts.latest),
      clock: clock.guess,
      features: tracked,
    },
    ended: changes.flatMap(({ ended }) => ended),
    news: [...changes.flatMap(({ news }) => news), ...clock.news],
  }
}

const isGone = (feature: TrackedFeature, at: number): boolean =>
  feature.rows.length === 0 && isWithoutSeats(feature, at)

/** Polls that are far apart tell little of clocks. */
const NEAR_POLLS = 3

function guessedClock(
  before: TrackedDaemon | undefined,
  starts: readonly string[],
  { id, at, intervalSeconds, zone }: DaemonAnswer,
): { readonly guess: TrackedDaemon['clock']; readonly news: readonly TrackerNews[] } {
  if (before === undefined) return { guess: NO_GUESS, news: [] }
  if (at - before.completeAt > NEAR_POLLS * intervalSeconds) return { guess: before.clock, news: [] }
  const claimed = starts.flatMap((start) => epochOf(start, zone) ?? [])
  const { guess, offset } = guessClock(before.clock, claimed, before.completeAt, at)
  if (offset === null) return { guess, news: [] }
  const news: TrackerNews = { type: 'clock', daemon: id, offset, utcOffset: offsetAt(at, zone) + offset }
  return { guess, news: [news] }
}
