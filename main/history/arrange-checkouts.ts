import { sheetId, userSheetId } from './database.ts'
import type { IndexParts } from './index-parts.ts'
import { monthOf } from './months.ts'
import { type Batch, HOST, IN, NOBODY, OUT, WHO, WORDS, word } from './packed.ts'
import { copyItems, Places } from './sheets.ts'

/** Rows of several sheets, which have these numbers. */
export interface Sheets {
  readonly ids: Float64Array
  /** Where in `rows` those of each end. */
  readonly ends: Float64Array
  readonly rows: Uint32Array
}

/** Checkouts as they go into the sheets of an index. */
export interface ArrangedCheckouts {
  readonly days: Sheets
  readonly months: Sheets
  /** From which host, in which month, who: three words each, in this order. */
  readonly hosts: Uint32Array
}

/** Arranges checkouts for `addCheckouts`, whatever the index holds: any thread can do it. */
export function arrangeCheckouts(
  calendarOf: IndexParts['calendarOf'],
  { rows, owners: features, count }: Batch,
): ArrangedCheckouts {
  const days = new Places()
  const months = new Places()
  for (let item = 0, at = 0; item < count; item++, at += WORDS) {
    const out = word(rows, at + OUT)
    const checkin = word(rows, at + IN)
    const feature = word(features, item)
    const { days: local } = calendarOf(feature)
    const lastDay = local.dayOf(Math.max(out, checkin - 1))
    for (let day = local.dayOf(out); day <= lastDay; day++) days.add(item, feature, day)
    const user = word(rows, at + WHO)
    if (user === NOBODY) continue
    const lastMonth = monthOf(checkin)
    // A second before: a denial at the end of a month asks for what was got in the first second of the next.
    for (let month = monthOf(out - 1); month <= lastMonth; month++) months.add(item, month, user)
  }
  const hosts = new Places()
  return {
    days: arranged(days, rows, sheetId),
    months: arranged(
      months,
      rows,
      (month, user) => userSheetId(user, month),
      (sheet, items, month, user) => {
        for (let which = 0; which < items.length; which++)
          sheet[which * WORDS + WHO] = word(features, word(items, which))
        for (const host of hostsOf(sheet)) hosts.add(user, host, month)
      },
    ),
    hosts: triplesOf(hosts),
  }
}

function arranged(
  places: Places,
  rows: Uint32Array,
  idOf: (first: number, second: number) => number,
  see?: (sheet: Uint32Array, items: Uint32Array, first: number, second: number) => void,
): Sheets {
  const found = new Uint32Array(places.count * WORDS)
  const ids: number[] = []
  const ends: number[] = []
  let end = 0
  for (const { first, second, items } of places.sheets()) {
    const sheet = found.subarray(end, end + items.length * WORDS)
    copyItems(rows, items, sheet)
    see?.(sheet, items, first, second)
    end += sheet.length
    ids.push(idOf(first, second))
    ends.push(end)
  }
  return { ids: Float64Array.from(ids), ends: Float64Array.from(ends), rows: found }
}

/** The hosts that rows are from, each once. */
export function hostsOf(rows: Uint32Array): readonly number[] {
  // People have few.
  const hosts: number[] = []
  for (let at = HOST; at < rows.length; at += WORDS) {
    const host = word(rows, at)
    if (!hosts.includes(host)) hosts.push(host)
  }
  return hosts
}

/** Host, month and user of each, in this order. */
export function triplesOf(hosts: Places): Uint32Array {
  const triples = new Uint32Array(3 * hosts.count)
  let at = 0
  for (const { first: host, second: month, items: users } of hosts.sheets()) {
    for (const user of users) {
      triples[at++] = host
      triples[at++] = month
      triples[at++] = user
    }
  }
  return triples
}
