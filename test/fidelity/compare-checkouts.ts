import { type Compared, errorsOf, timeText } from './compared.ts'
import {
  asTold,
  type ExpectedCheckout,
  type FoundCheckout,
  type Match,
  matchCheckouts,
  sameOf,
  type Times,
} from './match-checkouts.ts'
import type { DaemonPolls } from './polls.ts'

export interface CheckoutBounds {
  readonly zone: string
  /** How far apart polls are, seconds. */
  readonly interval: number
  readonly polls: ReadonlyMap<string, DaemonPolls>
  /** Up to then the times have to be those of a debug log; null: there is none. */
  readonly exactTo: number | null
  /** When the daemons were restarted. */
  readonly restarts: readonly number[]
  /** Absent: it was right. */
  readonly wrong?: WrongClock
}

/** What is known of a clock of loggers that was wrong. */
export interface WrongClock {
  /** By so many seconds at most. */
  readonly by: number
  /** The first polls after the clock, or the logger, had become another one. */
  readonly setAt: readonly number[]
}

export const RIGHT_CLOCK: WrongClock = { by: 0, setAt: [] }

const MINUTE = 60
/** Three lines show by how much a clock is off. */
const LEARNING = 30 * MINUTE

/** Compares the checkouts of the record with the true ones, each once and in time; one result a kind. */
export function compareCheckouts(
  kinds: readonly string[],
  expected: readonly ExpectedCheckout[],
  found: readonly FoundCheckout[],
  bounds: CheckoutBounds,
): readonly Compared[] {
  const { zone, polls, restarts, wrong = RIGHT_CLOCK } = bounds
  const isLogged = bounds.exactTo !== null
  const matches = asTold(matchCheckouts(expected, found, isLogged, wrong.by), polls, restarts, isLogged)
  const foundOf = new Set(matches.map(({ truth }) => truth))
  const matched = new Set(matches.map(({ row }) => row))
  const others = found.filter((row) => !matched.has(row))
  const truths = Map.groupBy(expected, ({ row }) => sameOf(row))
  const isDouble = (row: FoundCheckout): boolean =>
    (truths.get(sameOf(row)) ?? []).some(
      ({ row: truth }) => row.checkoutAt < truth.checkinAt && truth.checkoutAt < row.checkinAt,
    )
  return kinds.map((kind, index) => {
    const needed = expected.filter((one) => one.kind === kind && one.isNeeded)
    const judged = matches
      .filter(({ truth }) => truth.kind === kind)
      .map((match) => ({ match, ...judge(match, bounds), isOdd: wrong.by > 0 && isOdd(match, bounds, wrong) }))
    const errors = (which: 'checkout' | 'checkin', isApart: boolean) =>
      errorsOf(judged.flatMap(({ [which]: one }) => (one?.isApart === isApart ? [one.error] : [])))
    // What nothing was expected of is shown with the first kind.
    const own = index === 0 ? others : []
    return {
      kind,
      expected: needed.length,
      found: needed.filter((one) => foundOf.has(one)).length,
      missing: needed.filter((one) => !foundOf.has(one)).map(({ row }) => text(row, zone)),
      invented: own.filter((row) => !isDouble(row)).map((row) => text(row, zone)),
      doubled: own.filter(isDouble).map((row) => text(row, zone)),
      beyond: judged
        .filter(({ checkout, checkin, isOdd: odd }) => (wrong.by === 0 ? checkout.isBeyond || checkin?.isBeyond : odd))
        .map(({ match: { told, row } }) => `${text(row, zone)}, in truth ${spanText(told, zone)}`),
      checkout: errors('checkout', false),
      checkin: errors('checkin', false),
      apartCheckout: errors('checkout', true),
      apartCheckin: errors('checkin', true),
    }
  })
}

interface Judged {
  readonly error: number
  readonly isApart: boolean
  readonly isBeyond: boolean
}

/**
 * The checkout is lmstat's start, to the minute; the checkin, null of an open one, lies between the polls around it. Where
 * these are farther apart than an interval, or the daemon was restarted between them, that is all that can be asked for.
 */
function judge(
  { truth, told, row }: Match,
  { polls, restarts, interval, exactTo }: CheckoutBounds,
): { readonly checkout: Judged; readonly checkin: Judged | null } {
  const known = polls.get(truth.row.daemon)
  if (known === undefined) throw new Error(`${truth.row.daemon} was never polled`)
  const judged = (at: number, found: number, nearest: number, early: number): Judged => {
    const [before, after] = [known.before(at), known.from(at)]
    const isExact = exactTo !== null && at <= exactTo
    const isRestart = restarts.some((restart) => before < restart && restart <= after)
    const isApart = !isExact && (isRestart || after - before > interval)
    const error = found - at
    const isBetween = Math.min(at, before) - early <= found && found <= after
    return { error, isApart, isBeyond: isApart ? !isBetween : Math.abs(error) > (isExact ? 0 : nearest) }
  }
  return {
    checkout: judged(told.checkoutAt, row.checkoutAt, MINUTE - 1, MINUTE - 1),
    checkin: Number.isFinite(row.checkinAt) ? judged(told.checkinAt, row.checkinAt, interval / 2, 0) : null,
  }
}

/**
 * By a wrong clock a checkout may lie elsewhere, by as much as the clock was wrong. It is as long as polls saw it, unless it
 * went on while the clock was set, or began soon after: polls cannot tell by how much, and a debug log only when its lines have
 * shown that.
 */
function isOdd({ truth, told, row }: Match, { polls, interval }: CheckoutBounds, { by, setAt }: WrongClock): boolean {
  const known = polls.get(truth.row.daemon)
  if (known === undefined) throw new Error(`${truth.row.daemon} was never polled`)
  const isFar = (at: number, found: number): boolean =>
    Math.min(at, known.before(at)) - (MINUTE - 1) - by > found || found > known.from(at) + by
  if (!Number.isFinite(row.checkinAt)) return isFar(told.checkoutAt, row.checkoutAt)
  const [first, last] = [known.before(told.checkoutAt), known.from(told.checkinAt)]
  const apart = known.from(told.checkoutAt) - first + last - known.before(told.checkinAt)
  const slack = Math.max(0, apart - 2 * interval) + interval + MINUTE - 1
  const isSet = setAt.some((at) => first - LEARNING < at && at <= last)
  const error = row.checkinAt - row.checkoutAt - (told.checkinAt - told.checkoutAt)
  return (
    Math.abs(error) > (isSet ? slack + by : slack) ||
    isFar(told.checkoutAt, row.checkoutAt) ||
    isFar(told.checkinAt, row.checkinAt)
  )
}

const spanText = ({ checkoutAt, checkinAt }: Times, zone: string): string =>
  `${timeText(checkoutAt, zone)} to ${timeText(checkinAt, zone)}`

type Shown = Times & Pick<FoundCheckout, 'feature' | 'user' | 'host' | 'seats'> & { readonly handle: string | number }

const text = (row: Shown, zone: string): string =>
  `${row.feature} ${row.user}@${row.host} ${row.seats} (${row.handle}) ${spanText(row, zone)}`
