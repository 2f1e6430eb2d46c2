/**
 * What one lmstat text says (DESIGN section 6). Times are the text's own local times, `YYYY-MM-DDTHH:MM:SS` without
 * zone; dates are `YYYY-MM-DD`; versions stand without the leading `v` except the servers' and daemons' own. A name is
 * absent where lmstat did not say.
 */
export interface Answer {
  readonly program?: string
  readonly statusTime?: string
  /** All daemons are complete, and there is one. */
  readonly complete: boolean
  readonly servers: readonly Server[]
  readonly licenseTable: readonly LicenseTableRow[]
  readonly errors: readonly ErrorLine[]
  readonly unrecognized: readonly TextLine[]
}

/** One `License server status:` block; a redundant triad is one server of three hosts. */
export interface Server {
  readonly address: readonly string[]
  readonly licenseFiles: readonly string[]
  readonly hosts: readonly ServerHost[]
  readonly daemons: readonly Daemon[]
}

export interface ServerHost {
  readonly host: string
  readonly state: 'up' | 'down'
  readonly master?: boolean
  readonly version?: string
  readonly error?: string
}

export interface Daemon {
  readonly name: string
  readonly state: 'up' | 'down'
  readonly complete: boolean
  readonly version?: string
  readonly error?: string
  readonly features: readonly Feature[]
}

/** One `Users of NAME` block. The same name may stand twice under a daemon: they are never merged here. */
export interface Feature {
  readonly name: string
  readonly kind: 'counted' | 'uncounted' | 'error'
  readonly issued?: number
  readonly used?: number
  readonly error?: string
  readonly pools: readonly Pool[]
  readonly checkouts: readonly Checkout[]
  readonly reservations: readonly Reservation[]
  readonly queued: readonly Queued[]
}

export interface Pool {
  readonly version: string
  readonly vendor: string
  readonly expires?: string
  readonly vendorString?: string
  readonly type?: string
}

export interface Checkout {
  readonly user: string
  readonly host?: string
  readonly display?: string
  /** Checkout data of token systems that stood between display and version. */
  readonly extra?: string
  readonly version?: string
  readonly serverHost?: string
  readonly serverPort?: string
  readonly handle?: string
  readonly start?: string
  readonly seats: number
  /** Seconds. `remaining` only where lmstat gave both numbers. */
  readonly linger?: Linger
  readonly pid?: number
  /** The split of user, host and display, or the year of `start`, is a guess. */
  readonly uncertain?: true
  /** User, host and display as they stood. */
  readonly raw: string
  /** Index into the feature's pools of the block this row stood in. Not printed by `seatlog parse`. */
  readonly pool?: number
  /** The start as lmstat printed it (`Fri 10/20 9:03`): identity of a row whatever year is inferred. Not printed. */
  readonly startText?: string
}

export interface Linger {
  readonly remaining?: number
  readonly total: number
}

export interface Reservation {
  readonly count: number
  readonly kind: string
  readonly name: string
}

export interface Queued {
  readonly user: string
  readonly host?: string
  readonly display?: string
  readonly version?: string
  readonly serverHost?: string
  readonly serverPort?: string
  readonly handle?: string
  readonly seats: number
}

/** A row of the `lmstat -i` table: what the license file says. */
export interface LicenseTableRow {
  readonly feature: string
  readonly version: string
  readonly count: number | 'uncounted'
  readonly vendor: string
  readonly expires: string
}

/** Line numbers count from 1. */
export interface TextLine {
  readonly line: number
  readonly text: string
}

export interface ErrorLine extends TextLine {
  readonly code?: string
}
