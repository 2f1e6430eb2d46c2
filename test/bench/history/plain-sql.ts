import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  CAPACITY_COLUMNS,
  CHECKOUT_COLUMNS,
  columnType,
  DENIAL_COLUMNS,
  type SqlEngine,
  type SqlKind,
  type SqlRow,
} from './engine.ts'

/** Plain SQL: SQLite with the bare rows as they stand in the files, and the two indices anybody would make. */
export const plainSql: SqlKind = {
  name: 'plain SQL',

  async load(folder, file) {
    const db = new DatabaseSync(file)
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
    const checkouts = fill(db, 'checkout', CHECKOUT_COLUMNS, filesOf(folder, 'checkouts', '.chk'))
    fill(db, 'denial', DENIAL_COLUMNS, filesOf(folder, 'checkouts', '.den'))
    fill(db, 'capacity', CAPACITY_COLUMNS, filesOf(folder, 'capacity', '.cap'))
    db.exec('CREATE INDEX by_feature ON checkout(tag, feature, begun, ended, seats)')
    db.exec('CREATE INDEX by_who ON checkout(who, begun)')
    db.exec('COMMIT')
    db.close()
    return checkouts
  },

  open: async (file) => openPlain(file),
}

function openPlain(file: string): SqlEngine {
  const db = new DatabaseSync(file)
  return {
    name: 'plain SQL',
    run: async (sql) => db.prepare(sql).all() as unknown as readonly SqlRow[],
    close: () => db.close(),
  }
}

function filesOf(folder: string, kind: string, end: string): readonly string[] {
  return readdirSync(join(folder, kind)).flatMap((tag) => {
    const place = join(folder, kind, tag)
    return readdirSync(place)
      .filter((name) => name.endsWith(end))
      .map((name) => join(place, name))
  })
}

function fill(db: DatabaseSync, table: string, columns: readonly string[], files: readonly string[]): number {
  db.exec(
    `CREATE TABLE ${table}(${columns.map((column) => `${column} ${columnType(column, 'TEXT', 'INTEGER')}`).join()})`,
  )
  const insert = db.prepare(`INSERT INTO ${table} VALUES(${columns.map(() => '?').join()})`)
  let count = 0
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '' || line.startsWith('#')) continue
      insert.run(...line.split('\t'))
      count++
    }
  }
  return count
}
