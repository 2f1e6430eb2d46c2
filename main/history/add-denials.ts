import { countedDenials, SERVED_WITHIN } from '../usage/denials.ts'
import { hostsOf, triplesOf } from './arrange-checkouts.ts'
import { sheetId, userMonthOf, userSheetId } from './database.ts'
import type { IndexParts } from './index-parts.ts'
import { monthOf, startOfMonth } from './months.ts'
import {
  AT,
  COUNTED,
  DOUBLE,
  FEATURE,
  HOST,
  OFFSET,
  OUT,
  REASON,
  SEATS,
  SOURCE,
  TOLD,
  WHO,
  WORDS,
  word,
} from './packed.ts'
import { settledDenials } from './settle-denials.ts'
import { appended, copyItems, noteHosts, Places, readSheet, writeSheet } from './sheets.ts'
import { localMonthOf } from './usage-months.ts'

/** The longest window a filter may have, in seconds: a denial stands in the months of the window before it, too. */
const LONGEST_WINDOW = 3600

/**
 * Puts denials, and events that tell their reasons, into the sheets of their features' months and of their users', and
 * settles which are the same and why they were. Answers the months of users that have to be counted anew.
 */
export function addDenials(index: IndexParts, rows: Uint32Array): readonly number[] {
  const { db } = index
  const byFeature = new Places()
  const byUser = new Places()
  const hosts = new Places()
  for (let item = 0; item * WORDS < rows.length; item++) {
    const at = word(rows, item * WORDS + AT)
    const feature = word(rows, item * WORDS + FEATURE)
    byFeature.add(item, feature, denialMonth(index, feature, at))
    if ((word(rows, item * WORDS + SEATS) & TOLD) !== 0) continue
    const last = monthOf(at)
    for (let month = monthOf(at - LONGEST_WINDOW); month <= last; month++)
      byUser.add(item, month, word(rows, item * WORDS + WHO))
  }
  const touched = new Set<number>()
  const settled: number[] = []
  const itemsOf = (items: Uint32Array): Uint32Array => {
    const found = new Uint32Array(items.length * WORDS)
    copyItems(rows, items, found)
    return found
  }
  for (const { first: month, second: user, items } of byUser.sheets()) {
    const id = userSheetId(user, month)
    const added = itemsOf(items)
    writeSheet(db, 'user_denials', id, appended(readSheet(db, 'user_denials', id), added))
    for (const host of hostsOf(added)) hosts.add(user, host, month)
    touched.add(id)
  }
  noteHosts(db, triplesOf(hosts))
  for (const { first: feature, second: month, items } of byFeature.sheets()) {
    const id = sheetId(feature, month)
    writeSheet(db, 'denial_sheet', id, appended(readSheet(db, 'denial_sheet', id), itemsOf(items)))
    settled.push(id)
  }
  for (const month of settleDenials(index, settled)) touched.add(month)
  return [...touched]
}

/** The period of a denial's sheet: the local month. */
const denialMonth = ({ calendarOf }: IndexParts, feature: number, at: number): number =>
  localMonthOf(calendarOf(feature).days.dayOf(at))

/** Settles months of features, and notes what changed in the months of the users; answers the numbers of these. */
export function settleDenials(index: IndexParts, featureMonths: readonly number[]): readonly number[] {
  const { db } = index
  const changed = new Map<number, Uint32Array[]>()
  for (const id of featureMonths) {
    const sheet = readSheet(db, 'denial_sheet', id)
    for (const row of settledDenials(sheet, (source) => index.sources.of(source)?.base ?? '')) {
      const at = word(row, AT)
      for (let month = monthOf(at - LONGEST_WINDOW); month <= monthOf(at); month++) {
        const userMonth = userSheetId(word(row, WHO), month)
        const others = changed.get(userMonth)
        if (others === undefined) changed.set(userMonth, [row])
        else others.push(row)
      }
    }
    writeSheet(db, 'denial_sheet', id, sheet)
  }
  for (const [id, rows] of changed) {
    const sheet = readSheet(db, 'user_denials', id)
    const byIdentity = new Map(rows.map((row) => [identity(row, 0), row]))
    for (let at = 0; at < sheet.length; at += WORDS) {
      const row = byIdentity.get(identity(sheet, at))
      if (row === undefined) continue
      sheet[at + SEATS] = ((word(sheet, at + SEATS) & ~DOUBLE) | (word(row, SEATS) & DOUBLE)) >>> 0
      sheet[at + REASON] = word(row, REASON)
    }
    writeSheet(db, 'user_denials', id, sheet)
  }
  return [...changed.keys()]
}

