import { type IndexDatabase, type SheetTable, sheetId } from './database.ts'
import { orderBy } from './order.ts'
import { grown, packed, unpacked, WORDS, word } from './packed.ts'

/** Which rows go into which sheets. */
export class Places {
  #items: Uint32Array = new Uint32Array(1024)
  #owners: Uint32Array = new Uint32Array(1024)
  #periods: Uint32Array = new Uint32Array(1024)
  #count = 0

  add(item: number, owner: number, period: number): void {
    if (this.#count === this.#items.length) {
      this.#items = grown(this.#items)
      this.#owners = grown(this.#owners)
      this.#periods = grown(this.#periods)
    }
    this.#items[this.#count] = item
    this.#owners[this.#count] = owner
    this.#periods[this.#count++] = period
  }

  /** The sheets, by owner and period, each with its items in the order they were added. */
  *sheets(): Generator<{ readonly owner: number; readonly period: number; readonly items: Uint32Array }> {
    const order = orderBy(this.#count, [this.#owners, this.#periods])
    for (let from = 0; from < this.#count; ) {
      const first = word(order, from)
      const owner = word(this.#owners, first)
      const period = word(this.#periods, first)
      let to = from
      for (; to < this.#count; to++) {
        const next = word(order, to)
        if (word(this.#periods, next) !== period || word(this.#owners, next) !== owner) break
        order[to] = word(this.#items, next)
      }
      yield { owner, period, items: order.subarray(from, to) }
      from = to
    }
  }
}

/** Texts are made once: SQLite's statements are found by them. */
const sqlOf = (table: SheetTable) => ({
  read: `SELECT rows FROM ${table} WHERE id = ?`,
  readMany: `SELECT id, rows FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`,
  write: `INSERT OR REPLACE INTO ${table}(id, rows) VALUES(?, ?)`,
  remove: `DELETE FROM ${table} WHERE id = ?`,
})

const SQL: { readonly [T in SheetTable]: ReturnType<typeof sqlOf> } = {
  feature_sheet: sqlOf('feature_sheet'),
  user_sheet: sqlOf('user_sheet'),
  denial_sheet: sqlOf('denial_sheet'),
  user_denials: sqlOf('user_denials'),
  usage_day: sqlOf('usage_day'),
  usage_month: sqlOf('usage_month'),
}

/** A sheet's rows; empty where there is none. */
export function readSheet(db: IndexDatabase, table: SheetTable, id: number): Uint32Array {
  const found = db.get<{ rows: Uint8Array }>(SQL[table].read, id)
  return found === undefined ? new Uint32Array(0) : unpacked(found.rows)
}

/** The sheets of an owner from a period to another, both included. */
export function* readSheets(
  db: IndexDatabase,
  table: SheetTable,
  owner: number,
  from: number,
  to: number,
): Generator<{ readonly id: number; readonly rows: Uint32Array }> {
  const [first, last] = [sheetId(owner, from), sheetId(owner, to)]
  for (const { id, rows } of db.all<{ id: number; rows: Uint8Array }>(SQL[table].readMany, first, last))
    yield { id, rows: unpacked(rows) }
}

export function writeSheet(db: IndexDatabase, table: SheetTable, id: number, rows: Uint32Array): void {
  if (rows.length === 0) db.run(SQL[table].remove, id)
  else db.run(SQL[table].write, id, packed(rows))
}

/** Every sheet of a rebuild is made in it. */
let room = new Uint32Array(1 << 14)

/** `old` and behind it the items of `rows`; good until the next call. */
export function appended(old: Uint32Array, rows: Uint32Array, items: Uint32Array): Uint32Array {
  const length = old.length + items.length * WORDS
  if (length > room.length) room = new Uint32Array(2 * length)
  room.set(old)
  let at = old.length
  for (let which = 0; which < items.length; which++) {
    for (let from = word(items, which) * WORDS, end = from + WORDS; from < end; from++) room[at++] = word(rows, from)
  }
  return room.subarray(0, length)
}
