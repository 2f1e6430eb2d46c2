import { goesOnAfterRestart, type Matched, pairUp } from './matching.ts'
import { whoOf } from './rows.ts'
import type { TrackedDaemon } from './tracker-state.ts'
import { epochOf } from './zone-time.ts'

/** Clients come back to a daemon within minutes of its restart. */
const RECONNECT_SECONDS = 300
/** Longer away than this, who is there again has more likely come anew. */
const LONGEST_AWAY = 4 * 3600
/** Seats that are kept for a while after checkin linger for less. */
const SHORTEST_BORROW = 3600

/**
 * Whether the daemon was restarted since its last complete answer, as a test of starts: null, or what accepts those
 * (local times) at which a client came back. lmstat does not say so. The signs: every row begins at or after the last of
 * the rows before, and of those many came back with a new start at the same moment: three at least, of two people; one
 * is enough where the daemon was reported down, or where it is a borrowed seat, whose row outlives restarts.
 */
export function restartOf(
  before: TrackedDaemon,
  features: readonly Matched[],
  { earliest }: Starts,
  at: number,
  zone: string,
): ((start: string) => boolean) | null {
  if (at - before.completeAt > LONGEST_AWAY || features.every(({ left }) => left.length === 0)) return null
  if (earliest === '' || earliest < before.latestStart) return null
  const restartedAt = epochOf(earliest, zone, at) ?? 0
  const cameBack = (start: string): boolean =>
    (epochOf(start, zone, at) ?? Number.POSITIVE_INFINITY) - restartedAt <= RECONNECT_SECONDS
  const back = features.flatMap((feature) => {
    const { pairs } = pairUp(feature.left, feature, goesOnAfterRestart(cameBack))
    return pairs.map(({ before: row, at: position }) => ({ row, now: feature.shown[position]?.checkout }))
  })
  const people = new Set(back.map(({ row }) => whoOf(row)[0].toLowerCase()))
  const isBorrowed = back.some(
    ({ row: { linger = 0 }, now }) => linger >= SHORTEST_BORROW && linger === now?.linger?.total,
  )
  const isSure = isBorrowed || (before.wentDown ? back.length > 0 : back.length >= 3 && people.size >= 2)
  return isSure ? cameBack : null
}

/** The first and the last of local starts; '' where there is none. */
export interface Starts {
  readonly earliest: string
  readonly latest: string
}

/** The range of all starts a daemon's answer shows. */
export function startsOf(features: readonly Matched[]): Starts {
  let earliest = ''
  let latest = ''
  for (const { shown } of features) {
    for (const { checkout } of shown) {
      const { start } = checkout
      if (start === undefined) continue
      if (earliest === '' || start < earliest) earliest = start
      if (start > latest) latest = start
    }
  }
  return { earliest, latest }
}
