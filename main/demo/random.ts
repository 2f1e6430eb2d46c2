/** Draws numbers of 0 (included) to 1 (excluded). */
export type Random = () => number

/** One 32-bit number from several: the same parts always give the same number, near parts give unrelated ones. */
export function mix(...parts: readonly number[]): number {
  let hash = 0x9e3779b9
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}

/** A stream of random numbers that depends on nothing but the parts (mulberry32). */
export function random(...parts: readonly number[]): Random {
  let state = mix(...parts)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

/** A whole number from `low` to `high`, both included. */
export function whole(draw: Random, low: number, high: number): number {
  return low + Math.floor(draw() * (high - low + 1))
}

/** About normally distributed: the sum of three draws, so never further than 3 `spread` from `mean`. */
export function around(draw: Random, mean: number, spread: number): number {
  return mean + (draw() + draw() + draw() - 1.5) * 2 * spread
}

/** One of the choices; the choices must not be empty. */
export function pick<T>(draw: Random, choices: readonly T[]): T {
  const chosen = choices[Math.floor(draw() * choices.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}
