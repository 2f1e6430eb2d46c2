/** When complete polls of a daemon were made, epoch seconds, as far back as it matters. */
export interface PollTimes {
  /** Ascending. */
  readonly times: readonly number[]
  /** There were others before the first of them, nobody remembers when. */
  readonly others: boolean
}

/** So many polls are remembered while a log cannot be read: some days. */
const MOST = 5000

export const withPoll = ({ times, others }: PollTimes, at: number): PollTimes => ({
  times: [...times.slice(1 - MOST), at],
  others: others || times.length >= MOST,
})

/** Without those before `from`, but the last of them. */
export function since({ times, others }: PollTimes, from: number): PollTimes {
  const first = times.findLastIndex((time) => time < from)
  return first <= 0 ? { times, others } : { times: times.slice(first), others: true }
}

/** Of two processes that tell the same second neither is first. */
const SAME_MOMENT = 1

/** The first poll that shows whatever was held from `from` until `to`; null: none did, undefined: nobody knows. */
export function pollWithin({ times, others }: PollTimes, from: number, to: number): number | null | undefined {
  // In their order: a clock that was put back told the same time again.
  const found = times.find((time) => time > from + SAME_MOMENT && time < to - SAME_MOMENT)
  if (others && from < (times[0] ?? Number.POSITIVE_INFINITY)) return undefined
  return found ?? null
}
