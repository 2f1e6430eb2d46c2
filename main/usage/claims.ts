import type { Link, LogLine } from './fusion-state.ts'
import type { BegunCheckout, DaemonStep, FinishedCheckout, OpenCheckout } from './tracker.ts'

/** What is known of one person's use of one feature, while it is worked on. */
export interface Requests {
  lines: LogLine[]
  links: Link[]
}

interface Claimed {
  /** The finished rows with the times of the log, those of the poll where it has none. */
  readonly rows: readonly FinishedCheckout[]
  /** Times of the OUT lines that were claimed. */
  readonly outs: readonly number[]
}

type Rows = Pick<DaemonStep, 'at' | 'previousAt' | 'begun' | 'finished'>

/**
 * Gives the rows that a poll showed first, or no more, their lines of the log: OUT and IN nearest to what the poll knows,
 * at most `tolerance` seconds off; the clock of the log is `ahead` seconds ahead of that of the polls. Claimed lines are taken
 * out of `requests`.
 */
export function claimLines(
  requests: Requests,
  { at, previousAt, begun, finished }: Rows,
  tolerance: number,
  ahead: number,
): Claimed {
  const resized = new Map<OpenCheckout, FinishedCheckout>()
  for (const row of begun) {
    const before = finished.find((ended) => isResized(ended, row) && ![...resized.values()].includes(ended))
    if (before !== undefined) resized.set(row, before)
  }
  const outs: number[] = []
  claimOuts(
    requests,
    begun.filter((row) => !resized.has(row)).toSorted((a, b) => b.checkoutAt - a.checkoutAt),
  )
  const ended = new Map(claimIns())
  for (const [row, before] of resized) changeSeats(row, before)
  return { rows: finished.map((row) => withLog(requests, row, ended.get(row))), outs }

  function claimOuts(from: Requests, rows: readonly BegunCheckout[]): void {
    const claimed = new Set<OpenCheckout>()
    for (const [isEqual, isClaim] of STARTS) {
      for (const row of rows) {
        if (claimed.has(row)) continue
        const window = isClaim ? claimWindow(row) : startWindow(row)
        const fits = (line: LogLine) =>
          line.type === 'OUT' && line.unseen === undefined && (!isEqual || line.seats === row.seats)
        const out = take(from, fits, window, isEqual && !isClaim ? tolerance : 0)
        if (out === undefined) continue
        claimed.add(row)
        from.links.push(linkOf(row, out))
        outs.push(out.at)
      }
    }
  }

  function startWindow({ checkoutAt }: OpenCheckout): readonly number[] {
    // lmstat tells the minute of the start; where a poll's time stands for it, it lies before that poll.
    const first = checkoutAt < at ? checkoutAt : (previousAt ?? at) - 59 + ahead
    return [first, Math.min(checkoutAt + 59, at + ahead)]
  }

  /** lmstat's start and the log are told by one clock, whatever that of the polls is. */
  function claimWindow({ checkoutAt, claimedAt = checkoutAt }: BegunCheckout): readonly number[] {
    return claimedAt === at ? [] : [claimedAt, claimedAt + 59]
  }

  function claimIns(): (readonly [FinishedCheckout, number])[] {
    const claimed = new Map<FinishedCheckout, number>()
    const kept = reserved(requests.lines)
    const rows = finished.filter((row) => ![...resized.values()].includes(row))
    for (const [off, isSpare, isEqual] of RETURNS) {
      for (const row of rows) {
        if (claimed.has(row)) continue
        const link = requests.links.find((one) => isLinkOf(one, row))
        const isLike = ({ seats, account }: LogLine) =>
          seats === row.seats && (link === undefined || link.account === account)
        const fits = (line: LogLine) =>
          isReturn(line) &&
          line.at >= (link?.at ?? row.checkoutAt) &&
          (!isEqual || isLike(line)) &&
          !(isSpare && kept.has(line))
        const back = take(requests, fits, [row.shownAt + 1 + ahead, at + ahead], off * tolerance)
        if (back !== undefined) claimed.set(row, back.at)
      }
    }
    return [...claimed]
  }

  /** Seats that were added or given back: the log has a line of the difference. */
  function changeSeats(row: OpenCheckout, before: FinishedCheckout): void {
    const isMore = row.seats > before.seats
    const fits = (line: LogLine) => (isMore ? line.type === 'OUT' : isReturn(line))
    const line = take(requests, fits, [before.shownAt + 1 + ahead, at + ahead], 0)
    if (line === undefined) return
    ended.set(before, line.at)
    requests.links.push(linkOf(row, line))
  }
}

