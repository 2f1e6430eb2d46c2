import type { PollHealth } from '../../../../preload/contract/health.ts'
import { NOW } from '../features.ts'

/** Polls that took so many milliseconds, newest first; below 0: not complete after as many. */
export const pollsOf = (...took: readonly number[]): readonly PollHealth[] =>
  took.map((milliseconds, index) => ({
    at: NOW - 60 * index,
    milliseconds: Math.abs(milliseconds),
    complete: milliseconds >= 0,
    problem: milliseconds >= 0 ? null : 'No answer within 30 s.',
    features: 23,
    checkouts: 298,
  }))
