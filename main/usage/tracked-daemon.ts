import { mapSteps, type Steps } from '../../preload/contract/steps.ts'
import type { Feature } from '../lmstat/answer.ts'
import { isWithoutSeats } from './capacity.ts'
import { type ClockGuess, guessClock, NO_GUESS } from './clock-guess.ts'
import { matchEqual } from './matching.ts'
import { restartOf, startsOf } from './restart.ts'
import { copied, type EndedRow, shownRows } from './rows.ts'
import { type BegunRow, trackFeature, withoutFeature } from './tracked-feature.ts'
import type { TrackerNews } from './tracker-news.ts'
import type { TrackedDaemon, TrackedFeature } from './tracker-state.ts'
import { epochOf } from './zone-time.ts'

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
  /** Rows that are new, idle reservations apart. */
  readonly begun: readonly (BegunRow & { readonly feature: string })[]
  /** Its complete answer before. */
  readonly previousAt: number | null
  readonly news: readonly TrackerNews[]
}

/** Compares a daemon's complete answer with the one before (DESIGN 4.3). */
export function* trackDaemon(before: TrackedDaemon | undefined, answer: DaemonAnswer): Steps<DaemonChange> {
  const { id, features, at, intervalSeconds, zone } = answer
  const known = new Map(before?.features.map((feature) => [feature.name, feature]))
  const blocks = Map.groupBy(
    // What lmstat could not tell of a feature is treated like one it left out.
    features.filter(({ kind }) => kind !== 'error'),
    ({ name }) => name,
  )
  const matched = yield* mapSteps([...blocks], ([name, shown]) => ({
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
    ...(yield* mapSteps(matched, (feature) => {
      const previousAt = feature.before?.missing?.shownAt ?? completeAt
      return trackFeature(feature, { ...moment, previousAt })
    })),
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
      zone,
      latestStart: copied(starts.latest),
      clock,
      features: tracked,
    },
    ended: changes.flatMap(({ ended }) => ended),
    begun: changes.flatMap(({ feature, begun }) => begun.map((one) => ({ ...one, feature: feature.name }))),
    previousAt: completeAt,
    news: changes.flatMap(({ news }) => news),
  }
}

const isGone = (feature: TrackedFeature, at: number): boolean =>
  feature.rows.length === 0 && isWithoutSeats(feature, at)

/** Polls that are far apart tell little of clocks. */
const NEAR_POLLS = 3

function guessedClock(
  before: TrackedDaemon | undefined,
  starts: readonly string[],
  { at, intervalSeconds, zone }: DaemonAnswer,
): ClockGuess {
  // What was guessed by another zone is no longer true when the settings name the right one.
  if (before?.zone !== zone) return NO_GUESS
  if (at - before.completeAt > NEAR_POLLS * intervalSeconds) return before.clock
  const claimed = starts.flatMap((start) => epochOf(start, zone) ?? [])
  return guessClock(before.clock, claimed, before.completeAt, at)
}
