import type { DataFolder } from '../datafiles/data-folder.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import type { Journal } from '../datafiles/journal.ts'
import { deleteOldFiles } from '../datafiles/keep-days.ts'
import { removeUnfinished } from '../datafiles/unfinished-files.ts'
import type { Settings } from '../settings/schema.ts'

/** Deletes a tag's files after the days that the settings give them, and what was never finished. */
export interface OldFiles {
  /** To be called when nothing waits to be written; does something once a day. `today` is `YYYY-MM-DD` at the server. */
  clear(tag: string, today: string): Promise<void>
  /** Sentences on files that cannot be deleted. */
  problems(): readonly string[]
}

/** Key of the journal's memory: the day on which a tag's old files were deleted last. */
const CLEARED = 'cleared'

/** A clock that is wrong once, by a year, must not cost a year: nothing is deleted on the first day after a longer time. */
const MOST_DAYS = 2

function isSoonAfter(before: unknown, today: string): boolean {
  const days = (Date.parse(today) - Date.parse(String(before))) / 86_400_000
  return days > 0 && days <= MOST_DAYS
}

export function createOldFiles(
  files: FileAccess,
  folder: DataFolder,
  journal: Journal,
  { keepDays }: Pick<Settings, 'keepDays'>,
): OldFiles {
  const told = new Map<string, string>()
  return {
    async clear(tag, today) {
      const before = journal.state(tag, CLEARED)
      if (before === today) return
      const opened = await folder.open()
      if (!opened.ok) return
      // They harm nobody: what cannot be removed is tried again tomorrow.
      await removeUnfinished(files, folder.path, tag).catch(() => undefined)
      if (!isSoonAfter(before, today)) {
        journal.setState(tag, CLEARED, today)
        return
      }
      const { problem } = await deleteOldFiles(files, folder.path, tag, opened.rootTag, keepDays, today)
      if (problem === null) told.delete(tag)
      else told.set(tag, problem)
      journal.setState(tag, CLEARED, today)
    },
    problems: () => [...told.values()],
  }
}
