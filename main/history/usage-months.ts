import { LevelSeconds } from '../usage/curve.ts'
import { ownerOf, periodOf, sheetId, sheetsOf } from './database.ts'
import { type IndexParts, readMeta } from './index-parts.ts'
import { monthOf, startOfMonth } from './months.ts'
import { DOUBLE, IN, RESERVED, SEATS, unpacked, WORDS, word } from './packed.ts'
import { readSheet } from './sheets.ts'
import { addUsers, type Counted, decodeCounted, encodeCounted, encodeNumbers, UserSums } from './usage-blob.ts'

/** What was counted of a feature and a day or month. */
export interface UsageRow {
  readonly feature: number
  /** Day or month. */
  readonly period: number
  readonly peak: number
  readonly seatSeconds: number
  readonly checkouts: number
  readonly held: Counted
  readonly used: Counted | null
  /** Of a day their figures (`encodeUsers`), of a month their numbers alone (`encodeNumbers`). */
  readonly users: Uint8Array
}

interface Stored {
  readonly id: number
  readonly peak: number
  readonly seat_seconds: number
  readonly checkouts: number
  readonly held: Uint8Array
  readonly used: Uint8Array | null
  readonly users: Uint8Array
}

const usageRow = ({ id, peak, seat_seconds, checkouts, held, used, users }: Stored): UsageRow => ({
  feature: ownerOf(id),
  period: periodOf(id),
  peak,
  seatSeconds: seat_seconds,
  checkouts,
  held: decodeCounted(unpacked(held)),
  used: used === null ? null : decodeCounted(unpacked(used)),
  users,
})

/** The days of a feature, both included, on which anything was taken. */
export const usageOfDays = ({ db }: IndexParts, feature: number, from: number, to: number): readonly UsageRow[] =>
  db
    .all<Stored>('SELECT * FROM usage_day WHERE id BETWEEN ? AND ?', sheetId(feature, from), sheetId(feature, to))
    .map(usageRow)

/** The local month of a day, counted from January 1970, and the first day of a month. */
export const localMonthOf = (day: number): number => monthOf(day * 86_400)
export const firstDayOf = (month: number): number => startOfMonth(month) / 86_400

/** What was counted of the months of days is no longer true. */
export function forgetMonths({ db }: IndexParts, featureDays: readonly number[]): void {
  const months = new Set(featureDays.map((id) => sheetId(ownerOf(id), localMonthOf(periodOf(id)))))
  for (const id of months) db.run('DELETE FROM usage_month WHERE id = ?', id)
}

/** The months of a feature that are kept, both included. */
export const keptMonths = ({ db }: IndexParts, feature: number, from: number, to: number): readonly UsageRow[] =>
  db
    .all<Stored>('SELECT * FROM usage_month WHERE id BETWEEN ? AND ?', sheetId(feature, from), sheetId(feature, to))
    .map(usageRow)

/** A feature's whole local month: as it is kept, or else counted from its days, and then kept if `keep` says so. */
export function usageOfMonth(index: IndexParts, feature: number, month: number, keep: boolean): UsageRow | null {
  const { db } = index
  const id = sheetId(feature, month)
  const stored = db.get<Stored>('SELECT * FROM usage_month WHERE id = ?', id)
  if (stored !== undefined) return usageRow(stored)
  const days = usageOfDays(index, feature, firstDayOf(month), firstDayOf(month + 1) - 1)
  if (days.length === 0) return null
  const row = { feature, period: month, ...summed(days) }
  if (keep) {
    const { peak, seatSeconds, checkouts, held, used, users } = row
    const blobs = [encodeCounted(held), used === null ? null : encodeCounted(used), users]
    db.run('INSERT OR REPLACE INTO usage_month VALUES(?, ?, ?, ?, ?, ?, ?)', id, peak, seatSeconds, checkouts, ...blobs)
  }
  return row
}

const NO_HOURS = new Uint32Array(0)

/** Days of one feature as one: without hours, which do not add up. */
function summed(rows: readonly UsageRow[]): Omit<UsageRow, 'feature' | 'period'> {
  const sums = new UserSums()
  for (const { users } of rows) addUsers(unpacked(users), sums)
  const hasUsed = rows.some(({ used }) => used !== null)
  return {
    peak: rows.reduce((most, { peak }) => Math.max(most, peak), 0),
    seatSeconds: rows.reduce((sum, { seatSeconds }) => sum + seatSeconds, 0),
    checkouts: rows.reduce((sum, { checkouts }) => sum + checkouts, 0),
    held: together(rows.map(({ held }) => held)),
    used: hasUsed ? together(rows.map(({ held, used }) => used ?? held)) : null,
    users: encodeNumbers(sums.users()),
  }
}

const sumOfLevels = new LevelSeconds()

function together(parts: readonly Counted[]): Counted {
  const sum = (levelsOf: (counted: Counted) => Uint32Array): Uint32Array => {
    for (const part of parts) {
      const levels = levelsOf(part)
      for (let at = 0; at < levels.length; at += 2) sumOfLevels.add(levels[at] ?? 0, levels[at + 1] ?? 0)
    }
    return sumOfLevels.take()
  }
  return {
    hourPeaks: NO_HOURS,
    hourSeconds: NO_HOURS,
    levels: sum(({ levels }) => levels),
    workLevels: sum(({ workLevels }) => workLevels),
    reached: sum(({ reached }) => reached),
  }
}

/** The last moment a seat of a feature was held; null: none ever was. */
export function lastUse({ db }: IndexParts, feature: number): number | null {
  const sql =
    'SELECT id FROM usage_day WHERE id BETWEEN ? AND ? AND (peak > 0 OR checkouts > 0) ORDER BY id DESC LIMIT 1'
  const found = db.get<{ id: number }>(sql, ...sheetsOf(feature))
  if (found === undefined) return null
  const rows = readSheet(db, 'feature_sheet', found.id)
  let last = 0
  for (let at = 0; at < rows.length; at += WORDS) {
    const marked = word(rows, at + SEATS)
    if (marked < DOUBLE && (marked & RESERVED) === 0) last = Math.max(last, word(rows, at + IN))
  }
  return last
}

/** Counts the months that have passed and are not kept yet, of all features; takes its time, once. */
export function keepMonths(index: IndexParts): void {
  const { db, numbers, calendarOf } = index
  const records = readMeta<Record<string, { readonly to: number }>>(db, 'record') ?? {}
  for (const [feature, { tag }] of numbers.features.entries()) {
    const [low, high] = sheetsOf(feature)
    const found = db.get<{ first: number | null }>(
      'SELECT min(id) AS first FROM usage_day WHERE id BETWEEN ? AND ?',
      low,
      high,
    )
    const end = records[tag.toLowerCase()]?.to
    if (found === undefined || found.first === null || end === undefined) continue
    const first = localMonthOf(periodOf(found.first))
    const present = localMonthOf(calendarOf(feature).days.dayOf(end))
    const kept = new Set(keptMonths(index, feature, first, present).map(({ period }) => period))
    db.transaction(() => {
      for (let month = first; month < present; month++) if (!kept.has(month)) usageOfMonth(index, feature, month, true)
    })
  }
}
