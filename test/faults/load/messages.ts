/** To a Seatlog under load. */
export type ToSeatlog =
  /** Polls a server; `at`: the time then, epoch seconds. */
  | { readonly type: 'poll'; readonly tag: string; readonly at: number }
  | { readonly type: 'measure' }
  /** Builds the index anew: the thread that reads new rows lives in real time. */
  | { readonly type: 'rebuild' }
  | { readonly type: 'stop' }

/** From a Seatlog under load. */
export type FromSeatlog =
  /** What it does at its start is done. */
  | { readonly type: 'ready' }
  /** A server's seats were handed to its window, which has yet to draw them. `askedAt`: of which poll, epoch seconds. */
  | { readonly type: 'told'; readonly tag: string; readonly askedAt: number | null }
  /** `toldMs`: from asking lmutil until the window was handed the seats; `problems`: what the user is told. */
  | { readonly type: 'polled'; readonly toldMs: number; readonly problems: readonly string[] }
  | { readonly type: 'measured'; readonly measured: Measured }
  | { readonly type: 'rebuilt' }

/** What a Seatlog took since it was asked last. Milliseconds and bytes. */
export interface Measured {
  /** Processor time of the main thread, and of all threads. */
  readonly mainMs: number
  readonly allMs: number
  /** By how much the event loop of the main thread was late, all the time since it was asked first. */
  readonly late: Spread
  /** Processor time that one turn of it took: what other programs of the computer do is not in it. */
  readonly turn: Spread
  /** Of objects and buffers, not of code, after garbage was collected. */
  readonly heap: number
  /** All of the process. */
  readonly memory: number
  /** Of files; 0 where the system does not tell. */
  readonly readBytes: number
}

export interface Spread {
  readonly p99: number
  readonly max: number
}

/** With what a Seatlog under load is started, as JSON in its one argument. */
export interface SeatlogOptions {
  /** A settings file. */
  readonly config: string
  /** Epoch seconds; null: a viewer, in real time. */
  readonly from: number | null
  /** How often the event loop is looked at. */
  readonly beatMs: number
}
