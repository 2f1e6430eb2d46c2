import type { Alert } from '../../preload/contract/alerts.ts'

/** What an alert says, before it has a number and a time. */
export type Words = Pick<Alert, 'tag' | 'feature' | 'title' | 'text' | 'place'>

/** Something a rule asks for that is so now. */
export interface Case {
  /** The same over polls and restarts; names nobody. */
  readonly id: string
  /** Seconds it must last until it is told. */
  readonly lastSeconds: number
  /** Seconds until it may be told again; 0: only when it was over meanwhile. */
  readonly pauseSeconds: number
  /** `seconds`: how long it has lasted. Null: only its end is told. */
  readonly words: ((seconds: number) => Words) | null
}

/**
 * One look at one thing (a feature, a server) under one rule: what of it is so now, and with that, what is not. Where
 * nothing is known there is no look: it neither begins nor ends anything.
 */
export interface Look {
  readonly rule: string
  readonly kind: Alert['kind']
  /** What was looked at, the same over polls; null: that a case is not among these says nothing. */
  readonly scope: string | null
  readonly cases: readonly Case[]
  /** What is told when a case that was told is over after so many seconds; null: nothing, but it may be told anew. */
  readonly over: ((seconds: number) => Words) | null
  /** What is told instead of several cases at the same time; absent: each is told by itself. */
  readonly joined?: (all: readonly Words[]) => Words
}
