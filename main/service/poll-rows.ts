import { mapSteps, type Steps } from '../../preload/contract/steps.ts'
import { encodeCapacity } from '../datafiles/capacity-cap.ts'
import { encodeCheckout } from '../datafiles/checkouts-chk.ts'
import { encodeEvent, type SeatlogEvent } from '../datafiles/events.ts'
import { encodeFeatures } from '../datafiles/features-csv.ts'
import type { PendingRow } from '../datafiles/journal.ts'
import { localStamp } from '../datafiles/local-time.ts'
import { type Names, privateRequest } from '../datafiles/names.ts'
import { encodeUsers } from '../datafiles/users-csv.ts'
import type { LogEvent } from '../debuglog/event.ts'
import type { Answer } from '../lmstat/answer.ts'
import { fuse, unfused } from '../usage/fusion.ts'
import { NOTHING_FUSED } from '../usage/fusion-state.ts'
import type { Live } from '../usage/live.ts'
import { type LogRequest, type LogRestart, logNews } from '../usage/log-request.ts'
import { joinedPackages, type Package } from '../usage/packages.ts'
import { recordSlot, recordSteps } from '../usage/record.ts'
import { serves } from '../usage/serves.ts'
import { openCheckouts, type Tracked, trackSteps } from '../usage/tracker.ts'
import type { TrackerState } from '../usage/tracker-state.ts'
import { gapBefore, transitions } from '../usage/transitions.ts'
import { denialRows } from './denial-rows.ts'
import type { FollowedLogs } from './log-following.ts'
import type { PollMemory } from './poll-memory.ts'
import { privateAnswerSteps } from './private-answer.ts'
import { recognized } from './recognized.ts'
import { recordedCheckout, recordedNews } from './recorded.ts'

export interface RecordedPoll {
  readonly tag: string
  readonly zone: string
  /** Epoch seconds. */
  readonly askedAt: number
  /** How far apart polls of this server are now: more than the settings say while it answers slowly. */
  readonly intervalSeconds: number
  readonly answer: Answer
  readonly live: Live
  /** As the settings and the license file tell them. */
  readonly packages: readonly Package[]
}

export interface RecordRules {
  /** How far apart polls are by the settings. */
  readonly expectedSeconds: number
  /** Null: rows of every poll. */
  readonly recordIntervalSeconds: number | null
  /** How often capacity is compared (DESIGN 4.5). */
  readonly capacitySeconds: number
  readonly names: Names
  /** How people are told apart while polls and logs are compared: as `names` says, unless that tells nobody apart. */
  readonly people: Names
  /** The `logging` event to write if it says anything new; null while the log folder is not known. */
  readonly logging: Omit<Extract<SeatlogEvent, { type: 'logging' }>, 't'> | null
}

/** What the debug logs of the server brought since the last poll. */
export type ReadLogs = Pick<FollowedLogs, 'events' | 'readToEnd' | 'memory'>

/** All rows of one poll, and what to remember with them. */
export interface PolledRows {
  readonly rows: readonly PendingRow[]
  readonly memory: PollMemory
}

/**
 * All rows one poll adds to the data files, in their order, and what to remember with them; `logs` is null for a server
 * whose debug logs are not followed. Pure.
 */
