/** What a line of a debug log can tell (GRAMMAR B2, B3); everything else in a log is noise. */
export const REQUEST_TYPES = ['OUT', 'IN', 'DENIED', 'QUEUED', 'DEQUEUED', 'UNSUPPORTED'] as const
export const EVENT_TYPES = [...REQUEST_TYPES, 'EXPIRED', 'TIMESTAMP', 'START', 'STOP', 'PACKAGE'] as const

export type RequestType = (typeof REQUEST_TYPES)[number]
export type LogEventType = (typeof EVENT_TYPES)[number]

/** What the message of a line says, without when and by whom. */
export interface LogMessage {
  readonly type: LogEventType
  readonly feature?: string
  readonly user?: string
  /** Whose request it is; of a START the machine it runs on. */
  readonly host?: string
  /** Of requests: 1 where the line does not say. */
  readonly seats?: number
  /** The checkout data or project in `[…]`, or the project of the verbose form. */
  readonly data?: string
  /** The words in the last brackets, without the code; of a STOP its whole message. */
  readonly reason?: string
  /** `-4,342`: major and minor, as in the answers of lmstat. */
  readonly code?: string
  /** Of a PACKAGE: the features it consists of. */
  readonly components?: readonly string[]
}

/** One event of a debug log, dated (DESIGN section 6, `seatlog parse-log`). */
export interface LogEvent extends LogMessage {
  /**
   * Local time of the license server, `YYYY-MM-DDTHH:MM:SS`; `HH:MM:SS` where no date could be known; absent where the
   * time stamp is damaged.
   */
  readonly time?: string
  /** `Z` or `+02:00`, where an ISO stamp gave one. */
  readonly offset?: string
  /** The clock had been put back before: of a local time that occurs twice this is the second. Not printed. */
  readonly repeated?: true
  /** `lmgrd`, or the vendor daemon without the number of a forked copy; of `X exited` it is X. */
  readonly daemon: string
  /** From 1; of a PACKAGE where it begins. */
  readonly line: number
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** What a request says behind its type. */
export interface RequestText extends Pick<LogMessage, 'data' | 'reason' | 'code'> {
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
}

/** A request while its line is read. */
export type RequestDraft = Writable<RequestText>

/** An event while it is put together. */
export type EventDraft = Writable<LogEvent>

/** An event whose time is not final yet. */
export interface Undated {
  readonly event: EventDraft
  /** Local seconds, in the count of the log's dates; undefined behind a damaged time stamp. */
  local: number | undefined
}
