import type { Renewal } from './calendar.ts'

/** What is fixed about the simulated site; people, checkouts and times come from the seed. */
export interface ServerSpec {
  readonly tag: string
  /** One, or the three of a redundant triad. */
  readonly hosts: readonly string[]
  readonly port: number
  /** Other names the first host answers to. */
  readonly aliases: readonly string[]
  readonly licenseFile: string
  /** Of the license manager, as lmstat prints it. */
  readonly version: string
  /** The same with its build, as debug logs print it. */
  readonly build: string
  readonly platform: string
  readonly daemons: readonly DaemonSpec[]
}

export interface DaemonSpec {
  readonly name: string
  readonly version: string
  readonly tcpPort: number
  readonly optionsFile: string
  /** Where people sit: their own PCs, a few large machines with terminals, or both. */
  readonly desks: 'windows' | 'terminals' | 'both'
  /** Accounts that run batch jobs. */
  readonly services: readonly string[]
  /** `pair`: remaining and total seconds; `total`: the total only. */
  readonly lingerStyle: 'pair' | 'total'
  readonly permanentText: string
  readonly printsPid: boolean
  readonly features: readonly FeatureSpec[]
}

/** Newest version first; a client may use its own version's pool and newer ones. */
export interface PoolSpec {
  readonly version: string
  readonly seats: number
  readonly renewal: Renewal
  readonly vendorString?: string
  /** Host id of the only machine that may use it. */
  readonly lockedTo?: string
}

export interface FeatureSpec {
  readonly name: string
  /** `error`: stands in the license file, is not served. */
  readonly kind?: 'uncounted' | 'error'
  readonly pools: readonly PoolSpec[]
  /** How many of the daemon's people start it by themselves. */
  readonly people: number
  /** The chance that one of them does on a working day. */
  readonly presence: number
  /** Seats of one checkout, one of these; default 1. */
  readonly seats?: readonly number[]
  /** Who finds no seat waits in the queue instead of being denied. */
  readonly queues?: true
  /** Seats that may be used above those issued. */
  readonly overdraft?: number
  readonly reserved?: ReservedSpec
  /** Some requests break this rule of the options file, by its major error code. */
  readonly rule?: -38 | -39 | -87
  /** The features a package consists of: each checkout takes one of them as well. */
  readonly parts?: readonly string[]
  /** Features that are often taken by who has this one. */
  readonly companions?: readonly string[]
  /** Seats that may be held for days: borrowed ones linger, others are long runs. */
  readonly long?: { readonly slots: number; readonly borrowed: boolean }
  /** Jobs a night. */
  readonly batch?: { readonly jobs: number; readonly seats: readonly number[] }
}

export interface ReservedSpec {
  readonly kind: 'GROUP' | 'HOST'
  readonly name: string
  readonly seats: number
  /** How many of the feature's people (the first ones) belong to the group. */
  readonly people: number
}
