import type { ZoneOf } from '../server-zones.ts'

/** One table of an answer, as text tables and CSV show it. */
export interface AnswerTable {
  readonly title: string
  /** What the figures are of, and those that are one for the whole table: name and value. */
  readonly about: About
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

export type About = readonly (readonly [string, string])[]

/** What is told of names that an answer only has. */
export interface Meanings {
  /** For answers that carry no zone (capacity, names). */
  readonly zoneOf: ZoneOf
  /** What a feature's code means, the likeliest first. */
  readonly productsOf: (feature: string) => readonly string[]
}

/** Null: not known, or there is none; shown as an empty cell. Times are texts, durations seconds. */
export type Cell = string | number | null

export interface Column {
  readonly name: string
  readonly kind: 'text' | 'number' | 'time' | 'duration'
  /** Left out of a text table where the terminal has no room for all. */
  readonly spare?: true
}

export const text = (name: string): Column => ({ name, kind: 'text' })
export const number = (name: string): Column => ({ name, kind: 'number' })
export const time = (name: string): Column => ({ name, kind: 'time' })
export const duration = (name: string): Column => ({ name, kind: 'duration' })
export const spare = (column: Column): Column => ({ ...column, spare: true })
