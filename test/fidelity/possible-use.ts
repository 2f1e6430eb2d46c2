import type { TrueCheckout, TrueDenial } from '../../main/demo/truth.ts'
import { requesterOf } from '../../main/usage/requester.ts'
import { loggedParts } from './judge.ts'
import { INTERVAL } from './play.ts'
import type { DaemonPolls } from './polls.ts'
import type { Span } from './timeline.ts'

/** A true checkout as the record may tell it: with the times of a debug log both bounds of a time are one. */
export interface PossibleCheckout {
  readonly seats: number
  readonly out: Bounds
  readonly in: Bounds
  /** Must be in the record. */
  readonly isNeeded: boolean
  /** May also be in the record as two, the second beginning then; null: cannot. */
  readonly splitAt: number | null
}

export interface Bounds {
  readonly least: number
  readonly most: number
}

const MINUTE = 60
/** Of a value that is known. */
export const exactly = (value: number): Bounds => ({ least: value, most: value })

/**
 * The checkouts of a server that may be in its record; without a debug log those that no poll could show are not. `pending`:
 * what ended then may wait for the log, and has the times of polls as yet; null: there is no log.
 */
export function possibleCheckouts(
  rows: readonly TrueCheckout[],
  pollsOf: (daemon: string) => DaemonPolls,
  restarts: readonly number[],
  pending: Span | null,
): ReadonlyMap<string, readonly PossibleCheckout[]> {
  const polled = (row: TrueCheckout, polls: DaemonPolls): PossibleCheckout => ({
    seats: row.seats,
    out: polledTime(row.checkoutAt, polls, restarts, MINUTE - 1, MINUTE - 1),
    in: polledTime(row.checkinAt, polls, restarts, INTERVAL / 2, 0),
    isNeeded: polls.surelyIn(row.checkoutAt, row.checkinAt),
    splitAt: null,
  })
  const possible = (row: TrueCheckout): readonly PossibleCheckout[] => {
    const polls = pollsOf(row.daemon)
    if (pending === null) return polls.anyIn(row.checkoutAt, row.checkinAt) ? [polled(row, polls)] : []
    const parts = loggedParts(row, restarts, polls)
    const certain = parts.filter(({ isCertain }) => isCertain)
    const splitAt = certain.length > 0 ? null : Math.max(...parts.map(({ checkoutAt }) => checkoutAt))
    return (certain.length > 0 ? certain : [row]).map((part) => {
      if (pending.from <= part.checkinAt && part.checkinAt < pending.to) return polled(part, polls)
      const { seats, checkoutAt, checkinAt } = part
      return { seats, out: exactly(checkoutAt), in: exactly(checkinAt), isNeeded: true, splitAt }
    })
  }
  const byFeature = Map.groupBy(rows, ({ feature }) => feature)
  return new Map([...byFeature].map(([feature, all]) => [feature, all.flatMap(possible)]))
}

/** A time as polls may tell it, as checkouts are judged one by one. */
function polledTime(
  at: number,
  polls: DaemonPolls,
  restarts: readonly number[],
  nearest: number,
  early: number,
): Bounds {
  const [before, after] = [polls.before(at), polls.from(at)]
  const isApart = after - before > INTERVAL || restarts.some((restart) => before < restart && restart <= after)
  return isApart ? { least: Math.min(at, before) - early, most: after } : { least: at - nearest, most: at + nearest }
}

/** What may have been held in the watched parts of a time. */
export interface PossibleUse {
  readonly peak: Bounds
  readonly seatSeconds: Bounds
}

export function possibleUse(checkouts: readonly PossibleCheckout[], watched: readonly Span[]): PossibleUse {
  const needed = checkouts.filter(({ isNeeded }) => isNeeded)
  const least = figuresOf(
    needed.flatMap((one) => steps(one.out.most, one.in.least, one.seats)),
    watched,
  )
  const most = figuresOf(
    checkouts.flatMap((one) => steps(one.out.least, one.in.most, one.seats)),
    watched,
  )
  return {
    peak: { least: least.peak, most: most.peak },
    seatSeconds: { least: least.seatSeconds, most: most.seatSeconds },
  }
}

/** How many may have begun in a time. */
export function possibleBegun(checkouts: readonly PossibleCheckout[], { from, to }: Span): Bounds {
  const isIn = (at: number): boolean => from <= at && at < to
  const surely = checkouts.filter(({ isNeeded, out }) => isNeeded && isIn(out.least) && isIn(out.most))
  const perhaps = checkouts.filter(({ out }) => out.least < to && out.most >= from)
  const split = checkouts.filter(({ splitAt }) => splitAt !== null && isIn(splitAt))
  return { least: surely.length, most: perhaps.length + split.length }
}

interface Step {
  readonly at: number
  readonly by: number
}

const steps = (out: number, back: number, seats: number): readonly Step[] => [
  { at: out, by: seats },
  { at: back, by: -seats },
]

function figuresOf(
  all: readonly Step[],
  watched: readonly Span[],
): { readonly peak: number; readonly seatSeconds: number } {
  const sorted = all.toSorted((a, b) => a.at - b.at)
  let [peak, seatSeconds, level, next] = [0, 0, 0, 0]
  for (const { from, to } of watched) {
    for (let at = from; at < to; ) {
      for (; (sorted[next]?.at ?? to) <= at; next++) level += sorted[next]?.by ?? 0
      const end = Math.min(to, sorted[next]?.at ?? to)
      peak = Math.max(peak, level)
      seatSeconds += Math.max(0, level) * (end - at)
      at = end
    }
  }
  return { peak, seatSeconds }
}

const NO_SEAT: readonly number[] = [-4, -24, -101]
const WINDOW = 10
const SERVED_WITHIN = 1

/** Those that count, by what `docs/history.md` says. */
export function countedOf(denials: readonly TrueDenial[], checkouts: readonly TrueCheckout[]): readonly TrueDenial[] {
  const asker = (one: TrueDenial | TrueCheckout): string => `${one.feature}\n${requesterOf(one)}`
  const begun = Map.groupBy(checkouts, asker)
  return [...Map.groupBy(denials, asker)].flatMap(([who, all]) =>
    all
      .toSorted((a, b) => a.at - b.at)
      .filter(({ at }, which, sorted) => (sorted[which + 1]?.at ?? Number.POSITIVE_INFINITY) - at > WINDOW)
      .filter(({ code }) => NO_SEAT.includes(code))
      .filter(({ at }) => {
        const served = (begun.get(who) ?? []).some(
          ({ checkoutAt }) => at <= checkoutAt && checkoutAt - at <= SERVED_WITHIN,
        )
        return !served
      }),
  )
}
