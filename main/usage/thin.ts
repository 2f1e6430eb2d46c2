/** A point of a step line: from `at` on; null from where nothing is known. */
export interface StepPoint {
  readonly at: number
  readonly held: number | null
  readonly used: number | null
}

/**
 * At most about six points for each of `columns` equal parts of [from, to): the first, the last, and the lowest and highest of
 * both lines, in their order, and every beginning and end of a gap, so that no peak, dip or gap is lost (and none is moved).
 * `points` are ascending.
 */
export function thinned(points: readonly StepPoint[], from: number, to: number, columns: number): readonly StepPoint[] {
  if (points.length <= columns * 2) return points
  const width = (to - from) / columns
  const kept: StepPoint[] = []
  let column: StepPoint[] = []
  let number = 0
  const flush = (): void => {
    if (column.length > 0) kept.push(...extremes(column))
    column = []
  }
  for (const [which, point] of points.entries()) {
    const own = Math.floor((point.at - from) / width)
    const before = points[which - 1]
    const isEdge = before !== undefined && (before.held === null) !== (point.held === null)
    if (own !== number || isEdge) flush()
    number = own
    column.push(point)
    if (point.held === null) flush()
  }
  flush()
  return kept
}

function extremes(points: readonly StepPoint[]): readonly StepPoint[] {
  const wanted = new Set([0, points.length - 1])
  for (const line of ['held', 'used'] as const) {
    const level = (which: number): number => points[which]?.[line] ?? 0
    let [lowest, highest] = [0, 0]
    for (const which of points.keys()) {
      if (level(which) < level(lowest)) lowest = which
      if (level(which) > level(highest)) highest = which
    }
    wanted.add(lowest).add(highest)
  }
  return points.filter((_, which) => wanted.has(which))
}
