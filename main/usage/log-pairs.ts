import type { LogLine } from './fusion-state.ts'
import { returnSeats } from './return-seats.ts'

/** What an OUT and an IN that belong together tell. A partial return ends a checkout of all seats. */
export interface LogPair {
  readonly out: LogLine
  readonly in: LogLine
}

export interface Paired {
  readonly pairs: readonly LogPair[]
  /** OUT lines that are still open; of one that was returned in part a line of the rest. */
  readonly open: readonly LogLine[]
  /** What stands behind the first IN that was not to be paired, that one included. */
  readonly rest: readonly LogLine[]
}

/**
 * Pairs one person's lines for one feature (see `returnSeats`), of several alike those of the same data. Stops at the first
 * IN that `isDue` refuses.
 */
export function pairLines(lines: readonly LogLine[], isDue: (line: LogLine) => boolean): Paired {
  const open: LogLine[] = []
  const pairs: LogPair[] = []
  for (const [at, line] of lines.entries()) {
    if (line.type === 'OUT') open.push(line)
    else if (isDue(line)) giveBack(line, open, pairs)
    else return { pairs, open, rest: lines.slice(at) }
  }
  return { pairs, open, rest: [] }
}

function giveBack(line: LogLine, open: LogLine[], pairs: LogPair[]): void {
  const restOf = ({ requestAt: _, ...out }: LogLine, seats: number): LogLine => ({ ...out, at: line.at, seats })
  // A line that a poll should have shown and did not comes last.
  const isSeen = (out: LogLine) => out.unseen === undefined
  const isLike = (out: LogLine) => isSeen(out) && out.account === line.account
  const { ended } = returnSeats(open, line.seats, restOf, [isLike, isSeen])
  for (const out of ended) pairs.push({ out, in: line })
}
