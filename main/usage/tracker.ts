import type { Steps } from '../../preload/contract/steps.ts'
import type { Answer } from '../lmstat/answer.ts'
import { type CapacityChange, compareCapacity, GONE_SECONDS } from './capacity.ts'
import { daemonsOf, everyServerTold, type ListedDaemon } from './live.ts'
import { type OpenRow, rowFields, whoOf } from './rows.ts'
import { type DaemonChange, trackDaemon } from './tracked-daemon.ts'
import type { TrackerNews } from './tracker-news.ts'
import type { TrackedDaemon, TrackerState } from './tracker-state.ts'

/** One poll of a tag; times are epoch seconds. */
export interface TrackedPoll {
  readonly tag: string
  readonly at: number
  /** How far apart polls are now. */
  readonly intervalSeconds: number
  /** IANA name: the zone of the license server. */
  readonly zone: string
  readonly answer: Answer
  /** How often capacity is compared. */
  readonly capacitySeconds: number
}

/** A checkout, or an idle reservation (`user` is `r:<KIND> <name>`), that is still there. '' where nothing is known. */
export interface OpenCheckout {
  readonly tag: string
  readonly daemon: string
  readonly feature: string
  readonly account: string
  readonly user: string
  readonly host: string
  readonly handle: string
  readonly display: string
  readonly version: string
  readonly seats: number
  /** 0 where it is not known. */
  readonly pid: number
  /** When it was first seen queued, else the checkout time. */
  readonly requestAt: number
  readonly checkoutAt: number
  /** The poll that showed it first, or the time of its line; absent: a Seatlog that polled before this one knew it. */
  readonly foundAt?: number
  /** The last complete answer that showed it. */
  readonly shownAt: number
}

/** One row of the checkouts file (DESIGN 4.3) with its daemon and the last poll that showed it. */
export interface FinishedCheckout extends OpenCheckout {
  readonly checkinAt: number
}

/** One that a poll showed first. */
export interface BegunCheckout extends OpenCheckout {
  /** Where another time stands for it, when it began by the license server's own clock. */
  readonly claimedAt?: number
}

/** What one complete answer of a daemon changed. */
export interface DaemonStep {
  /** As lmstat and the debug log call it. */
  readonly name: string
  readonly at: number
  /** Its complete answer before; null: there was none. */
  readonly previousAt: number | null
  /** New rows, idle reservations apart. */
  readonly begun: readonly BegunCheckout[]
  readonly finished: readonly FinishedCheckout[]
}

/** Idle seats of a reservation, which nobody holds. */
export const isReservation = ({ user, host }: Pick<OpenCheckout, 'user' | 'host'>): boolean =>
  user.startsWith('r:') && host === ''

export interface Tracked {
  readonly state: TrackerState
  /** Of every daemon that answered completely, or is gone. */
  readonly steps: readonly DaemonStep[]
  /** Of all steps. */
  readonly finished: readonly FinishedCheckout[]
  readonly capacity: readonly CapacityChange[]
  readonly news: readonly TrackerNews[]
}

/**
 * Compares one more answer of a tag with what is open, daemon by daemon and complete answers only (DESIGN 4.3, 4.5):
 * what failed, was cut or is down changes nothing.
 */
