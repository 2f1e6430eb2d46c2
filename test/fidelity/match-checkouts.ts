import type { TrueCheckout } from '../../main/demo/truth.ts'
import { requesterOf } from '../../main/usage/requester.ts'
import type { DaemonPolls } from './polls.ts'

/** A checkout of the record; an open one ends at Infinity. `handle`: '' where only a debug log told of it. */
export interface FoundCheckout {
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly handle: string
  readonly display: string
  readonly version: string
  readonly seats: number
  readonly checkoutAt: number
  readonly checkinAt: number
}

/** A true checkout, and whether it must be in the record, or may be. */
export interface ExpectedCheckout {
  readonly row: TrueCheckout
  readonly isNeeded: boolean
  readonly kind: string
}

export interface Match {
  readonly truth: ExpectedCheckout
  readonly row: FoundCheckout
  /** The true times, or those of another checkout that nobody could tell apart from this one (see `asTold`). */
  readonly told: Times
}

export type Times = Pick<FoundCheckout, 'checkoutAt' | 'checkinAt'>

/** Whatever failed in between, polls do not bring times that are farther off in all. */
const FARTHEST = 8 * 3600

/**
 * Matches record and truth one to one, the nearest first. `isLogged`: a debug log may have paired equal ones otherwise.
 * `wrongBy`: so many seconds a clock was wrong.
 */
export function matchCheckouts(
  expected: readonly ExpectedCheckout[],
  found: readonly FoundCheckout[],
  isLogged: boolean,
  wrongBy: number,
): readonly Match[] {
  const truths = Map.groupBy(expected, ({ row }) => sameOf(row))
  return [...Map.groupBy(found, sameOf)].flatMap(([same, rows]) =>
    nearestFirst(truths.get(same) ?? [], rows, isLogged, wrongBy),
  )
}

function nearestFirst(
  truths: readonly ExpectedCheckout[],
  rows: readonly FoundCheckout[],
  isLogged: boolean,
  wrongBy: number,
): readonly Match[] {
  const farthest = FARTHEST + 2 * wrongBy
  const pairs = rows.flatMap((row) =>
    truths
      .filter((truth) => isLike(truth.row, row) && (wrongBy === 0 || hasHandleOf(truth.row, row)))
      .map((truth) => ({ truth, row, told: truth.row, distance: distanceOf(truth.row, row) }))
      .filter(({ truth, distance }) => distance <= farthest || (isLogged && truth.isNeeded)),
  )
  const taken = new Set<unknown>()
  return pairs
    .toSorted((a, b) => a.distance - b.distance || Number(b.truth.isNeeded) - Number(a.truth.isNeeded))
    .filter(({ truth, row }) => {
      if (taken.has(truth) || taken.has(row)) return false
      taken.add(truth).add(row)
      return true
    })
}

const distanceOf = (truth: TrueCheckout, row: FoundCheckout): number =>
  Math.abs(truth.checkoutAt - row.checkoutAt) +
  (Number.isFinite(row.checkinAt) ? Math.abs(truth.checkinAt - row.checkinAt) : 0)

const isLike = ({ display = '', version }: TrueCheckout, row: FoundCheckout): boolean =>
  row.handle === '' || (row.display === display && row.version === version)

/**
 * Takes equal checkouts of a person, which nobody can tell apart, in the order of the record: those held over the same
 * restart, after which only their names come back, and of a debug log, which does not say whose an IN is, those between
 * whose times no poll lay.
 */
export function asTold(
  matches: readonly Match[],
  polls: ReadonlyMap<string, DaemonPolls>,
  restarts: readonly number[],
  isLogged: boolean,
): readonly Match[] {
  return (['checkoutAt', 'checkinAt'] as const).reduce<readonly Match[]>((all, time) => {
    const alike = ({ truth: { row } }: Match, at: number): string => {
      const restart = restarts.find((since) => row.checkoutAt < since && since < row.checkinAt)
      const moment = isLogged ? `after ${polls.get(row.daemon)?.before(row[time])}` : `number ${at}`
      return [sameOf(row), restart ?? moment].join('\n')
    }
    const numbered = all.map((match, at) => ({ match, alike: alike(match, at) }))
    return [...Map.groupBy(numbered, (one) => one.alike)].flatMap(([, group]) => {
      const times = group.map(({ match }) => match.truth.row[time]).toSorted((a, b) => a - b)
      const inOrder = group.map(({ match }) => match).toSorted((a, b) => a.row[time] - b.row[time])
      return inOrder.map((match, at) => ({ ...match, told: { ...match.told, [time]: times[at] ?? match.told[time] } }))
    })
  }, matches)
}

/** Where times tell nothing. */
const hasHandleOf = (truth: TrueCheckout, row: FoundCheckout): boolean =>
  row.handle === '' || row.handle === String(truth.handle)

type Same = Pick<FoundCheckout, 'feature' | 'user' | 'host' | 'seats'>

/** Checkouts of which a debug log tells the same. */
export const sameOf = (row: Same): string => [row.feature, row.seats, requesterOf(row)].join('\n')
