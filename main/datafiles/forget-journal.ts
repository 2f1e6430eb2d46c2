import { DatabaseSync } from 'node:sqlite'
import { journalFailure } from './journal-database.ts'

/** Writes a journal that nobody has open anew, so that nothing of what was deleted is left in its file; null or a sentence. */
export function compactJournal(file: string): string | null {
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(file, { timeout: 0 })
    db.exec('VACUUM')
    return null
  } catch (error) {
    return journalFailure(error, file).message
  } finally {
    db?.close()
  }
}
