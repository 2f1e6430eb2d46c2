/**
 * The first slot after `now`: slots lie at every whole multiple of the interval since 1970, moved by the offset, so
 * that restarts and several computers keep the same rhythm, and what was missed in sleep is not made up for.
 * All in whole milliseconds.
 */
export function nextSlot(now: number, interval: number, offset: number): number {
  return offset + (Math.floor((now - offset) / interval) + 1) * interval
}

/** By how much the slots of the server with this index are moved, so that `count` servers spread over the interval. */
export function staggered(index: number, count: number, interval: number): number {
  return Math.floor((index * interval) / count)
}

/** How long after its start the next poll may begin: a license server shall not spend more than a twentieth of its time
 * on us. A poll without an answer costs the server little, but must leave as much rest as it took. */
export function restAfter(tookMs: number, answered: boolean): number {
  return tookMs * (answered ? 20 : 2)
}

/** The distance of polls that need so much rest: they stay on their slots and leave some out. */
export function effectiveInterval(interval: number, rest: number): number {
  return Math.max(1, Math.ceil(rest / interval)) * interval
}
