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
  readonly fields: readonly (keyof RowFields)[]
  readonly fits: (before: RowFields, now: RowFields, shown: ShownRow) => boolean
}

/** Equal in all but server, port and handle, on another server or port: a triad's other member serves it. */
export const FAILED_OVER: Likeness = {
  fields: ['raw', 'version', 'start', 'seats'],
  fits: (before, now) =>
    now.serverHost !== '' && (before.serverHost !== now.serverHost || before.serverPort !== now.serverPort),
}

/** Equal in all but server, port, handle and start, which `isRestarted` accepts. */
export const goesOnAfterRestart = (isRestarted: (start: string) => boolean): Likeness => ({
  fields: ['raw', 'version', 'seats'],
  fits: (_before, _now, { checkout }) => checkout.start !== undefined && isRestarted(checkout.start),
})

/** Equal in all but the seats. */
export const OTHER_SEATS: Likeness = {
  fields: ['raw', 'version', 'start', 'serverHost', 'serverPort', 'handle'],
  fits: () => true,
}

/** Pairs what is left with what is new, each row once, those of the same linger time first, and says what is left then. */
export function pairUp(
  left: readonly OpenRow[],
  { shown, same }: Pick<Matched, 'shown' | 'same'>,
  { fields, fits }: Likeness,
): { readonly pairs: readonly Pair[]; readonly left: readonly OpenRow[] } {
  if (left.length === 0 || !same.includes(undefined)) return { pairs: [], left }
  const likeness = (row: RowFields): string => fields.map((field) => row[field]).join('\n')
  const fresh = Map.groupBy(
    shown
      .map((row, at) => ({ row, at }))
      .filter(({ at }) => same[at] === undefined)
      .map(({ row, at }) => ({ row, at, fields: rowFields(row.key) })),
    (candidate) => likeness(candidate.fields),
  )
  const pairs: Pair[] = []
  let unpaired = left
  // A person may have a borrowed seat and another one, which are equal in all other respects.
  for (const mayDiffer of [false, true]) {
    unpaired = unpaired.filter((before) => {
      const own = rowFields(before.key)
      const candidates = fresh.get(likeness(own)) ?? []
      const found = candidates.findIndex(
        ({ fields: now, row }) => (mayDiffer || before.linger === row.checkout.linger?.total) && fits(own, now, row),
      )
      for (const { at } of found < 0 ? [] : candidates.splice(found, 1)) pairs.push({ before, at })
      return found < 0
    })
  }
  return { pairs, left: unpaired }
}
