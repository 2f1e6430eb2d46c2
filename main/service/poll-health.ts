import type { PollHealth } from '../../preload/contract/health.ts'
import type { Poll } from '../poller/server-poll.ts'

const MOST_POLLS = 20

/** How a poll went; `problem`: why it was not complete, one sentence. */
export function pollHealth({ askedAt, reply, answer }: Poll, problem: string | null): PollHealth {
  const features = answer.servers.flatMap(({ daemons }) => daemons.flatMap((daemon) => daemon.features))
  return {
    at: askedAt,
    milliseconds: reply.ms,
    complete: problem === null,
    problem,
    features: features.length,
    checkouts: features.reduce((sum, { checkouts }) => sum + checkouts.length, 0),
  }
}

/** The polls, newest first, and the latest before them; the oldest go. */
export const withLatest = (polls: readonly PollHealth[], latest: PollHealth): readonly PollHealth[] =>
  [latest, ...polls].slice(0, MOST_POLLS)
