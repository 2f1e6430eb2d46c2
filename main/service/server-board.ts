import type { ClockOffset, FeatureSeats, Role, ServerSeats } from '../../preload/contract/seats.ts'
import { atOnce, type Steps } from '../../preload/contract/steps.ts'
import type { Live } from '../usage/live.ts'
import type { Package } from '../usage/packages.ts'
import { liveSeatsSteps } from '../usage/seats.ts'
import { isLongAgo, patienceSeconds, serverState } from '../usage/state.ts'
import type { ServerBoard } from './board.ts'

/** What the board says of a server besides its seats. */
export interface Circumstances {
  readonly tag: string
  readonly address: string
  readonly role: Role
  readonly paused: boolean
  /** Epoch seconds. */
  readonly nextPollAt: number | null
  readonly intervalSeconds: number
}

/** What is known of a server besides its polls. */
interface Besides {
  readonly clock: ClockOffset | null
  readonly packages: readonly Package[]
}

/**
 * A server as its own polls show it, and what is known of its clock and packages; before the first poll nothing is known of
 * it, and no longer when that was long ago.
 */
export const ownBoard = (circumstances: Circumstances, live: Live | null, now: number, besides: Besides): ServerBoard =>
  atOnce(ownBoardSteps(circumstances, live, now, besides))

/** `ownBoard` in steps. */
export function* ownBoardSteps(
  circumstances: Circumstances,
  live: Live | null,
  now: number,
  { clock, packages }: Besides,
): Steps<ServerBoard> {
  const common = { ...circumstances, loggedBy: null }
  if (live === null) return nothingKnown(common, null)
  const { hosts, daemons, features, details } = yield* liveSeatsSteps(circumstances.tag, live, packages)
  const isOld = isLongAgo(live, circumstances.intervalSeconds, now)
  return {
    server: {
      ...common,
      state: isOld ? 'unknown' : serverState(live, now),
      askedAt: live.askedAt,
      answeredAt: live.answeredAt,
      problem: live.problem,
      clock,
      hosts,
      daemons,
      features: isOld ? features.map(asUnknown) : features,
      unrecognized: live.unrecognized,
    },
    details,
  }
}

const asUnknown = (feature: FeatureSeats): FeatureSeats => ({ ...feature, known: false })

/** A server of which there is no answer at all, with the sentence why. */
export function nothingKnown(
  circumstances: Circumstances & Pick<ServerSeats, 'loggedBy'>,
  problem: ServerSeats['problem'],
): ServerBoard {
  const unknown = { state: 'unknown', askedAt: null, answeredAt: null, unrecognized: 0 } as const
  return {
    server: { ...circumstances, ...unknown, problem, clock: null, hosts: [], daemons: [], features: [] },
    details: {},
  }
}

/** What a viewer shows of a board that another Seatlog wrote `age` seconds ago, on `host`. */
export function viewedBoard(
  written: ServerBoard,
  circumstances: Circumstances,
  host: string,
  age: number,
): ServerBoard {
  const { server, details } = written
  const shown = { ...server, ...circumstances, intervalSeconds: server.intervalSeconds, loggedBy: host }
  if (age <= patienceSeconds(server.intervalSeconds)) return { server: shown, details }
  const minutes = Math.floor(age / 60)
  return {
    server: {
      ...shown,
      state: 'unknown',
      problem: {
        message: `${host} has written nothing about ${server.tag} for ${minutes} min: check that Seatlog runs there.`,
        since: server.askedAt ?? 0,
      },
      features: server.features.map(asUnknown),
    },
    details,
  }
}
