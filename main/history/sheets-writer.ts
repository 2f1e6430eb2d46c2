import { createIndex, finishIndex } from './database.ts'
import { type Basis, indexParts, type Logging } from './index-parts.ts'
import { keepUsage } from './keep-usage.ts'
import type { FeatureName } from './numbering.ts'
import { type Gathered, putRows } from './put-rows.ts'
import type { Source } from './sources.ts'

/** A new index, and what it counts by. */
export interface ForSheets {
  readonly file: string
  readonly basis: Basis
}

export type ToSheets =
  /** Rows, with what they need and no message before them told. */
  | {
      readonly kind: 'put'
      readonly tags: readonly string[]
      readonly features: readonly FeatureName[]
      readonly sources: readonly Source[]
      readonly loggings: readonly (readonly [tag: string, logging: Logging])[]
      readonly gathered: Gathered
    }
  /** All rows are in; what is in no sheet lies in the database `read`. */
  | { readonly kind: 'finish'; readonly read: string }

/** What the index that reads keeps: all that is in no sheet and counted from none. */
const READ = ['meta', 'source', 'skipped', 'tag', 'feature', 'user', 'host', 'reason', 'capacity', 'event']

/** Makes the sheets of a new index, message by message, in whatever thread. Throws SQLite's errors. */
export function sheetsWriter({ file, basis }: ForSheets): (message: ToSheets) => void {
  const db = createIndex(file)
  const index = indexParts(db, basis)
  return (message) => {
    try {
      write(message)
    } catch (error) {
      db.close()
      throw error
    }
  }

  function write(message: ToSheets): void {
    if (message.kind === 'put') {
      const { tags, features, sources, loggings, gathered } = message
      db.transaction(() => {
        // In the order in which they were met, so that they get the same numbers.
        for (const tag of tags) index.numbers.tag(tag)
        for (const { tag, name } of features) index.numbers.feature(tag, name)
        for (const source of sources) index.sources.add(source)
        for (const [tag, logging] of loggings) index.setLogging(tag, logging)
        putRows(index, gathered)
      })
    } else {
      db.run('ATTACH ? AS read', message.read)
      for (const table of READ) db.exec(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM read.${table}`)
      db.exec('DETACH read')
      keepUsage(indexParts(db, basis))
      finishIndex(db)
    }
  }
}
