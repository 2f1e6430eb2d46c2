import { SERVED_WITHIN } from '../usage/denials.ts'
import { countSpan } from './count-span.ts'
import { type IndexDatabase, sheetId } from './database.ts'
import type { IndexParts } from './index-parts.ts'
import { monthOf } from './months.ts'
import { AT, type Batch, DOUBLE, HOST, IN, NOBODY, OUT, SEATS, WHO, WORDS, word } from './packed.ts'
import { appended, Places, readSheet, writeSheet } from './sheets.ts'
import { encodeUsage } from './usage-blob.ts'

/** The sheets that rows were put into, by their numbers. */
export interface TouchedByCheckouts {
  readonly featureDays: readonly number[]
  /** Of those of users only the ones in which a denial may be served by a new checkout. */
  readonly servedMonths: readonly number[]
}

/** Puts checkouts into the sheets of their features' days and of their users' months, and counts the days anew. */
export function addCheckouts(index: IndexParts, batch: Batch): TouchedByCheckouts {
  return { featureDays: addToDays(index, batch), servedMonths: addToMonths(index, batch) }
}

function addToDays(index: IndexParts, { rows, owners: features, count }: Batch): readonly number[] {
  const days = new Places()
  for (let item = 0; item < count; item++) {
    const out = word(rows, item * WORDS + OUT)
    const checkin = word(rows, item * WORDS + IN)
    const feature = word(features, item)
    const { days: local } = index.calendarOf(feature)
    const last = local.dayOf(Math.max(out, checkin - 1))
    for (let day = local.dayOf(out); day <= last; day++) days.add(item, feature, day)
  }
  const touched: number[] = []
  for (const { owner, period, items } of days.sheets()) {
    const id = sheetId(owner, period)
    const sheet = appended(readSheet(index.db, 'feature_sheet', id), rows, items)
    preferCheckouts(sheet)
    writeSheet(index.db, 'feature_sheet', id, sheet)
    writeDay(index, owner, period, sheet)
    touched.push(id)
  }
  return touched
}

/** Samples of a features log do not count on days of which checkouts are known, too. */
export function preferCheckouts(sheet: Uint32Array): void {
  let [hasSamples, hasCheckouts] = [false, false]
  for (let at = 0; at < sheet.length; at += WORDS) {
    if (word(sheet, at + WHO) === NOBODY) hasSamples = true
    else hasCheckouts = true
  }
  if (!hasSamples) return
  for (let at = 0; at < sheet.length; at += WORDS) {
    if (word(sheet, at + WHO) !== NOBODY) continue
    const seats = word(sheet, at + SEATS)
    sheet[at + SEATS] = (hasCheckouts ? seats | DOUBLE : seats & ~DOUBLE) >>> 0
  }
}

/** Counts a day's sheet and keeps what was counted. */
export function writeDay({ db, calendarOf }: IndexParts, feature: number, day: number, sheet: Uint32Array): void {
  const id = sheetId(feature, day)
  if (sheet.length === 0) {
    writeSheet(db, 'usage_day', id, sheet)
    return
  }
  const { days, work } = calendarOf(feature)
  const worked = work(day)
  const { starts } = days.hoursOf(day)
  const counts = countSpan(sheet, { starts, work: worked === null ? [] : [worked], gaps: [] })
  writeSheet(db, 'usage_day', id, encodeUsage(counts))
}

function addToMonths({ db }: IndexParts, { rows, owners: features, count }: Batch): readonly number[] {
  const months = new Places()
  for (let item = 0; item < count; item++) {
    const user = word(rows, item * WORDS + WHO)
    if (user === NOBODY) continue
    const last = monthOf(word(rows, item * WORDS + IN))
    // A second before: a denial at the end of a month asks for what was got in the first second of the next.
    for (let month = monthOf(word(rows, item * WORDS + OUT) - 1); month <= last; month++) months.add(item, user, month)
  }
  const touched: number[] = []
  for (const { owner, period, items } of months.sheets()) {
    const id = sheetId(owner, period)
    const old = readSheet(db, 'user_sheet', id)
    const sheet = appended(old, rows, items)
    const added = sheet.subarray(old.length)
    for (let which = 0; which < items.length; which++) added[which * WORDS + WHO] = word(features, word(items, which))
    noteHosts(db, owner, period, added)
    writeSheet(db, 'user_sheet', id, sheet)
    if (mayServe(readSheet(db, 'user_denials', id), added)) touched.push(id)
  }
  return touched
}

/** Notes from which hosts a user's rows of a month are. */
export function noteHosts(db: IndexDatabase, user: number, month: number, rows: Uint32Array): void {
  // People have few.
  const hosts: number[] = []
  for (let at = HOST; at < rows.length; at += WORDS) {
    const host = word(rows, at)
    if (hosts.includes(host)) continue
    hosts.push(host)
    db.run('INSERT OR IGNORE INTO host_user VALUES(?, ?, ?)', host, month, user)
  }
}

/** Whether any of the checkouts began when one of the denials asked for a seat. */
function mayServe(denials: Uint32Array, checkouts: Uint32Array): boolean {
  for (let at = 0; at < denials.length; at += WORDS) {
    const time = word(denials, at + AT)
    for (let out = OUT; out < checkouts.length; out += WORDS) {
      const late = word(checkouts, out) - time
      if (late >= 0 && late <= SERVED_WITHIN) return true
    }
  }
  return false
}
