import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const JOURNAL = /^journal-\w+\.sqlite(?:-wal)?$/

/**
 * The last poll of a tag that a journal remembers, epoch seconds; null: none. Reads a copy, which is put into `aside`: to
 * open what a killed process left would mend it.
 */
export function lastRemembered(localFolder: string, tag: string, aside: string): number | null {
  if (!existsSync(localFolder)) return null
  mkdirSync(aside, { recursive: true })
  const names = readdirSync(localFolder).filter((name) => JOURNAL.test(name))
  const [journal] = names.filter((name) => name.endsWith('.sqlite'))
  for (const name of names) copyFileSync(join(localFolder, name), join(aside, name))
  try {
    if (journal === undefined) return null
    const db = new DatabaseSync(join(aside, journal))
    try {
      const isBegun = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state'").get() !== undefined
      const row = isBegun
        ? db.prepare("SELECT value ->> 'lastPollAt' AS at FROM state WHERE tag = ? AND key = 'memory head'").get(tag)
        : undefined
      return typeof row?.at === 'number' ? row.at : null
    } finally {
      db.close()
    }
  } finally {
    rmSync(aside, { recursive: true })
  }
}
