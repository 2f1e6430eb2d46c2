import { requesterOf } from './requester.ts'

/** What a checkout of one source is known by in another; times are epoch seconds. */
export interface RecordedCheckout {
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly checkoutAt: number
  readonly checkinAt: number
}

/** The same of a denial. */
export interface RecordedDenial {
  readonly tag: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly at: number
}

/** Debug logs tell whole seconds, and two readers of one may round them apart. */
const DENIAL_SECONDS = 1

/**
 * The checkouts that count when several sources tell of them (DESIGN section 5): all of the first source, and of each
 * later one those that are not the same as one that counts already, in the order of the sources. Two rows are the same
 * when they agree on tag, feature, user, host and seats, and both times lie within an interval (seconds) plus a minute;
 * they are matched one to one, the nearest first, and never within one source.
 *
 * Rows that lie farther apart have no influence on each other, so that a long history may be joined piece by piece: cut
 * it where, for the time of the tolerance, no row of these sources ends. Time n log n, while the different times at which
 * one person gave back the same seats within the tolerance are few.
 */
export const checkoutsOnce = <Row extends RecordedCheckout>(
  sources: readonly (readonly Row[])[],
  intervalSeconds: number,
): readonly Row[] => once(sources, ({ checkoutAt, checkinAt }) => [checkoutAt, checkinAt], intervalSeconds + 60)

/** The denials that count when several sources tell of them: as `checkoutsOnce`, with their times a second apart at most. */
export const denialsOnce = <Row extends RecordedDenial>(sources: readonly (readonly Row[])[]): readonly Row[] =>
  once(sources, ({ at }) => [at, at], DENIAL_SECONDS)

type Times = readonly [from: number, to: number]

/** One row; the same object may stand for several. */
interface Item<Row> {
  readonly row: Row
}

/** Rows that nothing tells apart. */
interface Equal<Row> {
  readonly times: Times
  readonly left: Item<Row>[]
}

interface Pair<Row> {
  readonly distance: number
  readonly known: Equal<Row>
  readonly told: Equal<Row>
}

function once<Row extends Omit<RecordedDenial, 'at'>>(
  sources: readonly (readonly Row[])[],
  timesOf: (row: Row) => Times,
  tolerance: number,
): readonly Row[] {
  const counted: Item<Row>[] = []
  for (const source of sources) {
    const known = Map.groupBy(counted, sameOf)
    const items = source.map((row): Item<Row> => ({ row }))
    const doubles = new Set<Item<Row>>()
    for (const [same, told] of Map.groupBy(items, sameOf)) {
      const others = equalsOf(known.get(same) ?? [], timesOf)
      for (const double of takeMatched(others, equalsOf(told, timesOf), tolerance)) doubles.add(double)
    }
    for (const item of items) if (!doubles.has(item)) counted.push(item)
  }
  return counted.map(({ row }) => row)
}

const sameOf = ({ row }: Item<Omit<RecordedDenial, 'at'>>): string =>
  [row.tag, row.feature, row.seats, requesterOf(row)].join('\n')

/** Ascending by their end. */
const equalsOf = <Row>(items: readonly Item<Row>[], timesOf: (row: Row) => Times): readonly Equal<Row>[] =>
  [...Map.groupBy(items, ({ row }) => timesOf(row).join())]
    .flatMap(([, equal]) => (equal[0] === undefined ? [] : [{ times: timesOf(equal[0].row), left: [...equal] }]))
    .toSorted((a, b) => a.times[1] - b.times[1])

/** The rows of `told` that are the same as one of `known`. */
function takeMatched<Row>(
  known: readonly Equal<Row>[],
  told: readonly Equal<Row>[],
  tolerance: number,
): readonly Item<Row>[] {
  const pairs: Pair<Row>[] = []
  let first = 0
  for (const one of told) {
    while ((known[first]?.times[1] ?? Number.POSITIVE_INFINITY) < one.times[1] - tolerance) first++
    for (let at = first; at < known.length; at++) {
      const other = known[at]
      if (other === undefined || other.times[1] > one.times[1] + tolerance) break
      const [from, to] = [Math.abs(other.times[0] - one.times[0]), Math.abs(other.times[1] - one.times[1])]
      if (from <= tolerance) pairs.push({ distance: from + to, known: other, told: one })
    }
  }
  return pairs
    .toSorted((a, b) => a.distance - b.distance)
    .flatMap((pair) => {
      const count = Math.min(pair.known.left.length, pair.told.left.length)
      pair.known.left.splice(0, count)
      return pair.told.left.splice(0, count)
    })
}
