import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { systemCode } from '../../preload/contract/system-code.ts'
import { withoutLinks } from './without-links.ts'

/** Why the journal cannot be opened or written; the message is one sentence that says what to do. */
export interface JournalFailure {
  readonly ok: false
  readonly code: 'locked' | 'newer' | 'full' | 'unusable'
  readonly message: string
}

/** What a write to the journal throws where the local disk fails. */
export class JournalError extends Error {
  readonly failure: JournalFailure
  readonly file: string

  constructor(failure: JournalFailure, file: string) {
    super(failure.message)
    this.failure = failure
    this.file = file
  }
}

const VERSION = 3
const [BUSY, FULL] = [5, 13]
/** Not what was written, or no database at all. */
const DAMAGED = [11, 26]
/** Failures of the local disk: read-only, I/O error, full, cannot open. */
const DISK = [8, 10, FULL, 14]

/** `pending` is what still has to be written; rows of a batch under way carry its `append`. Times are epoch seconds. */
const SCHEMA = `
  CREATE TABLE pending(
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, tag TEXT NOT NULL, name TEXT NOT NULL, zone TEXT NOT NULL,
    base TEXT NOT NULL, at REAL NOT NULL, known_since REAL, line TEXT NOT NULL, size INTEGER NOT NULL, append INTEGER) STRICT;
  CREATE INDEX pending_group ON pending(kind, tag, name, zone, base) WHERE append IS NULL;
  CREATE INDEX pending_kind ON pending(kind) WHERE append IS NULL;
  CREATE INDEX pending_append ON pending(append) WHERE append IS NOT NULL;
  CREATE TABLE append(
    id INTEGER PRIMARY KEY, file TEXT NOT NULL, before INTEGER NOT NULL, header TEXT, eol TEXT NOT NULL) STRICT;
  CREATE TABLE dropped(
    tag TEXT NOT NULL, kind TEXT NOT NULL, zone TEXT NOT NULL, rows INTEGER NOT NULL, first REAL NOT NULL,
    last REAL NOT NULL, PRIMARY KEY(tag, kind)) STRICT;
  CREATE TABLE state(tag TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(tag, key)) STRICT;`

const SET_VERSION = `PRAGMA user_version = ${VERSION};`

/** From each version to the next. */
const UPGRADES = [
  // What it remembered of polls has another form now.
  `ALTER TABLE pending ADD COLUMN began REAL; DELETE FROM state WHERE key IN ('polls', 'logs', 'logs-since');`,
  'ALTER TABLE pending RENAME COLUMN began TO known_since;',
]

/** The journal's file for a data folder, in a folder on local disk; the same by whatever links the data folder is named. */
export function journalFile(localFolder: string, dataFolder: string): string {
  const path = resolve(dataFolder)
  const asNamed = journalOf(localFolder, path)
  // Where it is known nobody has to ask the share, which may be away.
  return existsSync(asNamed) ? asNamed : journalOf(localFolder, withoutLinks(path))
}

function journalOf(localFolder: string, path: string): string {
  const name = process.platform === 'win32' ? path.toLowerCase() : path
  return join(localFolder, `journal-${createHash('sha256').update(name).digest('hex').slice(0, 12)}.sqlite`)
}

/**
 * Opens the journal's database for this process alone, and creates it where there is none. A damaged one is put aside
 * under the name `setAside` (its pending rows are lost with it) and begun anew.
 */
export function openJournalDatabase(
  file: string,
): { readonly ok: true; readonly db: JournalDatabase; readonly setAside: string | null } | JournalFailure {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return { ok: true, db: new JournalDatabase(prepared(file), file), setAside: null }
  } catch (error) {
    const damaged = error instanceof DamagedJournal || DAMAGED.includes(sqliteCode(error) ?? 0)
    if (!damaged) return journalFailure(error, file)
  }
  try {
    const setAside = `${file}.damaged-${Date.now()}`
    renameSync(file, setAside)
    // SQLite would take what its log holds for pages of the new database.
    if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${setAside}-wal`)
    return { ok: true, db: new JournalDatabase(prepared(file), file), setAside }
  } catch (error) {
    return journalFailure(error, file)
  }
}

/** The failure an error of the journal means; errors that are bugs are thrown on. */
export function journalFailure(error: unknown, file: string): JournalFailure {
  if (error instanceof NewerJournal)
    return { ok: false, code: 'newer', message: `${file} was written by a newer Seatlog: use that version here.` }
  const code = sqliteCode(error)
  if (code === BUSY)
    return { ok: false, code: 'locked', message: `Another Seatlog of this user already logs here (${file} is in use).` }
  if (code === FULL)
    return {
      ok: false,
      code: 'full',
      message: `The disk of ${file} is full: make room, until then nothing is recorded.`,
    }
  if (DAMAGED.includes(code ?? 0))
    return { ok: false, code: 'unusable', message: `${file} is damaged: start Seatlog anew, it is put aside then.` }
  if (DISK.includes(code ?? 0) || systemCode(error) !== null)
    return {
      ok: false,
      code: 'unusable',
      message: `${file} cannot be written: give this user the right to write it, until then nothing is recorded.`,
    }
  throw error
}

class NewerJournal extends Error {}
class DamagedJournal extends Error {}

function prepared(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 0 })
  try {
    // Rows that wait name people.
    chmodSync(file, 0o600)
    // What was written does not stay in free pages.
    db.exec('PRAGMA secure_delete = ON')
    // Exclusive: the lock lasts until the process ends, however it ends. Full: what is committed outlives a power cut.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    db.exec('BEGIN IMMEDIATE')
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version)
    if (version === 0) db.exec(SCHEMA + SET_VERSION)
    else if (version > VERSION || version < 0) throw new NewerJournal()
    else if (version < VERSION) db.exec(UPGRADES.slice(version - 1).join('') + SET_VERSION)
    else if (db.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') throw new DamagedJournal()
    db.exec('COMMIT')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Statements, prepared once, and transactions, which throw a `JournalError` where the local disk fails. */
export class JournalDatabase {
  readonly #db: DatabaseSync
  readonly #file: string
  readonly #statements = new Map<string, StatementSync>()

  constructor(db: DatabaseSync, file: string) {
    this.#db = db
    this.#file = file
  }

  transaction<T>(work: () => T): T {
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw new JournalError(journalFailure(error, this.#file), this.#file)
    }
  }

  run(sql: string, ...values: SQLInputValue[]): { readonly lastInsertRowid: number | bigint } {
    return this.#attempt(() => this.#prepared(sql).run(...values))
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#attempt(() => this.#prepared(sql).get(...values))
  }

  *iterate(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    try {
      yield* this.#prepared(sql).iterate(...values)
    } catch (error) {
      throw this.#failed(error)
    }
  }

  /** Rows are what the query's columns say: nobody else writes to the database. */
  all<R>(sql: string, ...values: SQLInputValue[]): R[] {
    return this.#attempt(() => this.#prepared(sql).all(...values)) as unknown as R[]
  }

  close(): void {
    this.#db.close()
  }

  #attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw this.#failed(error)
    }
  }

  #failed(error: unknown): JournalError {
    return error instanceof JournalError ? error : new JournalError(journalFailure(error, this.#file), this.#file)
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const made = this.#db.prepare(sql)
    this.#statements.set(sql, made)
    return made
  }
}

type Row = Record<string, SQLOutputValue>

/** SQLite's primary result code. */
function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}
