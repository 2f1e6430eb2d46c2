import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Held by the one process that puts new rows into an index, until it ends, however it ends. */
export interface IndexLock {
  release(): void
}

/** Null: another process has it. Throws the system's errors where the folder cannot be written. */
export function takeLock(folder: string): IndexLock | null {
  mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 })
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS lock(id); COMMIT')
    return {
      release() {
        if (db.isOpen) db.close()
      },
    }
  } catch (error) {
    db.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (isBusy) return null
    throw error
  }
}
