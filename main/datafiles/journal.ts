import { randomUUID } from 'node:crypto'
import type { SQLInputValue } from 'node:sqlite'
import { type JournalDatabase, JournalError, type JournalFailure, openJournalDatabase } from './journal-database.ts'
import { DROPPED_WHEN_FULL, type RowKind, type RowTarget } from './layout.ts'

/** A row that waits to be written: a line of a data file without its line end. */
export interface PendingRow {
  readonly kind: RowKind
  /** Tells apart files of one kind, tag and day: the feature's name for `users`, else ''. */
  readonly name: string
  /** What the row is about, epoch seconds: decides on which side of a takeover it lies. */
  readonly at: number
  /** Of a checkout: the poll that showed it first. Whoever goes on from that one or a later one knows it as open, and records it. */
  readonly knownSince?: number
  readonly line: string
}

/** Rows of one file, whatever the day it will have. `zone` decides the day. */
export type Group = RowTarget & { readonly zone: string }

/** Where and how rows are appended. `before` is the file's length in bytes before it, `header` goes before the rows. */
export interface AppendPlace {
  readonly file: string
  readonly before: number
  readonly header: string | null
  readonly eol: string
}

/** An append that was begun: under way, or interrupted when Seatlog died. */
export interface Append extends AppendPlace {
  readonly id: number
  readonly lines: readonly string[]
}

export interface DroppedRows {
  readonly tag: string
  readonly kind: RowKind
  readonly zone: string
  readonly rows: number
  readonly first: number
  readonly last: number
}

export type Committed = { readonly ok: true } | JournalFailure

/**
 * Opens the journal of a data folder (DESIGN section 4, "Exactly once"): rows on their way to the data files, and what a
 * tag's polls have to remember, changed together in one transaction. One process at a time. `limitBytes`: from there on
 * rows are dropped.
 */
export function openJournal(
  file: string,
  limitBytes = 1e9,
): { readonly ok: true; readonly journal: Journal; readonly setAside: string | null } | JournalFailure {
  const opened = openJournalDatabase(file)
  if (!opened.ok) return opened
  try {
    return { ok: true, journal: new Journal(opened.db, limitBytes), setAside: opened.setAside }
  } catch (error) {
    opened.db.close()
    return failureOf(error)
  }
}

function failureOf(error: unknown): JournalFailure {
  if (error instanceof JournalError) return error.failure
  throw error
}

/** What is remembered, as JSON; a map is written as the list of its pairs. */
export const stateText = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? [...part] : part))

/** Counts rows: what is of one file and moment lies in one record of the database, a row a line. */
const ROWS = "ifnull(sum(1 + length(line) - length(replace(line, char(10), ''))), 0)"

/** So many bytes of rows are packed into one record, which is in memory as a whole. */
const PACKED_BYTES = 65_536

/** With thousands of features a record for each row would take long. What is known of each checkout stays a row by itself. */
function packed(rows: readonly PendingRow[]): readonly PendingRow[] {
  const packs: PendingRow[] = []
  for (const row of rows) {
    const last = packs.at(-1)
    if (last === undefined || !goTogether(last, row)) packs.push(row)
    else packs[packs.length - 1] = { ...last, line: `${last.line}\n${row.line}` }
  }
  return packs
}

const goTogether = (a: PendingRow, b: PendingRow): boolean =>
  a.kind === b.kind &&
  a.name === b.name &&
  a.at === b.at &&
  a.knownSince === undefined &&
  b.knownSince === undefined &&
  a.line.length + b.line.length < PACKED_BYTES

/** As they will take it in a file, with the longest line end. */
const sizeOf = (lines: readonly string[]): number =>
  lines.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 2, 0)

/** Every method that changes something throws a `JournalError` where the local disk fails; `commit` answers it. */
export class Journal {
  /** Random name of this journal, and so of the Seatlog that may write with it: nobody else can have it open. */
  readonly owner: string
  readonly #db: JournalDatabase
  readonly #limit: number
  #waiting: { rows: number; bytes: number }

  constructor(db: JournalDatabase, limitBytes: number) {
    this.#db = db
    this.#limit = limitBytes
    this.#waiting = this.#count()
    const known = this.state('', 'owner')
    this.owner = typeof known === 'string' ? known : randomUUID()
    if (known !== this.owner) this.setState('', 'owner', this.owner)
  }

  close(): void {
    this.#db.close()
  }

  /** Rows that wait, those of a batch under way included, and their size in bytes. */
  get waiting(): { readonly rows: number; readonly bytes: number } {
    return this.#waiting
  }

