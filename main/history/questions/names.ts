import type { NameFound, NamesFound } from '../../../preload/contract/history.ts'
import { userMonthOf, userSheetId } from '../database.ts'
import { allTags } from '../index-parts.ts'
import { monthOf, startOfMonth } from '../months.ts'
import type { Names } from '../numbering.ts'
import { PackagesOnce } from '../packages-once.ts'
import { HOST, IN, OUT, SEATS, SEATS_MASK, WHO, word } from '../packed.ts'
import type { Reader } from '../reader.ts'
import { eachOfUser, usersOfHost } from '../user-rows.ts'
import { type SeenLast, seenLast } from './seen-last.ts'

const MOST = 50
const DAYS = 30 * 86_400

const NO_ORDER: SeenLast = { users: new Map(), hosts: new Map() }

/**
 * Users and hosts whose name holds the text, whatever its case; those that begin with it first. While there is none, those
 * that were seen last.
 */
export function names(reader: Reader, text: string): NamesFound {
  const { numbers, db } = reader.index
  const ends = allTags(reader.index).map((tag) => reader.recordOf(tag)?.to ?? 0)
  const now = Math.max(0, ...ends)
  const firstId = db.get<{ id: number | null }>('SELECT min(id) AS id FROM user_sheet')?.id ?? null
  const firstMonth = firstId === null ? monthOf(now) : userMonthOf(firstId)
  const monthOfUser = (user: number): number => {
    for (let month = monthOf(now); month >= firstMonth; month--)
      if (db.get('SELECT 1 FROM user_sheet WHERE id = ?', userSheetId(user, month)) !== undefined) return month
    return monthOf(now)
  }
  /** In whole seconds: hours would add up to another sum in another order. */
  const figures = (user: number, host: number | null, lastSeenIn: number) => {
    let [lastSeen, seatSeconds] = [0, 0]
    const from = Math.min(now - DAYS, startOfMonth(lastSeenIn))
    const packages = new PackagesOnce<null>(reader.packages)
    eachOfUser(reader, user, from, now + 1, (rows, at) => {
      if (host !== null && word(rows, at + HOST) !== host) return
      const [begin, end] = [Math.max(word(rows, at + OUT), now - DAYS), word(rows, at + IN)]
      lastSeen = Math.max(lastSeen, end)
      if (end <= begin) return
      const held = (end - begin) * (word(rows, at + SEATS) & SEATS_MASK)
      seatSeconds += held
      packages.add(`${word(rows, at + HOST)}`, null, word(rows, at + WHO), held, 0)
    })
    for (const { seatSeconds: twice } of packages.twice()) seatSeconds -= twice
    return { lastSeen, seatSeconds }
  }
  const wanted = text.trim().toLowerCase()
  const seen = wanted === '' ? seenLast(reader, now, MOST) : NO_ORDER
  const users = matching(numbers.users, wanted, seen.users)
    .filter(([, name]) => name !== '' && !name.startsWith('r:'))
    .slice(0, MOST)
    .map(([user, name]): NameFound => {
      const { lastSeen, seatSeconds } = figures(user, null, monthOfUser(user))
      return { name, lastSeen, seatHours: seatSeconds / 3600 }
    })
  const hosts = matching(numbers.hosts, wanted, seen.hosts)
    .filter(([, name]) => name !== '')
    .slice(0, MOST)
    .map(([host, name]) => {
      const month =
        db.get<{ month: number | null }>('SELECT max(month) AS month FROM host_user WHERE host = ?', host)?.month ??
        monthOf(now)
      const from = Math.min(now - DAYS, startOfMonth(month))
      const all = [...usersOfHost(reader, host, from, now)].map((user) => figures(user, host, month))
      return {
        name,
        lastSeen: all.reduce((last, { lastSeen }) => Math.max(last, lastSeen), 0),
        seatHours: all.reduce((sum, { seatSeconds }) => sum + seatSeconds, 0) / 3600,
      }
    })
  return { users, hosts }
}

function matching(
  all: Names<string>,
  wanted: string,
  seen: ReadonlyMap<number, number>,
): readonly (readonly [number, string])[] {
  const begins: (readonly [number, string])[] = []
  const holds: (readonly [number, string])[] = []
  for (const [number, name] of all.entries()) {
    const place = name.toLowerCase().indexOf(wanted)
    if (place === 0) begins.push([number, name])
    else if (place > 0) holds.push([number, name])
  }
  const inOrder = (a: readonly [number, string], b: readonly [number, string]): number =>
    (seen.get(b[0]) ?? 0) - (seen.get(a[0]) ?? 0) || (a[1].toLowerCase() < b[1].toLowerCase() ? -1 : 1)
  return [...begins.sort(inOrder), ...holds.sort(inOrder)]
}
