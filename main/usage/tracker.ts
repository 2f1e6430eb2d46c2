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
  /** The last complete answer that showed it. */
  readonly shownAt: number
}

/** One row of the checkouts file (DESIGN 4.3) with its daemon and the last poll that showed it. */
export interface FinishedCheckout extends OpenCheckout {
  readonly checkinAt: number
}

/** What one complete answer of a daemon changed. */
export interface DaemonStep {
  /** As lmstat and the debug log call it. */
  readonly name: string
  readonly at: number
  /** Its complete answer before; null: there was none. */
  readonly previousAt: number | null
  /** New rows, idle reservations apart. */
  readonly begun: readonly OpenCheckout[]
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
export function track(state: TrackerState, poll: TrackedPoll): Tracked {
  const { tag, at, intervalSeconds, zone, answer, capacitySeconds } = poll
  const listed = daemonsOf(answer)
  const named = listed.map((one): NamedDaemon => ({ ...one, before: knownDaemon(state.daemons, one, listed, answer) }))
  const seen = new Set(named.map(({ before }) => before))

  const daemons: TrackedDaemon[] = []
  const changes: DaemonChange[] = []
  const compare = (before: TrackedDaemon | undefined, { id, address, daemon }: ListedDaemon): TrackedDaemon => {
    const { name, features } = daemon
    const change = trackDaemon(before, { id, name, address, features, at, intervalSeconds, zone })
    changes.push(change)
    return change.daemon
  }
  for (const { before, ...one } of named) {
    if (one.daemon.complete) daemons.push(compare(before, one))
    else if (before !== undefined) daemons.push(withoutAnswer(before, one))
  }
  const isTold = isWhole(answer)
  for (const daemon of state.daemons.filter((known) => !seen.has(known))) {
    const unlistedAt = daemon.unlistedAt ?? (isTold ? at : undefined)
    const isGone = isTold && unlistedAt !== undefined && at - unlistedAt >= GONE_SECONDS
    const left = isGone ? compare(daemon, withoutFeatures(daemon)) : daemon
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
    begun: begun.map(({ feature, row }) => openCheckout(tag, name, feature, row, at)),
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
export function openCheckouts(tag: string, { daemons }: TrackerState): readonly OpenCheckout[] {
  return daemons.flatMap(({ name, completeAt, features }) =>
    features.flatMap(({ name: feature, rows, missing }) =>
      rows.map((row) => openCheckout(tag, name, feature, row, missing?.shownAt ?? completeAt)),
    ),
  )
}

function openCheckout(tag: string, daemon: string, feature: string, row: OpenRow, shownAt: number): OpenCheckout {
  const { handle, version, seats } = rowFields(row.key)
  const [user, host, display] = whoOf(row)
  const { checkoutAt, requestAt = checkoutAt, pid = 0 } = row
  const what = { tag, daemon, feature, account: '', user, host, handle, display, version, seats, pid }
  return { ...what, requestAt, checkoutAt, shownAt }
}

/** What a daemon that is listed no more is compared with. */
const withoutFeatures = ({ name, address }: TrackedDaemon): ListedDaemon => ({
  id: name,
  address,
  daemon: { name, state: 'up', complete: true, features: [] },
})

/** The daemon of the state that a listed one is; a server whose address is given otherwise now is still the same. */
function knownDaemon(
  known: readonly TrackedDaemon[],
  { address, daemon: { name } }: ListedDaemon,
  listed: readonly ListedDaemon[],
  answer: Answer,
): TrackedDaemon | undefined {
  const namesakes = known.filter((daemon) => daemon.name === name)
  const same = namesakes.find((daemon) => daemon.address === address)
  const isOnly = namesakes.length === 1 && listed.filter(({ daemon }) => daemon.name === name).length === 1
  // While another server of a list is away, a daemon of the same name may be that other server's.
  return same ?? (isOnly && isWhole(answer) ? namesakes[0] : undefined)
}

/** Nothing is known to be left out of the answer. */
const isWhole = (answer: Answer): boolean => everyServerTold(answer) && answer.errors.length === 0