export function* pollSteps(
  memory: PollMemory,
  { tag, zone, askedAt, intervalSeconds, answer, live, packages }: RecordedPoll,
  { expectedSeconds, recordIntervalSeconds, capacitySeconds, names, people, logging }: RecordRules,
  logs: ReadLogs | null,
): Steps<PolledRows> {
  const gap = gapBefore(memory.lastPollAt, askedAt, Math.max(expectedSeconds, memory.intervalSeconds))
  const { news, reported } = transitions(memory.reported, live)
  // Between the polls of a scheduled task lies its own period.
  const apart = Math.max(intervalSeconds, expectedSeconds)
  const shown = yield* privateAnswerSteps(answer, names, people)
  const known = recognized(memory, shown)
  const tracked = yield* trackSteps(known.tracker, {
    tag,
    at: askedAt,
    intervalSeconds: apart,
    zone,
    answer: shown,
    capacitySeconds,
  })
  const served = serves(answer, known.tracker, tracked.state, memory.serving)
  const joined =
    logs === null
      ? withoutLogs(known, tracked)
      : fuse(known.fusion, {
          ...{
            tag,
            at: askedAt,
            intervalSeconds: apart,
            steps: tracked.steps,
            open: openCheckouts(tag, tracked.state),
          },
          log: logs.events.flatMap((event) => privateNews(logNews(event, zone), people)),
          readToEnd: logs.readToEnd,
          lists: listing(tracked.state),
        })
  const knownPackages = packagesAfter(memory.packages, packages, logs?.events ?? [])
  const loggingText = logging === null ? memory.logging : JSON.stringify(logging)
  const announced = logging !== null && loggingText !== memory.logging ? [{ t: askedAt, ...logging }] : []
  const events: SeatlogEvent[] = [
    ...announced,
    ...(knownPackages.told === memory.packages.told
      ? []
      : [{ t: askedAt, tag, type: 'packages' as const, packages: knownPackages.all }]),
    ...[
      ...(gap === null ? [] : [gap]),
      ...served.news,
      ...news,
      ...tracked.news.map((one) => recordedNews(one, names)),
    ].map((item): SeatlogEvent => ({ t: askedAt, tag, ...item })),
  ]

  const slot = recordIntervalSeconds === null ? askedAt : recordSlot(askedAt, recordIntervalSeconds)
  const recorded = yield* recordSteps(answer, (daemon) => memory.slots[daemon] !== slot)
  const stamp = localStamp(askedAt, zone)
  const pending = (kind: PendingRow['kind'], line: string, name = ''): PendingRow => ({ kind, name, at: askedAt, line })
  const userRows = yield* mapSteps(names.mode === 'names' ? recorded.users : [], (row) =>
    encodeUsers(stamp, [row]).map((line) => pending('users', line, row.feature)),
  )
  const rows = [
    ...events.map((event) => pending('events', encodeEvent(event))),
    ...tracked.capacity.map((change) => pending('capacity', encodeCapacity({ tag, ...change }))),
    ...joined.finished.map((row) => ({
      ...pending('checkouts', encodeCheckout(recordedCheckout(row, names))),
      knownSince: row.foundAt ?? 0,
    })),
    ...denialRows(logs?.events ?? [], { tag, zone, names }),
    ...encodeFeatures(stamp, recorded.features).map((line) => pending('features', line)),
    ...userRows.flat(),
  ]
  const slots = { ...memory.slots, ...Object.fromEntries(recorded.daemons.map((daemon) => [daemon, slot])) }
  return {
    rows,
    memory: {
      names: names.mode,
      peopleKey: memory.peopleKey,
      lastPollAt: askedAt,
      intervalSeconds,
      slots,
      reported,
      logging: loggingText,
      serving: served.told,
      announcedOn: announced.length > 0 ? stamp.slice(0, 'YYYY-MM-DD'.length) : memory.announcedOn,
      live,
      packages: knownPackages.memory,
      tracker: tracked.state,
      fusion: joined.state,
      logs: logs?.memory ?? {},
    },
  }
}

const withoutLogs = ({ fusion }: Pick<PollMemory, 'fusion'>, { finished }: Tracked) => ({
  state: NOTHING_FUSED,
  finished: [...unfused(fusion), ...finished],
})

/** All packages that are known now, and what to remember of them: the same object where nothing is new. */
function packagesAfter(before: PollMemory['packages'], told: readonly Package[], events: readonly LogEvent[]) {
  const printed = events.flatMap(({ type, feature = '', components = [] }) =>
    type === 'PACKAGE' ? [{ package: feature, components }] : [],
  )
  // The list that a daemon printed last counts.
  const ofLog = printed.reduce((known, one) => joinedPackages([one], known), before.ofLog)
  const all = joinedPackages(told, ofLog)
  const text = JSON.stringify(all)
  const isSame = ofLog === before.ofLog && text === before.told
  return { all, told: text, memory: isSame ? before : { ofLog, told: text } }
}

/** Whether the complete answers of a daemon tell of a feature. */
function listing({ daemons }: TrackerState): (daemon: string, feature: string) => boolean {
  const known = new Set(daemons.flatMap(({ name, features }) => features.map((feature) => `${name}\n${feature.name}`)))
  return (daemon, feature) => known.has(`${daemon}\n${feature}`)
}

/** As the record may hold it (DESIGN section 7). */
function privateNews(news: ReturnType<typeof logNews>, names: Names): readonly (LogRequest | LogRestart)[] {
  if (news === null) return []
  return ['feature' in news ? privateRequest(news, names) : news]
}
