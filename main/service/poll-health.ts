import { isDeepStrictEqual } from 'node:util'
import type { PollHealth } from '../../preload/contract/health.ts'
import type { Poll } from '../poller/server-poll.ts'
import type { ServerSettings } from '../settings/schema.ts'
import type { Run } from './run.ts'

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

/** The polls, by tag, of those servers that are the same as before. */
export const keptPolls = (
  servers: readonly ServerSettings[],
  before: Pick<Run, 'settings' | 'session'>,
): ReadonlyMap<string, readonly PollHealth[]> =>
  new Map(
    servers
      .filter((server) => before.settings.servers.some((old) => isDeepStrictEqual(old, server)))
      .map(({ tag }) => [tag, before.session.polls(tag)]),
  )
