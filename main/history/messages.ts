import type { AnswerOf, AskedOf, HistoryProgress, HistoryStatus, Question } from '../../preload/contract/history.ts'
import type { ErrorCode } from '../../preload/contract/result.ts'
import type { KeepDays } from '../datafiles/keep-days.ts'
import type { Basis } from './index-parts.ts'

/** What an index is of and where it lies; sent to workers as their data. */
export interface IndexPlace {
  readonly dataFolder: string
  readonly archiveFolders: readonly string[]
  /** Tags that are logged now, whether the index knows them or not. */
  readonly tags: readonly string[]
  /** What is deleted after some days is not kept here either. */
  readonly keepDays: KeepDays
  /** On local disk, for this data folder alone (`indexFolder`). */
  readonly folder: string
  readonly basis: Basis
  /** An index that was counted by another basis will do. */
  readonly anyBasis: boolean
}

/** Groups of the options file, as lists. */
export interface GroupsTold {
  readonly groups: readonly (readonly [group: string, members: readonly string[]])[]
  readonly problem: string | null
}

/** Where new rows are looked for: in all files, in those that loggers write into at present, or in those of some tags alone. */
export type Wanted = 'all' | 'recent' | readonly string[]

/** To the worker that answers. */
export type ToWorker =
  | {
      readonly kind: 'ask'
      readonly id: number
      readonly question: Question
      readonly asked: AskedOf<Question>
      readonly groups: GroupsTold
    }
  /** Reads what is new. */
  | { readonly kind: 'read'; readonly id: number; readonly wanted: Wanted }
  /** A rebuild has put a new index in place. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'stop' }

export type FromWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: AnswerOf<Question> }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly code: ErrorCode; readonly message: string }
  | {
      readonly kind: 'status'
      readonly status: HistoryStatus
      readonly canWrite: boolean
      readonly wantsRebuild: boolean
    }

/** From the worker that rebuilds; it ends by itself. */
export type FromRebuild =
  | { readonly kind: 'progress'; readonly progress: HistoryProgress }
  | { readonly kind: 'rebuilt' }
  | { readonly kind: 'missing'; readonly files: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string }
