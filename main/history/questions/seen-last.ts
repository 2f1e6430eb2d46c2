import { periodOf, sheetId } from '../database.ts'
import { DOUBLE, HOST, IN, NOBODY, RESERVED, SEATS, WHO, WORDS, word } from '../packed.ts'
import type { Reader } from '../reader.ts'
import { readSheet } from '../sheets.ts'

/** When people and hosts were seen last, by their numbers. */
export interface SeenLast {
  readonly users: ReadonlyMap<number, number>
  readonly hosts: ReadonlyMap<number, number>
}

/** Days. */
const LONGEST = 31

/** Looks back from `now` day by day, until so many of both were seen, or for a month. */
export function seenLast({ index, overlay }: Reader, now: number, wanted: number): SeenLast {
  const { db, numbers, calendarOf } = index
  const users = new Map<number, number>()
  const hosts = new Map<number, number>()
  const see = (rows: Uint32Array, userOf: (at: number) => number): void => {
    for (let at = 0; at < rows.length; at += WORDS) {
      const [marked, user, host, last] = [
        word(rows, at + SEATS),
        userOf(at),
        word(rows, at + HOST),
        word(rows, at + IN),
      ]
      if (marked >= DOUBLE || (marked & RESERVED) !== 0 || user === NOBODY) continue
      users.set(user, Math.max(users.get(user) ?? 0, last))
      hosts.set(host, Math.max(hosts.get(host) ?? 0, last))
    }
  }
  for (const [user, rows] of overlay.byUser) see(rows, () => user)
  const sql = 'SELECT id FROM feature_sheet WHERE id BETWEEN ? AND ?'
  const sheets = [...numbers.features.entries()].flatMap(([feature]) => {
    const today = calendarOf(feature).days.dayOf(now)
    return db.all<{ id: number }>(sql, sheetId(feature, today - LONGEST), sheetId(feature, today)).map(({ id }) => id)
  })
  let day = 0
  for (const id of sheets.sort((a, b) => periodOf(b) - periodOf(a))) {
    if (periodOf(id) !== day && Math.min(users.size, hosts.size) >= wanted) break
    day = periodOf(id)
    const rows = readSheet(db, 'feature_sheet', id)
    see(rows, (at) => word(rows, at + WHO))
  }
  return { users, hosts }
}
