import type { IndexPlace } from '../../../main/history/messages.ts'

/** What a process that is to be killed does, over and over again. */
export type VictimWork =
  /** Builds an index anew. */
  | { readonly what: 'rebuild'; readonly place: IndexPlace }
  /** Reads what is new into an index, at an epoch second. */
  | { readonly what: 'read'; readonly place: IndexPlace; readonly at: number }
  /** Saves settings, then alerts; `from`: what was saved last. */
  | { readonly what: 'save'; readonly folder: string; readonly from: number }

/** To a process that waits. */
export type ToVictim = { readonly type: 'begin'; readonly work: VictimWork }

/** From it: it has come to its end so often. */
export type FromVictim = { readonly type: 'ready' } | { readonly type: 'done'; readonly times: number }
