import type { PollHealth } from '../../preload/contract/health.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'

/** How long a poll took: `840 ms`, `1.8 s`, `31 s`. */
export function tookText(milliseconds: number, formats: Formats): string {
  if (milliseconds < 995) return `${formats.count(Math.round(milliseconds))} ms`
  const seconds = milliseconds / 1000
  return `${formats.count(seconds < 9.95 ? Math.round(seconds * 10) / 10 : Math.round(seconds))} s`
}

/** How the last polls went, as one sentence; `polls` newest first. */
export function pollsSentence(polls: readonly PollHealth[], formats: Formats): string {
  if (polls.length === 0) return 'Not polled since Seatlog was started.'
  const times = polls.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const usual = tookText(times[Math.floor(times.length / 2)] ?? 0, formats)
  const longest = tookText(times.at(-1) ?? 0, formats)
  const failed = polls.filter(({ complete }) => !complete).length
  const how =
    failed === 0
      ? `The last ${formats.count(polls.length)} polls were complete`
      : failed === polls.length
        ? `None of the last ${formats.count(polls.length)} polls was complete`
        : `${formats.count(failed)} of the last ${formats.count(polls.length)} polls ${failed === 1 ? 'was' : 'were'} not complete`
  const one =
    polls[0]?.complete === true ? 'The only poll so far was complete' : 'The only poll so far was not complete'
  const took = usual === longest ? usual : `${usual} as a rule, ${longest} at most`
  return `${polls.length === 1 ? one : how}; ${polls.length === 1 ? 'it' : 'they'} took ${took}.`
}

/** How many lines of the last answer were not understood: at least one. */
export const unrecognizedSentence = (count: number, formats: Formats): string =>
  `${counted(count, 'line of the last answer was', 'lines of the last answer were', formats)} not understood.`

/** A bar of the picture of durations, in units of its height and of one bar's width. */
export interface PollBar {
  readonly at: number
  /** 0 to 1 of the longest. */
  readonly height: number
  readonly complete: boolean
}

/** Oldest first, as time is drawn. */
export function pollBars(polls: readonly PollHealth[]): readonly PollBar[] {
  const longest = Math.max(1, ...polls.map(({ milliseconds }) => milliseconds))
  return polls.map(({ at, milliseconds, complete }) => ({ at, height: milliseconds / longest, complete })).toReversed()
}
