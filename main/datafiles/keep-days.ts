import { join } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { FileAccess } from './file-access.ts'
import type { RowKind } from './layout.ts'
import { storageProblem } from './storage-problem.ts'
import { type StoredFile, storedFiles } from './stored-files.ts'

/**
 * For how many days files are kept, by kind; absent: for ever. Capacity always is: it names nobody, is small, and each of
 * its lines counts until the feature's next.
 */
export type KeepDays = Readonly<Partial<Record<Exclude<RowKind, 'capacity'>, number>>>

/** What became of the old files of a tag. `problem`: one sentence on those that could not be deleted. */
export interface OldFiles {
  readonly deleted: number
  readonly problem: string | null
}

/**
 * Deletes the row files of a tag, imported ones included, whose day is more than the kept days before `today`
 * (`YYYY-MM-DD`, of the server's zone), and import folders that are empty then. To be called while the tag is ours, when
 * all that waited is written.
 */
export async function deleteOldFiles(
  files: FileAccess,
  data: string,
  tag: string,
  rootTag: string,
  keepDays: KeepDays,
  today: string,
): Promise<OldFiles> {
  const failed: { readonly file: string; readonly code: string }[] = []
  const bases = new Set<string>()
  let deleted = 0
  try {
    for await (const stored of storedFiles(files, data, rootTag, tag)) {
      if (!isOld(stored, keepDays, today)) continue
      try {
        await files.remove(stored.file)
        deleted++
        if (stored.base !== '') bases.add(stored.base)
      } catch (error) {
        const { code } = storageProblem(error, data)
        // What has happened to the whole folder happens to each file.
        if (code === 'away') throw error
        failed.push({ file: stored.file, code: systemCode(error) ?? '' })
      }
    }
    for (const base of bases) await removeEmptyFolders(files, join(data, base))
  } catch (error) {
    return { deleted, problem: `Old files of ${tag} were not deleted. ${storageProblem(error, data).message}` }
  }
  const [first] = failed
  if (first === undefined) return { deleted, problem: null }
  const more = failed.length === 1 ? '' : ` and ${failed.length - 1} more`
  const problem = `${first.file}${more} cannot be deleted (${first.code}) though keepDays says so: close it, or give this user the right; it is tried again tomorrow.`
  return { deleted, problem }
}

const DAY_MS = 86_400_000

/** Whether a file's day is more than the kept days before `today` (`YYYY-MM-DD`). */
export function isOld({ kind, day }: Pick<StoredFile, 'kind' | 'day'>, keepDays: KeepDays, today: string): boolean {
  const days = kind === 'capacity' ? undefined : keepDays[kind]
  return days !== undefined && Date.parse(today) - Date.parse(day) > days * DAY_MS
}

/** An import's own folder stays while its `source.json` lies in it: the same source is not imported again then. */
async function removeEmptyFolders(files: FileAccess, folder: string): Promise<void> {
  const entries = (await files.list(folder)) ?? []
  for (const { name, isFolder } of entries) if (isFolder) await removeEmptyFolders(files, join(folder, name))
  await files.removeEmptyFolder(folder)
}
