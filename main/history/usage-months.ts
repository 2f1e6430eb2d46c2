import { LevelSeconds } from '../usage/curve.ts'
import { ownerOf, periodOf, sheetId, sheetsOf } from './database.ts'
import type { IndexParts } from './index-parts.ts'
import { monthOf, startOfMonth } from './months.ts'
import { DOUBLE, IN, RESERVED, SEATS, WORDS, word } from './packed.ts'
import { readSheet, readSheets } from './sheets.ts'
import { type Counted, decodeUsage, type Usage } from './usage-blob.ts'
import { addUsers, encodeNumbers, UserSums } from './user-figures.ts'

/** What was counted of a feature and a day or month. */
export interface UsageRow extends Usage {
  /** Day or month. */
  readonly period: number
}

const usageRows = (
  { db }: IndexParts,
  table: 'usage_day' | 'usage_month',
  feature: number,
  from: number,
  to: number,
): readonly UsageRow[] =>
  Array.from(readSheets(db, table, feature, from, to), ({ id, rows }) => ({
    period: periodOf(id),
    ...decodeUsage(rows),
  }))

/** The days of a feature, both included, on which anything was taken. */
export const usageOfDays = (index: IndexParts, feature: number, from: number, to: number): readonly UsageRow[] =>
  usageRows(index, 'usage_day', feature, from, to)

/** The local month of a day, counted from January 1970, and the first day of a month. */
export const localMonthOf = (day: number): number => monthOf(day * 86_400)
export const firstDayOf = (month: number): number => startOfMonth(month) / 86_400

/** What was counted of the months of days is no longer true. */
export function forgetMonths({ db }: IndexParts, featureDays: readonly number[]): void {
  const months = new Set(featureDays.map((id) => sheetId(ownerOf(id), localMonthOf(periodOf(id)))))
  for (const id of months) db.run('DELETE FROM usage_month WHERE id = ?', id)
}

/** The months of a feature that are kept, both included. */
export const keptMonths = (index: IndexParts, feature: number, from: number, to: number): readonly UsageRow[] =>
  usageRows(index, 'usage_month', feature, from, to)

const NO_HOURS = new Uint32Array(0)

/** Days of one feature as one: without hours, which do not add up; `gaps` are those of all. */
export function summed(rows: readonly Usage[], gaps: Uint32Array): Usage {
  sumsOfUsers.begin()
  for (const { users } of rows) addUsers(users, sumsOfUsers)
  const hasUsed = rows.some(({ used }) => used !== null)
  return {
    checkouts: rows.reduce((sum, { checkouts }) => sum + checkouts, 0),
    held: together(rows.map(({ held }) => held)),
    used: hasUsed ? together(rows.map(({ held, used }) => used ?? held)) : null,
    users: encodeNumbers(sumsOfUsers.users()),
    gaps,
  }
}

const sumsOfUsers = new UserSums()
const sumOfLevels = new LevelSeconds()

function together(parts: readonly Counted[]): Counted {
  const sum = (levelsOf: (counted: Counted) => Uint32Array): Uint32Array => {
    for (const part of parts) sumOfLevels.addAll(levelsOf(part))
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
  const [first, end] = sheetsOf(feature)
  let last = 0
  for (let id: number | undefined = end + 1; last === 0; ) {
    const sql = 'SELECT id FROM feature_sheet WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1'
    id = db.get<{ id: number }>(sql, first, id)?.id
    if (id === undefined) return null
    const rows = readSheet(db, 'feature_sheet', id)
    for (let at = 0; at < rows.length; at += WORDS) {
      const marked = word(rows, at + SEATS)
      if (marked < DOUBLE && (marked & RESERVED) === 0) last = Math.max(last, word(rows, at + IN))
    }
  }
  return last
}
