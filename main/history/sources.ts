import { createHash } from 'node:crypto'
import type { RowKind } from '../datafiles/layout.ts'
import type { IndexDatabase } from './database.ts'

/** A data file the index has read, and how far. */
export interface Source {
  readonly id: number
  /** Relative to the data folder with `/`, or of an archive as given. */
  readonly path: string
  readonly kind: RowKind
  readonly tag: string
  /** '' for the data folder's own rows, else `imported/<id>`. */
  readonly base: string
  /** `YYYY-MM-DD` of its name. */
  readonly day: string
  /** Bytes read, to the end of a line. */
  readonly done: number
  readonly lines: number
  readonly rows: number
  readonly skipped: number
  /** Fingerprint of the bytes before `done`: another one, and the file is not the one that was read. */
  readonly ends: string
  /** 1: it was read once and is not there any more. */
  readonly missing: number
  /** The last moment that its rows tell of; 0: none. */
  readonly until: number
  /** The first moment of a features log; of events, the first at which a logger said that it logs. */
  readonly since: number | null
}

/** How many bytes before `done` tell whether a file is still the same. */
export const ENDS = 256

export const fingerprint = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 16)

/** The sources of an index, by number and path. */
export interface Sources {
  of(id: number): Source | undefined
  at(path: string): Source | undefined
  all(): Iterable<Source>
  add(source: Pick<Source, 'path' | 'kind' | 'tag' | 'base' | 'day'>): Source
  change(id: number, change: Partial<Omit<Source, 'id' | 'path' | 'kind' | 'tag' | 'base' | 'day'>>): Source
  remove(id: number): void
  /** Notes why a line of a source was left out; only the first of a source are kept. */
  skip(id: number, line: number, reason: string): void
}

const MOST_TOLD = 20

export function createSources(db: IndexDatabase): Sources {
  const byId = new Map<number, Source>()
  const byPath = new Map<string, Source>()
  const told = new Map<number, number>()
  function keep(source: Source): Source {
    byId.set(source.id, source)
    byPath.set(source.path, source)
    return source
  }
  // SQLite's own objects are slow to look into, and sources are gone through again and again.
  for (const source of db.all<Source>('SELECT * FROM source ORDER BY id')) keep({ ...source })
  for (const { source, count } of db.all<{ source: number; count: number }>(
    'SELECT source, count(*) AS count FROM skipped GROUP BY source',
  ))
    told.set(source, count)

  return {
    of: (id) => byId.get(id),
    at: (path) => byPath.get(path),
    all: () => byId.values(),
    add({ path, kind, tag, base, day }) {
      const { lastInsertRowid } = db.run(
        "INSERT INTO source VALUES(NULL, ?, ?, ?, ?, ?, 0, 0, 0, 0, '', 0, 0, NULL)",
        path,
        kind,
        tag,
        base,
        day,
      )
      return keep({
        id: Number(lastInsertRowid),
        path,
        kind,
        tag,
        base,
        day,
        done: 0,
        lines: 0,
        rows: 0,
        skipped: 0,
        ends: '',
        missing: 0,
        until: 0,
        since: null,
      })
    },
    change(id, change) {
      const known = byId.get(id)
      if (known === undefined) throw new Error(`no source ${id}`)
      const next = { ...known, ...change }
      const { done, lines, rows, skipped, ends, missing, until, since } = next
      db.run(
        'UPDATE source SET done = ?, lines = ?, rows = ?, skipped = ?, ends = ?, missing = ?, until = ?, since = ? WHERE id = ?',
        ...[done, lines, rows, skipped, ends, missing, until, since, id],
      )
      if (done === 0) {
        db.run('DELETE FROM skipped WHERE source = ?', id)
        told.delete(id)
      }
      return keep(next)
    },
    remove(id) {
      const known = byId.get(id)
      byId.delete(id)
      if (known !== undefined) byPath.delete(known.path)
      db.run('DELETE FROM source WHERE id = ?', id)
    },
    skip(id, line, reason) {
      const count = told.get(id) ?? 0
      if (count >= MOST_TOLD) return
      told.set(id, count + 1)
      db.run('INSERT INTO skipped VALUES(?, ?, ?)', id, line, reason)
    },
  }
}

/** What the index keeps of a tag's record: the last moment told of, and the first of a features log. */
export interface RecordKept {
  readonly to: number
  readonly sampledFrom: number | null
}

/** The records of tags, lower case, as far as rows tell of them. */
export function recordsKept(sources: Sources): ReadonlyMap<string, RecordKept> {
  const records = new Map<string, RecordKept>()
  for (const { kind, tag, until, since } of sources.all()) {
    if (until === 0) continue
    const key = tag.toLowerCase()
    const { to, sampledFrom } = records.get(key) ?? { to: 0, sampledFrom: null }
    const sampled = kind === 'features' ? since : null
    const first = sampled === null || sampledFrom === null ? (sampled ?? sampledFrom) : Math.min(sampled, sampledFrom)
    records.set(key, { to: Math.max(to, until), sampledFrom: first })
  }
  return records
}