const identity = (rows: Uint32Array, at: number): string => `${word(rows, at + SOURCE)} ${word(rows, at + OFFSET)}`

/** Decides anew which denials of months of users count (`countedDenials`), and notes it in the sheets of the features, too. */
export function countDenials(index: IndexParts, userMonths: Iterable<number>): void {
  const { db, numbers } = index
  /** By the number of a feature's sheet: the rows whose mark is another now. */
  const changed = new Map<number, Uint32Array[]>()
  for (const id of userMonths) {
    const sheet = readSheet(db, 'user_denials', id)
    if (sheet.length === 0) continue
    const [from, to] = [startOfMonth(userMonthOf(id)), startOfMonth(userMonthOf(id) + 1)]
    const asked = (rows: Uint32Array, at: number, time: number, feature: number) => ({
      at: word(rows, at + time),
      feature: numbers.features.of(word(rows, at + feature))?.name ?? '',
      // All are one user's, and hosts that are the same have the same number.
      user: '',
      host: String(word(rows, at + HOST)),
    })
    const denials: ReturnType<typeof asked>[] = []
    const places: number[] = []
    const times = new Set<number>()
    for (let at = 0; at < sheet.length; at += WORDS) {
      if (word(sheet, at + SEATS) >= DOUBLE) continue
      places.push(at)
      denials.push(asked(sheet, at, AT, FEATURE))
      for (let late = 0; late <= SERVED_WITHIN; late++) times.add(word(sheet, at + AT) + late)
    }
    const got = readSheet(db, 'user_sheet', id)
    const checkouts: ReturnType<typeof asked>[] = []
    for (let at = 0; at < got.length; at += WORDS)
      if (times.has(word(got, at + OUT)) && word(got, at + SEATS) < DOUBLE) checkouts.push(asked(got, at, OUT, WHO))
    const counted = new Set(countedDenials(denials, checkouts, index.basis.denials))
    let isChanged = false
    for (const [which, place] of places.entries()) {
      const denial = denials[which]
      // Those of the first hour of the next month count there.
      if (denial === undefined || denial.at < from || denial.at >= to) continue
      const before = word(sheet, place + SEATS)
      const after = (counted.has(denial) ? before | COUNTED : before & ~COUNTED) >>> 0
      if (after === before) continue
      isChanged = true
      sheet[place + SEATS] = after
      const row = sheet.slice(place, place + WORDS)
      const feature = word(row, FEATURE)
      const featureMonth = sheetId(feature, denialMonth(index, feature, denial.at))
      const others = changed.get(featureMonth)
      if (others === undefined) changed.set(featureMonth, [row])
      else others.push(row)
    }
    if (isChanged) writeSheet(db, 'user_denials', id, sheet)
  }
  for (const [id, rows] of changed) {
    const sheet = readSheet(db, 'denial_sheet', id)
    const places = new Map<number, number>()
    for (let at = 0; at < sheet.length; at += WORDS) places.set(identityOf(sheet, at), at)
    for (const row of rows) {
      const place = places.get(identityOf(row, 0))
      if (place !== undefined)
        sheet[place + SEATS] = ((word(sheet, place + SEATS) & ~COUNTED) | (word(row, SEATS) & COUNTED)) >>> 0
    }
    writeSheet(db, 'denial_sheet', id, sheet)
  }
}

/** Nothing else has the file and the place in it. */
const identityOf = (rows: Uint32Array, at: number): number =>
  word(rows, at + SOURCE) * 2 ** 32 + word(rows, at + OFFSET)
