import type { Checkout, Feature } from '../lmstat/answer.ts'
import { copied } from './rows.ts'

/** A queued request, and when it was first seen (epoch seconds). '' where lmstat did not say the host. */
export interface Waiting {
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly since: number
}

/** Requests by user and host without case, the oldest last. */
export type EndedRequests = ReadonlyMap<string, Waiting[]>

/** Who waits now, and the requests that wait no more: they were granted, or given up. */
export function compareWaiting(
  before: readonly Waiting[],
  blocks: readonly Feature[],
  at: number,
): { readonly waiting: readonly Waiting[]; readonly ended: EndedRequests } {
  const known = Map.groupBy(before, requestOf)
  const queued = blocks.flatMap((block) => block.queued.map(({ user, host = '', seats }) => ({ user, host, seats })))
  const now = Map.groupBy(queued, requestOf)
  // Of equal requests the oldest is granted first.
  const ended = [...known]
    .flatMap(([request, same]) => same.splice(0, Math.max(0, same.length - (now.get(request)?.length ?? 0))))
    .toSorted((a, b) => a.since - b.since)
    .toReversed()
  const waiting = queued.map((request): Waiting => {
    const { user, host, seats } = request
    return known.get(requestOf(request))?.shift() ?? { user: copied(user), host: copied(host), seats, since: at }
  })
  return { waiting: isSameList(before, waiting) ? before : waiting, ended: Map.groupBy(ended, askerOf) }
}

/** Takes the request that a new checkout answers out of those that ended: since when it waited, null if it did not. */
export const takeRequest = (ended: EndedRequests, { user, host = '' }: Checkout): number | null =>
  ended.get(askerOf({ user, host }))?.pop()?.since ?? null

const askerOf = ({ user, host }: Pick<Waiting, 'user' | 'host'>): string => `${user}\n${host}`.toLowerCase()

const requestOf = ({ user, host, seats }: Omit<Waiting, 'since'>): string => [user, host, seats].join('\n')

const isSameList = (a: readonly Waiting[], b: readonly Waiting[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at])
