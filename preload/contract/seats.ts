/** View models of the seats now: what tray, window and browser show. Times are epoch seconds unless said otherwise. */

/** `up`: complete answer; `degraded`: complete but for a triad member, or some daemon unknown; `down`: 10 min without
 * a complete answer; `unknown`: nothing complete yet, or the last poll failed less than 10 min ago, or it was answered but
 * several intervals ago (a sleep, a pause). */
export type ServerState = 'up' | 'degraded' | 'down' | 'unknown'

/** `logger`: this Seatlog holds the tag's lease, polls and writes. `viewer`: shows what the logger wrote.
 * `window`: polls for its own window only and writes nothing. */
export type Role = 'logger' | 'viewer' | 'window'

export interface Problem {
  /** One sentence: what happened and what to do. */
  readonly message: string
  readonly since: number
}

export interface HostSeats {
  readonly host: string
  readonly state: 'up' | 'down'
  readonly master: boolean
  readonly version: string | null
  readonly error: string | null
}

export interface DaemonSeats {
  readonly name: string
  readonly state: 'up' | 'down'
  readonly version: string | null
  readonly error: string | null
  /** When its last complete answer came; null: never. Older than the server's `askedAt` means its seats are unknown. */
  readonly completeAt: number | null
}

/** The times a license server prints do not go with the clock of the Seatlog that polls it (DESIGN 4.3). */
export interface ClockOffset {
  /** The vendor daemon whose new checkouts show it; the others of the server have the same clock. */
  readonly daemon: string
  /** Seconds by which its times are ahead; below 0: behind; never 0. */
  readonly offset: number
  /** IANA name of the zone its times are read by. */
  readonly zone: string
  /** Seconds east of Greenwich of the zone that would put them right; null: no zone would, a clock is wrong. */
  readonly fitting: number | null
}

/** Everything the window knows of one configured server but the holders. */
export interface ServerSeats {
  readonly tag: string
  readonly address: string
  readonly state: ServerState
  readonly role: Role
  readonly paused: boolean
  /** Who writes the record when this Seatlog is a viewer: host name. */
  readonly loggedBy: string | null
  readonly askedAt: number | null
  /** The last poll in which at least one daemon was complete. */
  readonly answeredAt: number | null
  readonly nextPollAt: number | null
  readonly intervalSeconds: number
  readonly problem: Problem | null
  /** Null as long as nothing is known to be wrong; known where the record is kept, since polls are compared there. */
  readonly clock: ClockOffset | null
  readonly hosts: readonly HostSeats[]
  readonly daemons: readonly DaemonSeats[]
  readonly features: readonly FeatureSeats[]
  /** Lines of the last answer that the parser could not place. */
  readonly unrecognized: number
}

export interface FeatureSeats {
  /** Stable over polls: tag, daemon, name and ordinal, each URI-encoded, joined by `/`. */
  readonly key: string
  readonly tag: string
  readonly daemon: string
  readonly name: string
  /** Product names of the code, newest table first; empty when no table knows it. */
  readonly products: readonly string[]
  readonly kind: 'counted' | 'uncounted' | 'error'
  readonly error: string | null
  /** False when the daemon's last poll was not complete: the figures are those of `asOf` and no longer known. */
  readonly known: boolean
  readonly asOf: number
  /** Null where lmstat gives none (uncounted, error). */
  readonly issued: number | null
  /** 9999 and above 2 billion issued. */
  readonly noLimit: boolean
  /** As lmstat's summary counts: held and idle reserved. */
  readonly used: number | null
  /** Seats in people's hands: used less idle reserved. For uncounted features the seats of the rows. */
  readonly held: number
  readonly reserved: number
  readonly queued: number
  readonly lingering: number
  /** max(0, issued - used); null when there is no limit, no count, or only node-locked seats. */
  readonly free: number | null
  /** Free by its own count, where `free` is less because the seats of its packages are taken; else null. */
  readonly ownFree: number | null
  /** The packages (Autodesk collections and suites) that it is a component of, as far as they are served. */
  readonly packages: readonly string[]
  /** used - issued where more are used than issued, else 0. */
  readonly over: number
  readonly nodeLocked: boolean
  /** Distinct people, compared without case. */
  readonly users: number
  /** The nearest expiry still ahead; seats null where the license file's count is not known. */
  readonly expires: { readonly date: string; readonly seats: number | null } | null
}

export interface SeatsView {
  readonly at: number
  readonly demo: boolean
  readonly servers: readonly ServerSeats[]
}

/** Details of one feature, asked for when its row is opened. */
export interface FeatureDetails {
  readonly key: string
  readonly pools: readonly PoolSeats[]
  readonly holders: readonly Holder[]
  readonly reservations: readonly { readonly count: number; readonly kind: string; readonly name: string }[]
  readonly queued: readonly Waiting[]
  /** Seats of the rows listed; differs from held when lmstat printed fewer rows than seats. */
  readonly listedSeats: number
}

export interface PoolSeats {
  readonly version: string
  readonly vendorString: string | null
  readonly type: string | null
  /** `YYYY-MM-DD`, `permanent`, or null where not said. */
  readonly expires: string | null
  /** From `lmstat -i`; null where the license file does not tell. */
  readonly issued: number | null
  readonly held: number
  /** issued - held: idle reservations are not told per pool. Null where nobody can take them: expired, node-locked, in a
   * feature the server does not serve. */
  readonly free: number | null
  readonly nodeLocked: boolean
  readonly expired: boolean
}

export interface Holder {
  readonly user: string
  readonly host: string | null
  readonly display: string | null
  readonly extra: string | null
  readonly version: string | null
  readonly seats: number
  /** Local time of the license server, `YYYY-MM-DDTHH:MM:SS`. */
  readonly since: string | null
  /** Seconds between start and the answer; null when the start is not known. */
  readonly heldFor: number | null
  /** Seconds, as lmstat says. */
  readonly linger: { readonly remaining: number | null; readonly total: number } | null
  readonly handle: string | null
  readonly pid: number | null
  /** User, host and display are a guess: show `raw`. */
  readonly uncertain: boolean
  readonly raw: string
  readonly pool: number | null
}

export interface Waiting {
  readonly user: string
  readonly host: string | null
  readonly display: string | null
  readonly version: string | null
  readonly seats: number
}

/** What a search over names of features, products, people and hosts found: keys of features in the seats view. */
export interface SeatsFound {
  readonly features: readonly string[]
}

/** The text lmutil printed in the last poll, as it stood; only the Seatlog that polls has it. */
export interface RawAnswer {
  readonly tag: string
  readonly at: number
  readonly command: string
  readonly text: string
}
