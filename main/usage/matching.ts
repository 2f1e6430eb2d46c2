import { type OpenRow, type RowFields, rowFields, type ShownRow } from './rows.ts'

/** How the rows of one feature in an answer go on from those of the answer before. */
export interface Matched {
  readonly shown: readonly ShownRow[]
  /** Of each shown row, the open one it is; undefined for a row that was not there. */
  readonly same: readonly (OpenRow | undefined)[]
  /** Open rows that are not shown any more. */
  readonly left: readonly OpenRow[]
}

/** Finds the rows that are equal in both answers, as many times as they stand in both. */
export function matchEqual(open: readonly OpenRow[], shown: readonly ShownRow[]): Matched {
  // Most rows stand where they stood.
  let first = 0
  while (first < open.length && first < shown.length && open[first]?.key === shown[first]?.key) first++
  const others = Map.groupBy(open.slice(first).reverse(), ({ key }) => key)
  const same = shown.map(({ key }, at) => (at < first ? open[at] : others.get(key)?.pop()))
  return { shown, same, left: [...others.values()].flat() }
}

export interface Pair {
  readonly before: OpenRow
  /** Position of the shown row. */
  readonly at: number
}

/** One way in which a row that left and one that came may be the same checkout. */
export interface Likeness {
  /** Equal in both. */
  readonly fields: readonly (keyof RowFields)[]
  /** Server or port is another one. */
  readonly isMoved: boolean
  /** Whether a new row may be one that went on. */
  readonly accepts: (shown: ShownRow) => boolean
}

/** Equal in all but server, port and handle, on another server or port: a triad's other member serves it. */
export const FAILED_OVER: Likeness = {
  fields: ['raw', 'version', 'start', 'seats'],
  isMoved: true,
  accepts: ({ checkout: { serverHost = '' } }) => serverHost !== '',
}

/** Equal in all but server, port, handle and start, which `isRestarted` accepts. */
export const goesOnAfterRestart = (isRestarted: (start: string) => boolean): Likeness => ({
  fields: ['raw', 'version', 'seats'],
  isMoved: false,
  accepts: ({ checkout }) => checkout.start !== undefined && isRestarted(checkout.start),
})

/** Equal in all but the seats. */
export const OTHER_SEATS: Likeness = {
  fields: ['raw', 'version', 'start', 'serverHost', 'serverPort', 'handle'],
  isMoved: false,
  accepts: () => true,
}

/** Pairs what is left with what is new, each row once, those of the same linger time first, and says what is left then. */
export function pairUp(
  left: readonly OpenRow[],
  { shown, same }: Pick<Matched, 'shown' | 'same'>,
  { fields, isMoved, accepts }: Likeness,
): { readonly pairs: readonly Pair[]; readonly left: readonly OpenRow[] } {
  if (left.length === 0 || !same.includes(undefined)) return { pairs: [], left }
  const pairs: Pair[] = []
  const taken = new Set<number>()
  let unpaired = left
  // A person may have a borrowed seat and another one, which are equal in all other respects.
  for (const mayDiffer of [false, true]) {
    const groupOf = (row: RowFields, linger: number | undefined): string =>
      [...fields.map((field) => row[field]), mayDiffer ? '' : linger].join('\n')
    const groups = new Map<string, Places>()
    for (const [at, row] of shown.entries()) {
      if (same[at] !== undefined || taken.has(at) || !accepts(row)) continue
      const now = rowFields(row.key)
      const group = groupOf(now, row.checkout.linger?.total)
      const places = groups.get(group) ?? new Map<string, Rows>()
      groups.set(group, places)
      const place = isMoved ? placeOf(now) : ''
      const rows = places.get(place)
      if (rows === undefined) places.set(place, { positions: [at], next: 0 })
      else rows.positions.push(at)
    }
    unpaired = unpaired.filter((before) => {
      const own = rowFields(before.key)
      const at = takeFirst(groups.get(groupOf(own, before.linger)), isMoved ? placeOf(own) : null)
      if (at === undefined) return true
      taken.add(at)
      pairs.push({ before, at })
      return false
    })
  }
  return { pairs, left: unpaired }
}

/** New rows that are alike; one person may have thousands of them. */
interface Rows {
  /** In the answer, ascending. */
  readonly positions: number[]
  /** Of `positions` the first that is not taken. */
  next: number
}

/** By server and port. */
type Places = Map<string, Rows>

const placeOf = ({ serverHost, serverPort }: RowFields): string => `${serverHost}\n${serverPort}`

/** The position of the first row that is not at the place `except`, taken out. */
function takeFirst(places: Places | undefined, except: string | null): number | undefined {
  let first: Rows | undefined
  let least = Number.POSITIVE_INFINITY
  for (const [place, rows] of places ?? []) {
    const at = rows.positions[rows.next]
    if (place === except || at === undefined || at >= least) continue
    first = rows
    least = at
  }
  if (first === undefined) return undefined
  first.next++
  return least
}
