import type { Polled } from '../../main/service/session.ts'
import type { Settings } from '../../main/settings/schema.ts'
import type { FileFault } from './faulty-files.ts'

/** What a logger process is started with, as JSON in its one argument. */
export interface LoggerOptions {
  readonly settings: Settings
  /** Its own local disk. */
  readonly home: string
  /** Name of its computer. */
  readonly host: string
}

/** To a logger: to poll, what lmutil answered, or to end; `at` is the time then, epoch seconds. */
export type ToLogger =
  | { readonly type: 'poll'; readonly at: number; readonly fault: FileFault; readonly part: number }
  | { readonly type: 'answer'; readonly text: string; readonly exitCode: number }
  | { readonly type: 'stop'; readonly at: number }

/** From a logger. `ask`: it runs lmutil; `failed`: it cannot do its work. */
export type FromLogger =
  | { readonly type: 'ready' }
  | { readonly type: 'ask'; readonly table: boolean }
  | { readonly type: 'polled'; readonly polled: Polled; readonly problems: readonly string[] }
  | { readonly type: 'failed'; readonly message: string }
