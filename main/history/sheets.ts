import { type IndexDatabase, type SheetTable, sheetId, userSheetId } from './database.ts'
import { orderBy } from './order.ts'
import { grown, packed, unpacked, WORDS, word } from './packed.ts'

/** Which rows go into which sheets. */
export class Places {
  count = 0
  #items: Uint32Array = new Uint32Array(1024)
  #firsts: Uint32Array = new Uint32Array(1024)
  #seconds: Uint32Array = new Uint32Array(1024)

  /** `first` and `second` tell the sheet: of a feature's the feature and the time, of a user's the month and the user. */
  add(item: number, first: number, second: number): void {
    if (this.count === this.#items.length) {
      this.#items = grown(this.#items)
      this.#firsts = grown(this.#firsts)
      this.#seconds = grown(this.#seconds)
    }
    this.#items[this.count] = item
    this.#firsts[this.count] = first
    this.#seconds[this.count++] = second
  }

  /** The sheets in the order of what tells them, each with its items in the order they were added. */
  *sheets(): Generator<{ readonly first: number; readonly second: number; readonly items: Uint32Array }> {
    const order = orderBy(this.count, [this.#firsts, this.#seconds])
    for (let from = 0; from < this.count; ) {
      const place = word(order, from)
      const first = word(this.#firsts, place)
      const second = word(this.#seconds, place)
      let to = from
      for (; to < this.count; to++) {
        const next = word(order, to)
        if (word(this.#seconds, next) !== second || word(this.#firsts, next) !== first) break
        order[to] = word(this.#items, next)
      }
      yield { first, second, items: order.subarray(from, to) }
      from = to
    }
  }
}

type UserTable = 'user_sheet' | 'user_denials'
type FeatureTable = Exclude<SheetTable, UserTable>

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

/** The sheets of a feature from a period to another, both included. */
export function* readSheets(
  db: IndexDatabase,
  table: FeatureTable,
  owner: number,
  from: number,
  to: number,
): Generator<{ readonly id: number; readonly rows: Uint32Array }> {
  const [first, last] = [sheetId(owner, from), sheetId(owner, to)]
  for (const { id, rows } of db.all<{ id: number; rows: Uint8Array }>(SQL[table].readMany, first, last))
    yield { id, rows: unpacked(rows) }
}

/** The sheets of a user from a month to another, both included. */
export function* readUserSheets(
  db: IndexDatabase,
  table: UserTable,
  user: number,
  from: number,
  to: number,
): Generator<{ readonly month: number; readonly rows: Uint32Array }> {
  for (let month = from; month <= to; month++) {
    const rows = readSheet(db, table, userSheetId(user, month))
    if (rows.length > 0) yield { month, rows }
  }
}

/** The numbers of all sheets of a table, ascending. */
export const sheetIds = (db: IndexDatabase, table: SheetTable): number[] =>
  db.all<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`).map(({ id }) => id)

export function writeSheet(db: IndexDatabase, table: SheetTable, id: number, rows: Uint32Array): void {
  if (rows.length === 0) db.run(SQL[table].remove, id)
  else db.run(SQL[table].write, id, packed(rows))
}

/** Every sheet of a rebuild is made in it. */
let room = new Uint32Array(1 << 14)

/** `old` and behind it `added`; good until the next call. */
export function appended(old: Uint32Array, added: Uint32Array): Uint32Array {
  if (old.length === 0) return added
  const length = old.length + added.length
  if (length > room.length) room = new Uint32Array(2 * length)
  room.set(old)
  room.set(added, old.length)
  return room.subarray(0, length)
}

/** Copies the items of `rows` one behind the other. */
export function copyItems(rows: Uint32Array, items: Uint32Array, to: Uint32Array): void {
  let at = 0
  for (let which = 0; which < items.length; which++) {
    for (let from = word(items, which) * WORDS, end = from + WORDS; from < end; from++) to[at++] = word(rows, from)
  }
}

/** Notes from which host, in which month, who was seen: three words each. */
export function noteHosts(db: IndexDatabase, hosts: Uint32Array): void {
  for (let at = 0; at < hosts.length; at += 3)
    db.run('INSERT OR IGNORE INTO host_user VALUES(?, ?, ?)', word(hosts, at), word(hosts, at + 1), word(hosts, at + 2))
}