  /** Puts rows behind those that wait and remembers `state` of the tag, both or neither; null forgets. */
  commit(
    tag: string,
    zone: string,
    rows: readonly PendingRow[],
    state: Readonly<Record<string, unknown>> = {},
  ): Committed {
    try {
      this.#transaction(() => {
        for (const row of packed(rows)) this.#insert(tag, zone, row)
        for (const [key, value] of Object.entries(state)) this.#writeState(tag, key, value)
        if (this.#waiting.bytes > this.#limit) this.#drop()
      })
      return { ok: true }
    } catch (error) {
      return failureOf(error)
    }
  }

  /** What was remembered of a tag under the key; null when nothing was. */
  state(tag: string, key: string): unknown {
    const row = this.#db.get('SELECT value FROM state WHERE tag = ? AND key = ?', tag, key)
    return row === undefined ? null : JSON.parse(String(row.value))
  }

  /** All that was remembered of a tag under keys that begin with `prefix`, without it. */
  states(tag: string, prefix: string): Map<string, unknown> {
    const rows = this.#db.iterate(
      'SELECT key, value FROM state WHERE tag = ? AND substr(key, 1, ?) = ?',
      ...[tag, prefix.length, prefix],
    )
    const found = new Map<string, unknown>()
    for (const { key, value } of rows) found.set(String(key).slice(prefix.length), JSON.parse(String(value)))
    return found
  }

  setState(tag: string, key: string, value: unknown): void {
    this.#transaction(() => this.#writeState(tag, key, value))
  }

  /** Groups with rows that wait, the one with the oldest row first. */
  groups(): Group[] {
    return this.#db.all<Group>(
      `SELECT kind, tag, name, zone, base FROM pending WHERE append IS NULL
       GROUP BY kind, tag, name, zone, base ORDER BY min(id)`,
    )
  }

  /** The oldest waiting rows of a group, up to those that reach `maxBytes`; `more`: there may be others. */
  oldest(group: Group, maxBytes: number): { readonly ids: number[]; readonly lines: string[]; readonly more: boolean } {
    const { kind, tag, name, zone, base } = group
    const rows = this.#db.iterate(
      `SELECT id, line, size FROM pending
       WHERE append IS NULL AND kind = ? AND tag = ? AND name = ? AND zone = ? AND base = ? ORDER BY id`,
      kind,
      tag,
      name,
      zone,
      base,
    )
    const ids: number[] = []
    const lines: string[] = []
    let bytes = 0
    for (const { id, line, size } of rows) {
      ids.push(Number(id))
      lines.push(...String(line).split('\n'))
      bytes += Number(size)
      if (bytes >= maxBytes) return { ids, lines, more: true }
    }
    return { ids, lines, more: false }
  }

  /** Writes down what is about to be appended; answers the ids of the appends in the same order. */
  begin(appends: readonly (AppendPlace & { readonly rowIds: readonly number[] })[]): number[] {
    return this.#transaction(() =>
      appends.map(({ file, before, header, eol, rowIds }) => {
        const insert = 'INSERT INTO append(file, before, header, eol) VALUES(?, ?, ?, ?)'
        const id = Number(this.#db.run(insert, file, before, header, eol).lastInsertRowid)
        for (const row of rowIds) this.#db.run('UPDATE pending SET append = ? WHERE id = ?', id, row)
        return id
      }),
    )
  }

  /** Appends that were begun and not settled, oldest first. */
  unsettled(): Append[] {
    return this.#db
      .all<AppendPlace & { id: number }>('SELECT id, file, before, header, eol FROM append ORDER BY id')
      .map((append) => {
        const rows = this.#db.all<{ line: string }>('SELECT line FROM pending WHERE append = ? ORDER BY id', append.id)
        return { ...append, lines: rows.flatMap(({ line }) => line.split('\n')) }
      })
  }

  /** Forgets the first `landed` rows of each append, which are in its file now; the others wait again. */
  settle(appends: readonly { readonly id: number; readonly landed: number }[]): void {
    this.#transaction(() => {
      for (const { id, landed } of appends) {
        this.#removeFirst(id, landed)
        this.#db.run('UPDATE pending SET append = NULL WHERE append = ?', id)
        this.#db.run('DELETE FROM append WHERE id = ?', id)
      }
    })
  }

  /**
   * Another Seatlog took the tag over at `takenAt`: rows of the time from then on are its own to write and are forgotten,
   * earlier ones go below `base`. Rows under way were of the time before. `knownTo`: the last poll of ours whose memory it
   * goes on from; what followed of the checkouts that were open then, and of capacity, it finds out by itself.
   */
  handOver(
    tag: string,
    { takenAt, knownTo }: { readonly takenAt: number; readonly knownTo: number | null },
    base: string,
    state: Readonly<Record<string, unknown>>,
  ): void {
    this.#transaction(() => {
      const ours = `tag = ? AND base = '' AND append IS NULL`
      this.#remove(`${ours} AND at >= ?`, tag, takenAt)
      if (knownTo !== null) {
        this.#remove(`${ours} AND kind = 'checkouts' AND at > ? AND known_since <= ?`, tag, knownTo, knownTo)
        this.#remove(`${ours} AND kind = 'capacity' AND at > ?`, tag, knownTo)
      }
      this.#db.run(`UPDATE pending SET base = ? WHERE tag = ? AND base = ''`, base, tag)
      for (const [key, value] of Object.entries(state)) this.#writeState(tag, key, value)
    })
  }

  /** Rows that were dropped and not yet reported in a data file. */
  dropped(): DroppedRows[] {
    return this.#db.all<DroppedRows>('SELECT tag, kind, zone, rows, first, last FROM dropped ORDER BY tag, kind')
  }

  /** Exchanges the count of dropped rows for the row that reports it. */
  reportDropped({ tag, kind, zone }: DroppedRows, row: PendingRow): void {
    this.#transaction(() => {
      this.#db.run('DELETE FROM dropped WHERE tag = ? AND kind = ?', tag, kind)
      this.#insert(tag, zone, row)
    })
  }

  #insert(tag: string, zone: string, { kind, name, at, knownSince, line }: PendingRow): void {
    const lines = line.split('\n')
    const size = sizeOf(lines)
    this.#db.run(
      `INSERT INTO pending(kind, tag, name, zone, base, at, known_since, line, size) VALUES(?, ?, ?, ?, '', ?, ?, ?, ?)`,
      ...[kind, tag, name, zone, at, knownSince ?? null, line, size],
    )
    this.#waiting = { rows: this.#waiting.rows + lines.length, bytes: this.#waiting.bytes + size }
  }

  #writeState(tag: string, key: string, value: unknown): void {
    if (value === null) this.#db.run('DELETE FROM state WHERE tag = ? AND key = ?', tag, key)
    else this.#db.run('INSERT OR REPLACE INTO state VALUES(?, ?, ?)', tag, key, stateText(value))
  }

  /** Removes so many rows of an append, the oldest first. */
  #removeFirst(append: number, count: number): void {
    const sql = 'SELECT id, line, size FROM pending WHERE append = ? ORDER BY id'
    let left = count
    for (const { id, line, size } of this.#db.all<{ id: number; line: string; size: number }>(sql, append)) {
      if (left === 0) return
      const lines = line.split('\n')
      const gone = Math.min(left, lines.length)
      const rest = lines.slice(gone)
      const restSize = sizeOf(rest)
      if (rest.length === 0) this.#db.run('DELETE FROM pending WHERE id = ?', id)
      else this.#db.run('UPDATE pending SET line = ?, size = ? WHERE id = ?', rest.join('\n'), restSize, id)
      this.#waiting = { rows: this.#waiting.rows - gone, bytes: this.#waiting.bytes - size + restSize }
      left -= gone
    }
  }

  /** Drops a hundredth more than it must, so that a full spool does not drop at every poll. */
  #drop(): void {
    const target = this.#limit - Math.floor(this.#limit / 100)
    for (const kind of DROPPED_WHEN_FULL) {
      const rows = this.#db.iterate('SELECT id, size FROM pending WHERE append IS NULL AND kind = ? ORDER BY id', kind)
      let excess = this.#waiting.bytes - target
      let last: SQLInputValue = null
      for (const { id, size } of rows) {
        if (excess <= 0) break
        excess -= Number(size)
        last = id ?? null
      }
      if (last === null) continue
      this.#db.run(
        `INSERT INTO dropped(tag, kind, zone, rows, first, last)
         SELECT tag, kind, max(zone), ${ROWS}, min(at), max(at) FROM pending
         WHERE append IS NULL AND kind = ? AND id <= ? GROUP BY tag
         ON CONFLICT DO UPDATE SET
           rows = rows + excluded.rows, first = min(first, excluded.first), last = max(last, excluded.last)`,
        ...[kind, last],
      )
      this.#remove('append IS NULL AND kind = ? AND id <= ?', kind, last)
    }
  }

  #remove(where: string, ...values: SQLInputValue[]): void {
    const gone = this.#db.get(
      `SELECT ${ROWS} AS n, ifnull(sum(size), 0) AS bytes FROM pending WHERE ${where}`,
      ...values,
    )
    this.#db.run(`DELETE FROM pending WHERE ${where}`, ...values)
    const { rows, bytes } = this.#waiting
    this.#waiting = { rows: rows - Number(gone?.n), bytes: bytes - Number(gone?.bytes) }
  }

  #count(): { rows: number; bytes: number } {
    const sum = this.#db.get(`SELECT ${ROWS} AS n, ifnull(sum(size), 0) AS bytes FROM pending`)
    return { rows: Number(sum?.n), bytes: Number(sum?.bytes) }
  }

  #transaction<T>(work: () => T): T {
    const before = this.#waiting
    try {
      return this.#db.transaction(work)
    } catch (error) {
      this.#waiting = before
      throw error
    }
  }
}
