/** How the record of one kind of things differs from the truth. */
export interface Compared {
  readonly kind: string
  /** How many there must be, and how many of these there are. */
  readonly expected: number
  readonly found: number
  /** One sentence for each that is wrong. `beyond`: its times are farther off than they may be. */
  readonly missing: readonly string[]
  readonly invented: readonly string[]
  readonly doubled: readonly string[]
  readonly beyond: readonly string[]
  /** Where nothing came between: no failed poll, no kill, no restart. Null where nothing is measured. */
  readonly checkout: Errors | null
  readonly checkin: Errors | null
  /** The same of those whose beginning or end lies where polls failed. */
  readonly apartCheckout: Errors | null
  readonly apartCheckin: Errors | null
}

/** Time errors in seconds. */
export interface Errors {
  readonly count: number
  readonly worst: number
  readonly mean: number
}

export const NO_ERRORS = { checkout: null, checkin: null, apartCheckout: null, apartCheckin: null } as const

/** What differs by so many seconds each. */
export function errorsOf(seconds: readonly number[]): Errors | null {
  if (seconds.length === 0) return null
  const sizes = seconds.map(Math.abs)
  return {
    count: sizes.length,
    worst: sizes.reduce((a, b) => Math.max(a, b)),
    mean: sizes.reduce((a, b) => a + b) / sizes.length,
  }
}

/** Local time in the zone, `2026-10-15 10:00:07`. */
export const timeText = (at: number, zone: string): string =>
  Number.isFinite(at) ? new Date(at * 1000).toLocaleString('sv-SE', { timeZone: zone }) : String(at)
