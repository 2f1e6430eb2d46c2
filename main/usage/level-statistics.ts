/** Level above 0 and the seconds at it, in turn, ascending; what is left of the known time was at level 0. */
export type Levels = Uint32Array

/**
 * The least number of seats that was enough for the share `rank` (0 to 1) of the known seconds; 0 where nothing is known.
 */
export function levelAt(levels: Levels, knownSeconds: number, rank: number): number {
  let left = knownSeconds * (1 - rank)
  // From above: the seconds above a level must not be more than what the rank leaves over.
  for (let at = levels.length - 2; at >= 0; at -= 2) {
    left -= levels[at + 1] ?? 0
    if (left < -1e-6) return levels[at] ?? 0
  }
  return 0
}

export function seatSecondsOf(levels: Levels): number {
  let sum = 0
  for (let at = 0; at < levels.length; at += 2) sum += (levels[at] ?? 0) * (levels[at + 1] ?? 0)
  return sum
}

/** Seconds at `seats` or more. */
export function secondsFrom(levels: Levels, seats: number): number {
  let sum = 0
  for (let at = levels.length - 2; at >= 0 && (levels[at] ?? 0) >= seats; at -= 2) sum += levels[at + 1] ?? 0
  return sum
}

export const highest = (levels: Levels): number => levels.at(-2) ?? 0