export function* trackSteps(state: TrackerState, poll: TrackedPoll): Steps<Tracked> {
  const { tag, at, intervalSeconds, zone, answer, capacitySeconds } = poll
  const listed = daemonsOf(answer)
  const knownBy = Map.groupBy(state.daemons, ({ name }) => name)
  const listedBy = Map.groupBy(listed, ({ daemon }) => daemon.name)
  const isTold = isWhole(answer)
  const named = listed.map((one): NamedDaemon => {
    const { name } = one.daemon
    // While another server of a list is away, a daemon of the same name may be that other server's.
    const isOnly = isTold && listedBy.get(name)?.length === 1
    return { ...one, before: knownDaemon(knownBy.get(name) ?? [], one, isOnly) }
  })
  const seen = new Set(named.map(({ before }) => before))

  const daemons: TrackedDaemon[] = []
  const changes: DaemonChange[] = []
  function* compare(before: TrackedDaemon | undefined, { id, address, daemon }: ListedDaemon): Steps<TrackedDaemon> {
    const { name, features } = daemon
    const change = yield* trackDaemon(before, { id, name, address, features, at, intervalSeconds, zone })
    changes.push(change)
    return change.daemon
  }
  for (const { before, ...one } of named) {
    if (one.daemon.complete) daemons.push(yield* compare(before, one))
    else if (before !== undefined) daemons.push(withoutAnswer(before, one))
  }
  for (const daemon of state.daemons.filter((known) => !seen.has(known))) {
    const unlistedAt = daemon.unlistedAt ?? (isTold ? at : undefined)
    const isGone = isTold && unlistedAt !== undefined && at - unlistedAt >= GONE_SECONDS
    const left = isGone ? yield* compare(daemon, withoutFeatures(daemon)) : daemon
    if (left.features.length > 0) daemons.push(unlistedAt === undefined ? left : { ...left, unlistedAt })
  }

  const hasAnswered = listed.some(({ daemon }) => daemon.complete)
  const isFirst = named.some(({ daemon, before }) => daemon.complete && before === undefined)
  const { checkedAt } = state.capacity
  const isDue = hasAnswered && (isFirst || checkedAt === null || at - checkedAt >= capacitySeconds)
  const { capacity, changes: capacityChanges } = isDue
    ? compareCapacity(state.capacity, daemons, unknownFeatures(named), at)
    : { capacity: state.capacity, changes: [] }
  const steps = changes.map(({ daemon: { name }, previousAt, begun, ended }) => ({
    name,
    at,
    previousAt,
    begun: begun.map(({ feature, row, claimedAt }) => ({
      ...openCheckout(tag, name, feature, row, at),
      ...(claimedAt === undefined ? {} : { claimedAt }),
    })),
    finished: ended.map(({ daemon, feature, row, checkinAt, shownAt }) => ({
      ...openCheckout(tag, daemon, feature, row, shownAt),
      checkinAt,
    })),
  }))
  return {
    state: { daemons, capacity },
    steps,
    finished: steps.flatMap(({ finished }) => finished),
    capacity: capacityChanges,
    news: changes.flatMap(({ news }) => news),
  }
}

interface NamedDaemon extends ListedDaemon {
  readonly before: TrackedDaemon | undefined
}

/** Features of daemons that are listed and never answered: what they add to a tag's capacity is not known. */
const unknownFeatures = (named: readonly NamedDaemon[]): ReadonlySet<string> =>
  new Set(
    named
      .filter(({ daemon, before }) => !daemon.complete && before === undefined)
      .flatMap(({ daemon }) => daemon.features.map(({ name }) => name)),
  )

function withoutAnswer({ unlistedAt: _, ...known }: TrackedDaemon, { daemon }: ListedDaemon): TrackedDaemon {
  return daemon.state === 'down' ? { ...known, wentDown: true } : known
}

/** All that is open, as of each daemon's last complete answer. */
export const openCheckouts = (tag: string, state: TrackerState): readonly OpenCheckout[] => [...eachOpen(tag, state)]

/** The same one by one. */
export function* eachOpen(tag: string, { daemons }: TrackerState): Iterable<OpenCheckout> {
  for (const { name, completeAt, features } of daemons) {
    for (const { name: feature, rows, missing } of features) {
      for (const row of rows) yield openCheckout(tag, name, feature, row, missing?.shownAt ?? completeAt)
    }
  }
}

function openCheckout(tag: string, daemon: string, feature: string, row: OpenRow, shownAt: number): OpenCheckout {
  const { handle, version, seats } = rowFields(row.key)
  const [user, host, display] = whoOf(row)
  const { checkoutAt, foundAt, requestAt = checkoutAt, pid = 0 } = row
  const what = { tag, daemon, feature, account: '', user, host, handle, display, version, seats, pid }
  return { ...what, requestAt, checkoutAt, ...(foundAt === undefined ? {} : { foundAt }), shownAt }
}

/** What a daemon that is listed no more is compared with. */
const withoutFeatures = ({ name, address }: TrackedDaemon): ListedDaemon => ({
  id: name,
  address,
  daemon: { name, state: 'up', complete: true, features: [] },
})

/**
 * Which of the known daemons of its name a listed one is; a server whose address is given otherwise now is still the same,
 * where it has the only daemon of the name.
 */
function knownDaemon(
  namesakes: readonly TrackedDaemon[],
  { address }: ListedDaemon,
  isOnly: boolean,
): TrackedDaemon | undefined {
  const same = namesakes.find((daemon) => daemon.address === address)
  return same ?? (isOnly && namesakes.length === 1 ? namesakes[0] : undefined)
}

/** Nothing is known to be left out of the answer. */
const isWhole = (answer: Answer): boolean => everyServerTold(answer) && answer.errors.length === 0
