import { chmodSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

/** Another value is another index: it is built anew, never changed into this one. */
const SCHEMA_VERSION = 5
const APPLICATION = 0x53_4c_48_31

/**
 * Sheets hold the rows themselves, packed (`packed.ts`): a checkout stands in the sheet of each day of its feature, and of
 * each month of its user, that it touches; a denial in the sheet of its feature's month, and in its user's. Their numbers:
 * of features `sheetId`, of users `userSheetId`. `usage_day` and `usage_month` hold what was counted from them
 * (`usage-blob.ts`).
 */
const SCHEMA = `
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE source(
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, tag TEXT NOT NULL, base TEXT NOT NULL,
    day TEXT NOT NULL, done INTEGER NOT NULL, lines INTEGER NOT NULL, rows INTEGER NOT NULL, skipped INTEGER NOT NULL,
    ends TEXT NOT NULL, missing INTEGER NOT NULL, until INTEGER NOT NULL, since INTEGER) STRICT;
  CREATE TABLE skipped(source INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
  CREATE TABLE tag(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
  CREATE TABLE feature(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, tag TEXT NOT NULL, name TEXT NOT NULL) STRICT;
  CREATE TABLE user(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
  CREATE TABLE host(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
  CREATE TABLE reason(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, code INTEGER, text TEXT) STRICT;
  CREATE TABLE feature_sheet(id INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;
  CREATE TABLE user_sheet(id INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;
  CREATE TABLE denial_sheet(id INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;
  CREATE TABLE user_denials(id INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;
  CREATE TABLE host_user(host INTEGER NOT NULL, month INTEGER NOT NULL, user INTEGER NOT NULL,
    PRIMARY KEY(host, month, user)) WITHOUT ROWID, STRICT;
  CREATE TABLE usage_day(id INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;
  CREATE TABLE usage_month(id INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;
  CREATE TABLE capacity(
    feature INTEGER NOT NULL, at INTEGER NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL, seats INTEGER NOT NULL,
    PRIMARY KEY(feature, at, source, place)) WITHOUT ROWID, STRICT;
  CREATE TABLE event(tag INTEGER NOT NULL, at REAL NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL,
    type TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY(tag, at, source, place)) WITHOUT ROWID, STRICT;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${SCHEMA_VERSION};`

/** The tables of sheets, and of what was counted from them. */
export type SheetTable = 'feature_sheet' | 'user_sheet' | 'denial_sheet' | 'user_denials' | 'usage_day' | 'usage_month'

/** The number of a feature's sheet, or of what was counted from it: by the feature, then the day or month. */
export const sheetId = (owner: number, period: number): number => owner * PERIODS + period
/** The first and last number an owner's sheets can have. */
export const sheetsOf = (owner: number): readonly [first: number, last: number] => [
  sheetId(owner, 0),
  sheetId(owner + 1, 0) - 1,
]
export const ownerOf = (id: number): number => Math.floor(id / PERIODS)
export const periodOf = (id: number): number => id % PERIODS
const PERIODS = 65_536

/**
 * The number of a user's sheet: by the month, then the user. A rebuild puts in month by month, so that each goes behind what
 * is there; with the user first all of the table would be written anew for every month.
 */
export const userSheetId = (user: number, month: number): number => month * USERS + user
export const userOf = (id: number): number => id % USERS
export const userMonthOf = (id: number): number => Math.floor(id / USERS)
const USERS = 2 ** 32

/** The index's database, with statements prepared once. Throws SQLite's errors. */
export class IndexDatabase {
  readonly canWrite: boolean
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(file: string, options: { readonly readOnly?: boolean } = {}) {
    this.canWrite = options.readOnly !== true
    this.#db = new DatabaseSync(file, { timeout: 5000, ...options })
  }

  exec(sql: string): void {
    this.#db.exec(sql)
  }

  run(
    sql: string,
    ...values: SQLInputValue[]
  ): { readonly lastInsertRowid: number | bigint; readonly changes: number | bigint } {
    return this.#prepared(sql).run(...values)
  }

  /** Rows are what the query's columns say: nobody else writes to the database. */
  get<R>(sql: string, ...values: SQLInputValue[]): R | undefined {
    return this.#prepared(sql).get(...values) as R | undefined
  }

  all<R>(sql: string, ...values: SQLInputValue[]): R[] {
    return this.#prepared(sql).all(...values) as unknown as R[]
  }

  transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#db.close()
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const made = this.#db.prepare(sql)
    this.#statements.set(sql, made)
    return made
  }
}

/** A new index that is thrown away when anything fails before it is whole; `finishIndex` ends that. */
export function createIndex(file: string): IndexDatabase {
  const db = new IndexDatabase(file)
  // Rows name people.
  chmodSync(file, 0o600)
  db.exec(
    'PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE',
  )
  db.exec('PRAGMA cache_size = -32768; PRAGMA temp_store = FILE')
  db.exec(SCHEMA)
  return db
}

/** Makes a new index last, and closes it. */
export function finishIndex(db: IndexDatabase): void {
  db.exec('PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}

/** Opens an index for answers, and where this process has the lock for new rows too. Null: it is none of this version, or damaged. */
export function openIndex(file: string, readOnly: boolean): IndexDatabase | null {
  let db: IndexDatabase | null = null
  try {
    db = new IndexDatabase(file, { readOnly })
    const about = db.get<{ application_id: number }>('PRAGMA application_id')
    const version = db.get<{ user_version: number }>('PRAGMA user_version')
    if (about?.application_id === APPLICATION && version?.user_version === SCHEMA_VERSION) {
      db.exec('PRAGMA cache_size = -8192; PRAGMA temp_store = FILE')
      if (!readOnly) db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = FAST')
      return db
    }
  } catch {
    // Not a database at all, or a damaged one.
  }
  db?.close()
  return null
}
