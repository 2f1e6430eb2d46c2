/** How Seatlog itself is doing. Times are epoch seconds. */
export interface HealthView {
  readonly version: string
  readonly node: string
  /** Null outside of Electron. */
  readonly electron: string | null
  readonly system: string
  readonly startedAt: number
  readonly servers: readonly ServerHealth[]
  /** Rows that wait for the data folder. */
  readonly spool: { readonly rows: number; readonly bytes: number; readonly problem: string | null }
  /** Files written since midnight, with their size now. */
  readonly filesToday: readonly { readonly path: string; readonly bytes: number; readonly writtenAt: number }[]
  readonly dataFolder: string
  /** Bytes; null: not known. */
  readonly freeBytes: number | null
  readonly memoryBytes: number
  /** The log of Seatlog itself; null: none is written. */
  readonly logFile: string | null
}

export interface ServerHealth {
  readonly tag: string
  readonly role: 'logger' | 'viewer' | 'window'
  readonly loggedBy: string | null
  /** Newest first, at most 20; of this run. */
  readonly polls: readonly PollHealth[]
  readonly unrecognized: number
}

export interface PollHealth {
  readonly at: number
  readonly milliseconds: number
  readonly complete: boolean
  /** Why it was not complete, one sentence. */
  readonly problem: string | null
  readonly features: number
  readonly checkouts: number
}

export interface HealthRequests {
  'health.get': { request: null; response: HealthView }
  /** Lines of a server's last answer that were not understood, with names of users and hosts replaced: to be sent to the developers. */
  'health.report': { request: { readonly tag: string }; response: { readonly text: string } }
}
