import type { FeatureDetails, Holder } from '../../preload/contract/seats.ts'
import { mapSteps, type Steps } from '../../preload/contract/steps.ts'
import { type Names, reservedName } from '../datafiles/names.ts'
import { withoutQuotes } from '../usage/transitions.ts'
import type { ServerBoard } from './board.ts'

/** The board as it may be written for viewers: people, hosts and displays as the names mode says (DESIGN section 7). */
export function* privateBoardSteps(board: ServerBoard, names: Names): Steps<ServerBoard> {
  if (names.mode === 'names') return board
  const all = Object.entries(board.details)
  const details = yield* mapSteps(all, ([key, feature]) => [key, hidden(feature, names)] as const)
  const { problem } = board.server
  const told = problem && { ...problem, message: withoutQuotes(problem.message) }
  return { server: { ...board.server, problem: told }, details: Object.fromEntries(details) }
}

function hidden(feature: FeatureDetails, names: Names): FeatureDetails {
  return {
    ...feature,
    holders: feature.holders.map((holder): Holder => ({ ...holder, ...person(holder, names), extra: null, raw: '' })),
    queued: feature.queued.map((waiting) => ({ ...waiting, ...person(waiting, names) })),
    reservations: feature.reservations.map(({ count, kind, name }) => ({
      count,
      kind,
      name: reservedName(kind, name, names),
    })),
  }
}

function person(row: { user: string; host: string | null; display: string | null }, names: Names) {
  return { user: names.user(row.user), host: names.host(row.host), display: names.display(row.display) }
}
