/** Every reason an expected failure can have. The message beside it says what, where, and what to do next. */
export type ErrorCode =
  | 'bad-request'
  | 'not-found'
  | 'lmutil-missing'
  | 'lmutil-failed'
  | 'timed-out'
  | 'too-much-output'
  | 'server-down'
  | 'bad-address'
  | 'bad-settings'
  | 'cannot-write'
  | 'cannot-read'
  | 'viewer-only'
  | 'internal'

export interface Failure {
  readonly ok: false
  readonly code: ErrorCode
  readonly message: string
}

export type Result<T> = { readonly ok: true; readonly value: T } | Failure

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const failure = (code: ErrorCode, message: string): Failure => ({ ok: false, code, message })
