import { relative, sep } from 'node:path'
import { readRoot } from '../datafiles/data-folder.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { storedFiles } from '../datafiles/stored-files.ts'
import { createIndex, openIndex } from './database.ts'
import { freshIndex, newestIndex, putIndexInPlace, removeIndex } from './index-files.ts'
import { indexParts, writeMeta } from './index-parts.ts'
import { type IngestProgress, ingest, type ReadFolder } from './ingest.ts'
import type { IndexPlace } from './messages.ts'
import type { Gathered } from './put-rows.ts'
import { startSheets } from './sheets-thread.ts'
import { createSources } from './sources.ts'

/**
 * At most so many rows, those of a month, are put into their sheets at once, while as many are read: more takes more memory, less
 * more time.
 */
const GATHER = 1_000_000

export type Rebuilt =
  | { readonly state: 'rebuilt' | 'cancelled' }
  | { readonly state: 'missing'; readonly files: readonly string[] }

export interface RebuildParts {
  readonly place: IndexPlace
  readonly files: FileAccess
  /** Although files are gone that were read once: what only the index knew of them is lost then. */
  readonly anyway: boolean
  readonly told: (progress: IngestProgress) => void
  readonly isCancelled: () => boolean
}

/**
 * Builds the index anew from all data files, beside the one that is there, and puts it in its place when it is whole.
 * Rejects with the system's errors, and throws SQLite's; the old index is untouched then.
 */
export async function rebuild({ place, files, anyway, told, isCancelled }: RebuildParts): Promise<Rebuilt> {
  const folders = await readFolders(files, place)
  if (!anyway) {
    const missing = await missingFiles(files, place, folders)
    if (missing.length > 0) return { state: 'missing', files: missing }
  }
  const fresh = freshIndex(place.folder)
  // Reading takes about as long as putting in: each has a thread, and so a database, of its own.
  const read = freshIndex(place.folder, 'read')
  const db = createIndex(read)
  const sheets = startSheets({ file: fresh, basis: place.basis })
  try {
    if (!(await readAll())) return { state: 'cancelled' }
    await sheets.finish(read)
    putIndexInPlace(place.folder, fresh)
    return { state: 'rebuilt' }
  } finally {
    await sheets.end()
    removeIndex(read)
    removeIndex(fresh)
  }

  async function readAll(): Promise<boolean> {
    try {
      const index = indexParts(db, place.basis)
      writeMeta(db, 'basis', place.basis)
      const sink = { most: GATHER, put: (gathered: Gathered) => sheets.put(index, gathered) }
      return await ingest({ index, files, folders, sink, told, isCancelled })
    } finally {
      db.close()
    }
  }
}

/** The data folder and the archives, each with the tag that logs into the folder itself. */
export async function readFolders(
  files: FileAccess,
  { dataFolder, archiveFolders }: IndexPlace,
): Promise<readonly ReadFolder[]> {
  const root = await readRoot(files, dataFolder)
  const rootTag = root.state === 'claimed' ? root.tag : null
  return [dataFolder, ...archiveFolders].map((path) => ({ path, rootTag }))
}

/** Files the present index has read and that are nowhere now. */
async function missingFiles(
  files: FileAccess,
  { folder }: IndexPlace,
  folders: readonly ReadFolder[],
): Promise<readonly string[]> {
  const newest = newestIndex(folder)
  const old = newest === null ? null : openIndex(newest, true)
  if (old === null) return []
  const there = new Set<string>()
  for (const { path, rootTag } of folders) {
    for await (const { file } of storedFiles(files, path, rootTag)) there.add(relative(path, file).split(sep).join('/'))
  }
  const missing = [...createSources(old).all()]
    .filter(({ path, rows }) => rows > 0 && !there.has(path))
    .map(({ path }) => path)
  old.close()
  return missing
}
