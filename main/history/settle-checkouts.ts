import { checkoutsOnce, type RecordedCheckout } from '../usage/one-record.ts'
import { writeDay } from './add-checkouts.ts'
import { ownerOf, periodOf, sheetId, userSheetId } from './database.ts'
import type { IndexParts } from './index-parts.ts'
import { monthOf } from './months.ts'
import {
  DOUBLE,
  HOST,
  IN,
  NOBODY,
  OFFSET,
  OUT,
  RESERVED,
  SEATS,
  SEATS_MASK,
  SOURCE,
  WHO,
  WORDS,
  word,
} from './packed.ts'
import { readSheet, writeSheet } from './sheets.ts'
import { forgetMonths } from './usage-months.ts'

interface Row extends RecordedCheckout {
  readonly words: Uint32Array
  readonly of: number
}

/** Of a tag whose record does not tell its interval, seconds. */
const INTERVAL = 300

/**
 * Marks as double what several sources tell of the days of features that were touched (DESIGN section 5), and counts the
 * days anew where that changed. Only imports bring other sources: without one nothing is looked at. Rows of the day before
 * and after are in view, so that the answer is the same in whatever order the files came. Answers the months of users
 * whose checkouts changed.
 */
export function settleCheckouts(index: IndexParts, featureDays: readonly number[]): readonly number[] {
  const imports = new Set<string>()
  for (const { base, tag, kind } of index.sources.all())
    if (base !== '' && kind === 'checkouts') imports.add(tag.toLowerCase())
  if (imports.size === 0) return []
  const tagOf = (feature: number): string => (index.numbers.features.of(feature)?.tag ?? '').toLowerCase()
  const near = new Set<number>()
  for (const id of featureDays)
    if (imports.has(tagOf(ownerOf(id)))) for (const other of [id - 1, id, id + 1]) near.add(other)
  const changed: Row[] = []
  for (const id of near) for (const row of settleDay(index, ownerOf(id), periodOf(id))) changed.push(row)
  return patched(index, changed)
}

/** The rows that end on a day and whose mark is another now. */
function settleDay(
  { db, calendarOf, sources, logging, numbers }: IndexParts,
  feature: number,
  day: number,
): readonly Row[] {
  const { days } = calendarOf(feature)
  const [from, to] = [days.startOf(day), days.startOf(day + 1)]
  const byBase = new Map<string, Row[]>()
  const seen = new Set<string>()
  for (const near of [day - 1, day, day + 1]) {
    const sheet = readSheet(db, 'feature_sheet', sheetId(feature, near))
    for (let at = 0; at < sheet.length; at += WORDS) {
      const words = sheet.slice(at, at + WORDS)
      const identity = `${word(words, SOURCE)} ${word(words, OFFSET)}`
      const marked = word(words, SEATS)
      if (seen.has(identity) || (marked & RESERVED) !== 0 || word(words, WHO) === NOBODY) continue
      seen.add(identity)
      const base = sources.of(word(words, SOURCE))?.base ?? ''
      const row: Row = {
        tag: '',
        feature: '',
        user: String(word(words, WHO)),
        host: String(word(words, HOST)),
        seats: marked & SEATS_MASK,
        checkoutAt: word(words, OUT),
        checkinAt: word(words, IN),
        words,
        of: feature,
      }
      const others = byBase.get(base)
      if (others === undefined) byBase.set(base, [row])
      else others.push(row)
    }
  }
  // What this computer's logger wrote comes first: its base is the empty text.
  const rows = [...byBase].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, told]) => told)
  const interval = logging(numbers.features.of(feature)?.tag ?? '')?.interval ?? INTERVAL
  const counts = rows.length < 2 ? null : new Set(checkoutsOnce(rows, interval))
  return rows.flat().filter((row) => {
    if (row.checkinAt < from || row.checkinAt >= to) return false
    const isDouble = counts !== null && !counts.has(row)
    if (isDouble === word(row.words, SEATS) >= DOUBLE) return false
    row.words[SEATS] = (isDouble ? word(row.words, SEATS) | DOUBLE : word(row.words, SEATS) & ~DOUBLE) >>> 0
    return true
  })
}

function patched(index: IndexParts, rows: readonly Row[]): readonly number[] {
  const { calendarOf } = index
  const featureDays = new Map<number, Row[]>()
  const userMonths = new Map<number, Row[]>()
  for (const row of rows) {
    const feature = row.of
    const { days } = calendarOf(feature)
    const lastDay = days.dayOf(Math.max(row.checkoutAt, row.checkinAt - 1))
    for (let day = days.dayOf(row.checkoutAt); day <= lastDay; day++) collect(featureDays, sheetId(feature, day), row)
    const user = word(row.words, WHO)
    for (let month = monthOf(row.checkoutAt - 1); month <= monthOf(row.checkinAt); month++)
      collect(userMonths, userSheetId(user, month), row)
  }
  for (const [id, marks] of featureDays)
    writeDay(index, ownerOf(id), periodOf(id), patchedSheet(index, 'feature_sheet', id, marks))
  // They may be of another month than those that were touched.
  forgetMonths(index, [...featureDays.keys()])
  for (const [id, marks] of userMonths) patchedSheet(index, 'user_sheet', id, marks)
  return [...userMonths.keys()]
}

function patchedSheet(
  { db }: IndexParts,
  table: 'feature_sheet' | 'user_sheet',
  id: number,
  marks: readonly Row[],
): Uint32Array {
  const sheet = readSheet(db, table, id)
  const byIdentity = new Map(
    marks.map(({ words }) => [`${word(words, SOURCE)} ${word(words, OFFSET)}`, word(words, SEATS)]),
  )
  for (let at = 0; at < sheet.length; at += WORDS) {
    const marked = byIdentity.get(`${word(sheet, at + SOURCE)} ${word(sheet, at + OFFSET)}`)
    if (marked !== undefined) sheet[at + SEATS] = marked
  }
  writeSheet(db, table, id, sheet)
  return sheet
}

function collect(into: Map<number, Row[]>, id: number, row: Row): void {
  const known = into.get(id)
  if (known === undefined) into.set(id, [row])
  else known.push(row)
}
