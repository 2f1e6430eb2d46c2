import type { Checkout, Feature, Reservation } from '../lmstat/answer.ts'

/** An open checkout, or an idle reservation, as the tracker remembers it. Times are epoch seconds. */
export interface OpenRow {
  /** `rowKey` of its fields. */
  readonly key: string
  readonly checkoutAt: number
  /**
   * The poll that showed it first; absent: one of another Seatlog, from whose memory this one went on, or an idle
   * reservation, for which whoever takes over accounts without a gap.
   */
  readonly foundAt?: number
  /** When it was first seen queued, where it was. */
  readonly requestAt?: number
  readonly pid?: number
  /** Total linger time in seconds, while the row shows one. */
  readonly linger?: number
  /** User, host and display, where they are not just the words of `raw`. */
  readonly who?: Who
}

export type Who = readonly [user: string, host: string, display: string]

/** A row of an answer; an idle reservation stands as the checkout of a user `r:<KIND> <name>`, as Monitors write it. */
export interface ShownRow {
  /** `rowKey` of its fields. */
  readonly key: string
  readonly checkout: Checkout
  readonly isReservation: boolean
}

/** An open row that is not there any more. */
export interface EndedRow {
  /** The daemon's id in the answer without it. */
  readonly daemon: string
  readonly feature: string
  readonly row: OpenRow
  readonly checkinAt: number
  /** The last complete answer that showed it. */
  readonly shownAt: number
}

/** What makes a row of a daemon's feature the same row in another answer (DESIGN 4.3); '' where lmstat did not say. */
export interface RowFields {
  /** User, host and display as they stood: how they are split may be guessed otherwise on another poll. */
  readonly raw: string
  readonly version: string
  /** As printed: its year may be inferred otherwise on another poll. */
  readonly start: string
  readonly serverHost: string
  readonly serverPort: string
  readonly handle: string
  readonly seats: number
}

// A line end is the one character that no field of a line can hold.
export const rowKey = ({ raw, version, start, serverHost, serverPort, handle, seats }: RowFields): string =>
  [raw, version, start, serverHost, serverPort, handle, seats].join('\n')

export function rowFields(key: string): RowFields {
  const [raw = '', version = '', start = '', serverHost = '', serverPort = '', handle = '', seats] = key.split('\n')
  return { raw, version, start, serverHost, serverPort, handle, seats: Number(seats) }
}

/** User, host and display of an open row. */
export function whoOf({ key, who }: OpenRow): Who {
  if (who !== undefined) return who
  const [user = '', host = '', display = ''] = key.slice(0, key.indexOf('\n')).split(' ')
  return [user, host, display]
}

/** The rows of all blocks of one feature, idle reservations first. */
export const shownRows = (blocks: readonly Feature[]): readonly ShownRow[] => [
  ...idleReservations(blocks).map(({ count, kind, name }) => {
    const user = `r:${kind} ${name}`.trimEnd()
    return shownRow({ user, raw: user, seats: count }, true)
  }),
  ...blocks.flatMap(({ checkouts }) => checkouts.map((checkout) => shownRow(checkout, false))),
]

function shownRow(checkout: Checkout, isReservation: boolean): ShownRow {
  const { raw, version = '', serverHost = '', serverPort = '', handle = '', seats } = checkout
  const start = checkout.startText ?? checkout.start ?? ''
  return { key: rowKey({ raw, version, start, serverHost, serverPort, handle, seats }), checkout, isReservation }
}

/** Idle reserved seats, one entry for each kind and name. */
export function idleReservations(blocks: readonly Feature[]): readonly Reservation[] {
  const found = new Map<string, Reservation>()
  for (const { count, kind, name } of blocks.flatMap(({ reservations }) => reservations)) {
    const raw = `${kind} ${name}`
    found.set(raw, { count: count + (found.get(raw)?.count ?? 0), kind: copied(kind), name: copied(name) })
  }
  return [...found.values()].filter(({ count }) => count > 0)
}

/** The row as it is remembered: `before` is what was known of it, or of the checkout that it goes on with. */
export function remembered(
  { key, checkout, isReservation }: ShownRow,
  before: Pick<OpenRow, 'checkoutAt' | 'foundAt' | 'requestAt' | 'who'>,
): OpenRow {
  const { raw, user, host = '', display = '', pid, linger } = checkout
  const words = raw.split(' ')
  const areWords =
    !isReservation && words.length <= 3 && [user, host, display].every((part, at) => part === (words[at] ?? ''))
  // Only the first answer splits a row: a later guess must not change who holds it.
  const who = before.who ?? (areWords ? undefined : ([copied(user), copied(host), copied(display)] as const))
  return {
    key,
    checkoutAt: before.checkoutAt,
    ...(before.foundAt === undefined ? {} : { foundAt: before.foundAt }),
    ...(before.requestAt === undefined ? {} : { requestAt: before.requestAt }),
    ...(pid === undefined ? {} : { pid }),
    ...(linger === undefined ? {} : { linger: linger.total }),
    ...(who === undefined ? {} : { who }),
  }
}

/** The same characters in memory of their own: strings of an answer may be slices of a large text, and keep all of it. */
export const copied = (text: string): string => text.split('').join('')
