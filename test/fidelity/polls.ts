/** One poll of a daemon that was complete. `sure`: the logger told that it had recorded it; else it may have. */
export interface CompletePoll {
  readonly at: number
  readonly sure: boolean
}

/** One poll that a logger made, whatever came of it. */
export interface AskedPoll {
  readonly at: number
  /** The logger told that it had recorded it; else it may have. */
  readonly isRecorded: boolean
  /** Which daemons were complete; `some` also where a text is cut, of which that cannot be told. */
  readonly complete: 'all' | 'some' | 'none'
}

/** The complete polls of one daemon, as what the record is judged by. */
export interface DaemonPolls {
  readonly all: readonly CompletePoll[]
  /** The last sure poll before a time (epoch seconds); -Infinity where there was none. */
  before(at: number): number
  /** The first sure poll at or after a time; Infinity where there is none. */
  from(at: number): number
  /** Whether any poll, a sure one or another, lies in the time (`to` excluded). */
  anyIn(from: number, to: number): boolean
  surelyIn(from: number, to: number): boolean
}

/** `all` in the order of time. */
export function daemonPolls(all: readonly CompletePoll[]): DaemonPolls {
  const every = all.map(({ at }) => at)
  const sure = all.filter((poll) => poll.sure).map(({ at }) => at)
  return {
    all,
    before: (at) => sure[firstFrom(sure, at) - 1] ?? Number.NEGATIVE_INFINITY,
    from: (at) => sure[firstFrom(sure, at)] ?? Number.POSITIVE_INFINITY,
    anyIn: (from, to) => (every[firstFrom(every, from)] ?? to) < to,
    surelyIn: (from, to) => (sure[firstFrom(sure, from)] ?? to) < to,
  }
}

/** Position of the first of ascending times that is not before `at`. */
function firstFrom(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? at) < at) low = middle + 1
    else high = middle
  }
  return low
}
