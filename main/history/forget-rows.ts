import { writeDay } from './add-checkouts.ts'
import { openIndex, ownerOf, periodOf, userOf } from './database.ts'
import { withoutRows } from './drop-sources.ts'
import { newestIndex } from './index-files.ts'
import { type IndexParts, indexParts, readMeta } from './index-parts.ts'
import { takeLock } from './lock.ts'
import { WHO, WORDS } from './packed.ts'
import { readSheet, sheetIds, writeSheet } from './sheets.ts'
import { forgetMonths } from './usage-months.ts'

/** What became of a person in an index; `busy`: another Seatlog of this user keeps it. */
export type ForgottenInIndex = { readonly state: 'done'; readonly rows: number } | { readonly state: 'busy' }

const NO_ROWS = new Uint32Array(0)
const NOTHING_SET = { zones: {}, workingHours: {}, denials: {} }

/**
 * Removes all rows of the users that are meant from the index in a folder, also those of files that are gone, and their
 * names. Throws the system's and SQLite's errors.
 */
export function forgetInIndex(folder: string, isPerson: (user: string) => boolean): ForgottenInIndex {
  const lock = takeLock(folder)
  if (lock === null) return { state: 'busy' }
  try {
    const newest = newestIndex(folder)
    const db = newest === null ? null : openIndex(newest, false)
    if (db === null) return { state: 'done', rows: 0 }
    try {
      const index = indexParts(db, readMeta(db, 'basis') ?? NOTHING_SET)
      const users = new Set(
        [...index.numbers.users.entries()].filter(([, name]) => isPerson(name)).map(([user]) => user),
      )
      const rows = users.size === 0 ? 0 : db.transaction(() => forgetUsers(index, users))
      // What was deleted does not stay in free pages.
      if (users.size > 0) db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)')
      return { state: 'done', rows }
    } finally {
      db.close()
    }
  } finally {
    lock.release()
  }
}

function forgetUsers(index: IndexParts, users: ReadonlySet<number>): number {
  const { db } = index
  const featureDays = withoutRows(index, 'feature_sheet', WHO, users)
  withoutRows(index, 'denial_sheet', WHO, users)
  let rows = 0
  for (const table of ['user_sheet', 'user_denials'] as const) {
    for (const id of sheetIds(db, table)) {
      if (!users.has(userOf(id))) continue
      // A checkout over a month's end counts in both months.
      if (table === 'user_sheet') rows += readSheet(db, table, id).length / WORDS
      writeSheet(db, table, id, NO_ROWS)
    }
  }
  for (const user of users) {
    db.run('DELETE FROM host_user WHERE user = ?', user)
    db.run('DELETE FROM user WHERE id = ?', user)
  }
  for (const id of featureDays) writeDay(index, ownerOf(id), periodOf(id), readSheet(db, 'feature_sheet', id))
  forgetMonths(index, featureDays)
  return rows
}
