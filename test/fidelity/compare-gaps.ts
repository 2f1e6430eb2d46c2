import { timeText } from './compared.ts'
import { INTERVAL } from './play.ts'
import { type AskedPoll, daemonPolls } from './polls.ts'
import type { Span } from './timeline.ts'

/** Farther apart than so many seconds, nobody watched between two polls. */
const LONGEST_PAUSE = 10 * INTERVAL
/** No farther apart than so many seconds, the time between them was watched (the least that events call a gap). */
const NO_PAUSE = 3 * INTERVAL

/**
 * Compares when a history says that nobody watched with the polls that were made, in the order of time. From a complete one
 * that was recorded to the next somebody watched, unless that came late; where no daemon was complete for long, nobody did.
 * At a complete poll between a failed one and a pause one gap ends and another begins: both may be told as one.
 */
export function compareGaps(
  asked: readonly AskedPoll[],
  gaps: readonly Span[],
  zone: string,
): { readonly count: number; readonly wrong: readonly string[] } {
  const isIn = (span: Span): boolean => gaps.some(({ from, to }) => from < span.to && span.from < to)
  const recorded = daemonPolls(asked.map(({ at, isRecorded }) => ({ at, sure: isRecorded })))
  const watched = asked.flatMap(({ at, isRecorded, complete }, which) => {
    const next = asked[which + 1]?.at ?? at
    const isSoon = recorded.from(at + 1) - at <= NO_PAUSE
    return isRecorded && complete === 'all' && at < next && isSoon ? [{ from: at, to: next }] : []
  })
  const complete = asked.filter((poll) => poll.complete !== 'none')
  const pauses = complete.flatMap(({ at }, which) => {
    const next = complete[which + 1]?.at ?? at
    return next - at > LONGEST_PAUSE ? [{ from: at, to: next }] : []
  })
  const said = ({ from, to }: Span): string => `between polls, ${timeText(from, zone)} to ${timeText(to, zone)}`
  return {
    count: watched.length + pauses.length,
    wrong: [
      ...watched.filter(isIn).map((span) => `a gap ${said(span)}`),
      ...pauses.filter((span) => !isIn(middleOf(span))).map((span) => `no gap ${said(span)}`),
    ],
  }
}

/** A gap begins with the first poll that failed, which may come after the last complete one. */
const middleOf = ({ from, to }: Span): Span => ({ from: (from + to) / 2, to: (from + to) / 2 })
