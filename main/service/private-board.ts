import type { FeatureDetails, Holder } from '../../preload/contract/seats.ts'
import type { Names } from '../datafiles/names.ts'
import type { ServerBoard } from './board.ts'

/** The board as it may be written for viewers: people, hosts and displays as the names mode says (DESIGN section 7). */
export function privateBoard(board: ServerBoard, names: Names): ServerBoard {
  if (names.mode === 'names') return board
  const details = Object.entries(board.details).map(([key, feature]) => [key, hidden(feature, names)] as const)
  return { server: board.server, details: Object.fromEntries(details) }
}

function hidden(feature: FeatureDetails, names: Names): FeatureDetails {
  return {
    ...feature,
    holders: feature.holders.map((holder): Holder => ({ ...holder, ...person(holder, names), extra: null, raw: '' })),
    queued: feature.queued.map((waiting) => ({ ...waiting, ...person(waiting, names) })),
    reservations: feature.reservations.map(({ count, kind, name }) => ({
      count,
      kind,
      name: reservedFor(kind, name, names),
    })),
  }
}

function person(row: { user: string; host: string | null; display: string | null }, names: Names) {
  return { user: names.user(row.user), host: names.host(row.host), display: names.display(row.display) }
}

/** Names of groups and projects are not those of people. */
function reservedFor(kind: string, name: string, names: Names): string {
  if (kind === 'USER') return names.user(name)
  if (kind === 'HOST' || kind === 'INTERNET') return names.host(name) ?? ''
  return kind === 'DISPLAY' ? (names.display(name) ?? '') : name
}
