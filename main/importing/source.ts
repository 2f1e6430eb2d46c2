import type { RowKind } from '../datafiles/layout.ts'
import type { Names } from '../datafiles/names.ts'

/** What a file is that can be imported: a debug log, a file of an Altair/RTDA Monitor, or one of the Python logger. */
export type SourceKind = 'debug-log' | 'checkouts' | 'denials' | 'capacity' | 'features' | 'users'

/** Those whose rows stay what they are. */
export type TableKind = Exclude<SourceKind, 'debug-log' | 'users'>

/** What rows of one import have in common. */
export interface ImportContext {
  readonly tag: string
  /** IANA name: the zone of the license server. */
  readonly zone: string
  readonly names: Names
}

/** Where what a source holds goes. */
export interface Sink {
  /** `day`: the server-local day on which it ends, `YYYY-MM-DD`. */
  readonly row: (kind: RowKind, day: string, line: string) => void
  /** Something that cannot be used; `line` counts from 1, 0 where it is no certain one. */
  readonly skip: (line: number, reason: string, times?: number) => void
}

/** Reads one file, whose text comes in pieces that end with a line end; the last one may not. */
export interface SourceReader {
  push(text: string): void
  end(): void
}
