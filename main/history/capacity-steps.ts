import type { IndexParts } from './index-parts.ts'

/** From `at` on (epoch seconds) so many seats are issued. */
export interface CapacityStep {
  readonly at: number
  readonly seats: number
}

/** 9999 and above 2 billion mean: no limit (DESIGN section 1). */
export const isLimit = (seats: number): boolean => seats !== 9999 && seats <= 2_000_000_000

/** Seats as an answer tells them: null where they are not known, or have no limit. */
export const toldSeats = (seats: number | null): number | null => (seats !== null && isLimit(seats) ? seats : null)

/** The changes of a feature's capacity, ascending. */
export function capacitySteps({ db }: IndexParts, feature: number): readonly CapacityStep[] {
  const sql = 'SELECT at, seats FROM capacity WHERE feature = ? ORDER BY at, source, place'
  return changesOf(db.all<CapacityStep>(sql, feature))
}

/** The sum over several features: known from where all are. */
export function totalSteps(all: readonly (readonly CapacityStep[])[]): readonly CapacityStep[] {
  const [only] = all
  if (only !== undefined && all.length === 1) return only
  const begin = all.reduce((last, steps) => Math.max(last, steps[0]?.at ?? Number.POSITIVE_INFINITY), 0)
  if (begin === Number.POSITIVE_INFINITY) return []
  const times = new Set([begin, ...all.flat().map(({ at }) => at)])
  const sums = [...times].filter((at) => at >= begin).sort((a, b) => a - b)
  return changesOf(sums.map((at) => ({ at, seats: all.reduce((sum, steps) => sum + (seatsAt(steps, at) ?? 0), 0) })))
}

const changesOf = (steps: readonly CapacityStep[]): readonly CapacityStep[] =>
  steps.filter(({ seats }, which) => seats !== steps[which - 1]?.seats)

/** Null before the first step. */
export function seatsAt(steps: readonly CapacityStep[], at: number): number | null {
  let seats: number | null = null
  for (const step of steps) {
    if (step.at > at) break
    seats = step.seats
  }
  return seats
}

/** The most seats issued within [from, to); null: not known. */
export function mostSeats(steps: readonly CapacityStep[], from: number, to: number): number | null {
  const inside = steps.filter(({ at }) => at > from && at < to).map(({ seats }) => seats)
  const before = seatsAt(steps, from)
  const all = before === null ? inside : [before, ...inside]
  return all.length === 0 ? null : Math.max(...all)
}

/** Null where a step lies within: then no single number holds. */
export function steadySeats(steps: readonly CapacityStep[], from: number, to: number): number | null {
  return steps.some(({ at }) => at > from && at < to) ? null : seatsAt(steps, from)
}
