import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { IMPORTED_FOLDER } from '../datafiles/layout.ts'
import { storageProblem } from '../datafiles/storage-problem.ts'
import { type FoundFile, findFiles } from './find-files.ts'
import { importId, pastImports, SOURCE_FILE } from './past-imports.ts'
import { readSources } from './read-sources.ts'
import { createRowFiles } from './row-files.ts'
import type { ImportContext } from './source.ts'
import { type Decode, knowFile, SourceError, type SourceFile } from './source-file.ts'
import type { ImportedFile } from './tally.ts'

export interface ImportTask extends ImportContext {
  /** The data folder. */
  readonly data: string
  /** Files and folders. */
  readonly paths: readonly string[]
}

export interface ImportParts {
  readonly files: FileAccess
  readonly decode: Decode
  /** Epoch seconds. */
  readonly clock: () => number
  /** The line end of new CSV files. */
  readonly csvEol: string
  readonly progress: ImportProgress
}

export interface ImportProgress {
  /** So many bytes are to be read; each file is read twice. */
  readonly begin: (bytes: number) => void
  readonly advance: (bytes: number) => void
  readonly finished: (file: ImportedFile) => void
}

export interface Imported {
  /** What was added. */
  readonly files: readonly ImportedFile[]
  /** Sentences on files that were imported before. */
  readonly known: readonly string[]
  /** Sentences on files that cannot be read, or are none of what can be imported. */
  readonly refused: readonly string[]
}

/**
 * Imports files into `imported/<id>/` of the data folder (DESIGN 4.8), which needs no lease: it is a folder of its own,
 * laid out like a data folder, and has its name, by which readers find it, only when it is whole.
 */
export async function importSources(task: ImportTask, parts: ImportParts): Promise<Result<Imported>> {
  const { data, tag } = task
  const { files, progress } = parts
  try {
    if (!(await files.hasFolder(data)))
      return failure('cannot-write', `${data} is no folder: create it, or name another data folder with --data.`)
    const past = await pastImports(files, data, tag)
    const found = await findFiles(task.paths)
    progress.begin(found.files.reduce((sum, { size }) => sum + 2 * size, 0))
    const refused = [...found.problems]
    const known: string[] = []
    const sources = new Map<string, SourceFile>()
    for (const file of found.files) {
      const source = await knownOrWhyNot(file, parts)
      const reason = typeof source === 'string' ? null : addedBefore(source, past, sources)
      if (typeof source === 'string') refused.push(source)
      else if (reason === null) sources.set(source.sha256, source)
      else known.push(`${file.path} ${reason}, and is left out.`)
      if (typeof source === 'string' || reason !== null) progress.advance(file.size)
    }
    const added = sources.size === 0 ? [] : await writeImport(task, parts, [...sources.values()])
    return ok({ files: added, known, refused })
  } catch (error) {
    if (error instanceof SourceError) return failure('cannot-read', `${error.message} Nothing was imported.`)
    return failure('cannot-write', storageProblem(error, data).message)
  }
}

async function knownOrWhyNot(file: FoundFile, { decode, progress }: ImportParts): Promise<SourceFile | string> {
  try {
    return await knowFile(file, decode, progress.advance)
  } catch (error) {
    if (error instanceof SourceError) return error.message
    throw error
  }
}

/** The end of a sentence; null for a file that is new. */
function addedBefore(
  { sha256 }: SourceFile,
  past: ReadonlyMap<string, string>,
  sources: ReadonlyMap<string, SourceFile>,
): string | null {
  const id = past.get(sha256)
  if (id !== undefined) return `was imported before (${IMPORTED_FOLDER}/${id})`
  const same = sources.get(sha256)
  return same === undefined ? null : `is the same as ${same.path}`
}

/** Rejects with a SourceError or the system's errors, and leaves nothing then. */
async function writeImport(
  task: ImportTask,
  { files, decode, clock, csvEol, progress }: ImportParts,
  sources: readonly SourceFile[],
): Promise<readonly ImportedFile[]> {
  const { data, tag, zone, names } = task
  const hashes = sources.map(({ sha256 }) => sha256)
  const id = importId(tag, hashes)
  const imported = join(data, IMPORTED_FOLDER)
  await files.makeFolder(imported)
  const leftovers = ((await files.list(imported)) ?? []).filter(({ name }) => name.startsWith(`.${id}.`))
  for (const { name } of leftovers) await remove(join(imported, name))

  // Readers leave out names that begin with a dot.
  const unfinished = `.${id}.${randomBytes(4).toString('hex')}`
  const folder = join(imported, unfinished)
  await files.makeFolder(folder)
  try {
    const rows = createRowFiles(files, { data, base: `${IMPORTED_FOLDER}/${unfinished}`, tag, csvEol })
    const read = await readSources(sources, task, { rows, decode, progress })
    await rows.flush()
    const source = {
      ...{ format: 1, tag, zone, names: names.mode, importedAt: clock() },
      files: sources.map(({ path, size, sha256, kind }, at) => {
        const { rows: added, skipped, open } = read[at] ?? {}
        return { name: basename(path), size, sha256, kind, rows: added, skipped, open }
      }),
    }
    await files.replace(join(folder, SOURCE_FILE), `${JSON.stringify(source, null, 2)}\n`)
    await rename(folder, join(imported, id))
    return read
  } catch (error) {
    await remove(folder).catch(() => undefined)
    throw error
  }
}

const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })
