/** What rows are sorted by. */
export interface TableSort {
  /** Key of a column. */
  readonly column: string
  readonly descending: boolean
}

/**
 * Rows by the value of a column: names as people sort them (`ws2` before `ws10`), what is not known last in either
 * direction, equal ones as they came.
 */
export function sortRows<R>(
  rows: readonly R[],
  sortedBy: (row: R) => number | string | null,
  descending: boolean,
): readonly R[] {
  const collator = new Intl.Collator(undefined, { numeric: true })
  const turn = descending ? -1 : 1
  const entries = rows.map((row) => ({ row, value: sortedBy(row) }))
  entries.sort(({ value: a }, { value: b }) => {
    if (a === b) return 0
    if (a === null) return 1
    if (b === null) return -1
    return turn * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)))
  })
  return entries.map(({ row }) => row)
}

/** The row a key leads to from the row `active` of `count`; null where the key means nothing. `page`: rows in sight. */
export function rowAfterKey(key: string, active: number, count: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  }
  const goal = steps[key]
  return goal === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, goal))
}

/** Keys made unique: rows may be equal in everything, and each is a row of its own. */
export function uniqueKeys(keys: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return keys.map((key) => {
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return before === 0 ? key : `${key} #${before + 1}`
  })
}