/** Which OUT lines a row may have, the better ones first: of the same seats, and of the minute that lmstat tells. */
const STARTS = [
  [true, false],
  [true, true],
  [false, false],
] as const

/**
 * Which IN lines a row may have, the better ones first: how many tolerances off, kept for no other OUT, of the same seats
 * and data.
 */
const RETURNS = [
  [0, true, true],
  [0, true, false],
  [0, false, true],
  [1, true, true],
  [1, false, true],
] as const

const isReturn = ({ type, lost }: LogLine): boolean => type === 'IN' && lost === undefined

/** The row goes on from one with other seats: it begins where that ends. */
const isResized = (before: FinishedCheckout, row: OpenCheckout): boolean =>
  before.checkinAt === row.checkoutAt &&
  before.handle === row.handle &&
  before.version === row.version &&
  before.seats !== row.seats

const isLinkOf = (link: Link, row: OpenCheckout): boolean =>
  link.shownSince === row.checkoutAt && link.seats === row.seats

const linkOf = ({ checkoutAt, seats }: OpenCheckout, { at, account, requestAt }: LogLine): Link => ({
  shownSince: checkoutAt,
  seats,
  at,
  account,
  ...(requestAt === undefined ? {} : { requestAt }),
})

/** The IN lines that belong to OUT lines which no poll showed: to each the next of as many seats. */
function reserved(lines: readonly LogLine[]): ReadonlySet<LogLine> {
  const kept = new Set<LogLine>()
  for (const [at, out] of lines.entries()) {
    if (out.type !== 'OUT') continue
    const back = lines.find(
      (line, after) => after > at && isReturn(line) && line.seats === out.seats && !kept.has(line),
    )
    if (back !== undefined) kept.add(back)
  }
  return kept
}

/** Takes out the line nearest to the times from `window[0]` to `window[1]`, of several within them the last. */
function take(
  from: Requests,
  fits: (line: LogLine) => boolean,
  window: readonly number[],
  tolerance: number,
): LogLine | undefined {
  const [first = Number.POSITIVE_INFINITY, last = Number.POSITIVE_INFINITY] = window
  let best = -1
  let least = tolerance
  for (const [position, line] of from.lines.entries()) {
    const off = Math.max(0, first - line.at, line.at - last)
    if (off > least || !fits(line)) continue
    best = position
    least = off
  }
  return best < 0 ? undefined : from.lines.splice(best, 1)[0]
}

function withLog(requests: Requests, row: FinishedCheckout, endedAt: number | undefined): FinishedCheckout {
  const position = requests.links.findIndex((link) => isLinkOf(link, row))
  const link = position < 0 ? undefined : requests.links.splice(position, 1)[0]
  const begun = link === undefined ? row : { ...row, ...exactStart(row, link) }
  return { ...begun, checkinAt: Math.max(endedAt ?? row.checkinAt, begun.checkoutAt) }
}

/** What the OUT of a row tells better than the polls. */
export function exactStart(
  row: OpenCheckout,
  { at, account, requestAt }: Link,
): Pick<OpenCheckout, 'account' | 'requestAt' | 'checkoutAt'> {
  const waited = row.requestAt < row.checkoutAt ? Math.min(row.requestAt, at) : at
  return { account: account || row.account, requestAt: requestAt ?? waited, checkoutAt: at }
}
