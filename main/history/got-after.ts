import { OUT, WHO, word } from './packed.ts'
import type { Reader } from './reader.ts'
import { eachOfUser } from './user-rows.ts'

const DAY = 86_400

/** Tells how many seconds after a denial its user got a seat of the feature; null: not within a day. Remembers people. */
export function gotAfter(
  reader: Reader,
  from: number,
  to: number,
): (user: number, feature: number, at: number) => number | null {
  const known = new Map<number, ReadonlyMap<number, readonly number[]>>()

  function beginnings(user: number): ReadonlyMap<number, readonly number[]> {
    const found = known.get(user)
    if (found !== undefined) return found
    const times = new Map<number, number[]>()
    eachOfUser(reader, user, from, to + DAY, (rows, at) => {
      const feature = word(rows, at + WHO)
      const others = times.get(feature)
      if (others === undefined) times.set(feature, [word(rows, at + OUT)])
      else others.push(word(rows, at + OUT))
    })
    for (const list of times.values()) list.sort((a, b) => a - b)
    known.set(user, times)
    return times
  }

  return (user, feature, at) => {
    const next = (beginnings(user).get(feature) ?? []).find((begin) => begin >= at)
    return next === undefined || next - at > DAY ? null : next - at
  }
}
