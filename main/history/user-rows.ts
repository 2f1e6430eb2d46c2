import { touches } from './count-span.ts'
import { monthOf, startOfMonth } from './months.ts'
import { DOUBLE, IN, OUT, RESERVED, SEATS, WORDS, word } from './packed.ts'
import type { Reader } from './reader.ts'
import { readUserSheets } from './sheets.ts'

/** Calls `see` for each checkout of a user that touches [from, to), open ones included, with where its words begin. */
export function eachOfUser(
  { index, overlay }: Reader,
  user: number,
  from: number,
  to: number,
  see: (rows: Uint32Array, at: number) => void,
): void {
  const first = monthOf(from)
  const last = monthOf(Math.max(from, to - 1))
  for (const { month, rows } of readUserSheets(index.db, 'user_sheet', user, first, last)) {
    const [begin, end] = [startOfMonth(month), startOfMonth(month + 1)]
    for (let at = 0; at < rows.length; at += WORDS) {
      const out = word(rows, at + OUT)
      // What began before stands in the sheet of the month before, too; what begins behind, in that of the next.
      if ((month !== first && out < begin) || out >= end || !touches(out, word(rows, at + IN), from, to)) continue
      if (counts(rows, at)) see(rows, at)
    }
  }
  const open = overlay.byUser.get(user)
  if (open === undefined) return
  for (let at = 0; at < open.length; at += WORDS) {
    if (touches(word(open, at + OUT), word(open, at + IN), from, to) && counts(open, at)) see(open, at)
  }
}

const counts = (rows: Uint32Array, at: number): boolean => {
  const marked = word(rows, at + SEATS)
  return marked < DOUBLE && (marked & RESERVED) === 0
}

/** The users seen on a host in [from, to). */
export function usersOfHost({ index, overlay }: Reader, host: number, from: number, to: number): ReadonlySet<number> {
  const sql = 'SELECT DISTINCT user FROM host_user WHERE host = ? AND month BETWEEN ? AND ?'
  const found = index.db.all<{ user: number }>(sql, host, monthOf(from), monthOf(to)).map(({ user }) => user)
  return new Set([...found, ...(overlay.usersOf.get(host) ?? [])])
}
