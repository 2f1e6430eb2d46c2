import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { IMPORTED_FOLDER } from '../datafiles/layout.ts'
import { storageProblem } from '../datafiles/storage-problem.ts'
import { findFiles } from './find-files.ts'
import { type KnownSources, knowSources } from './know-sources.ts'
import { importId, pastImports, SOURCE_FILE } from './past-imports.ts'
import { readSources } from './read-sources.ts'
import { createRowFiles } from './row-files.ts'
import type { ImportContext } from './source.ts'
import { type Decode, SourceError, type SourceFile } from './source-file.ts'
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

export interface Imported extends Omit<KnownSources, 'sources'> {
  /** What was added. */
  readonly files: readonly ImportedFile[]
}

/**
 * Imports files into `imported/<id>/` of the data folder (DESIGN 4.8), which needs no lease: it is a folder of its own,
 * laid out like a data folder, and has its name, by which readers find it, only when it is whole.
 */
export async function importSources(task: ImportTask, parts: ImportParts): Promise<Result<Imported>> {
  const { data, tag } = task
  const { files, decode, progress } = parts
  try {
    if (!(await files.hasFolder(data)))
      return failure('cannot-write', `${data} is no folder: create it, or name another data folder with --data.`)
    const past = await pastImports(files, data, tag)
    const found = await findFiles(task.paths, data)
    progress.begin(found.files.reduce((sum, { size }) => sum + 2 * size, 0))
    const { sources, ...told } = await knowSources(found, past, { decode, advance: progress.advance })
    if (sources.length === 0) return ok({ files: [], ...told })
    const added = await writeImport(task, parts, sources)
    return added.ok ? ok({ files: added.value, ...told }) : added
  } catch (error) {
    if (error instanceof SourceError) return failure('cannot-read', `${error.message} Nothing was imported.`)
    return failure('cannot-write', storageProblem(error, data).message)
  }
}

/** Fails where another import of the same files ends first. Rejects with a SourceError or the system's errors, and leaves nothing then. */
async function writeImport(
  task: ImportTask,
  { files, decode, clock, csvEol, progress }: ImportParts,
  sources: readonly SourceFile[],
): Promise<Result<readonly ImportedFile[]>> {
  const { data, tag, zone, names } = task
  const hashes = sources.map(({ sha256 }) => sha256)
  const id = importId(tag, hashes)
  const imported = join(data, IMPORTED_FOLDER)
  await files.makeFolder(imported)

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
      files: sources.map(({ path, size, sha256, head, kind }, at) => {
        const { rows: added, skipped, open } = read[at] ?? {}
        const counts = { rows: added, skipped, open }
        return { name: basename(path), size, sha256, ...(head === null ? {} : { head }), kind, ...counts }
      }),
    }
    await files.replace(join(folder, SOURCE_FILE), `${JSON.stringify(source, null, 2)}\n`)
    await rename(folder, join(imported, id))
    // Of imports that were killed, or are under way and too late now.
    const others = ((await files.list(imported)) ?? []).filter(({ name }) => name.startsWith(`.${id}.`))
    for (const { name } of others) await remove(join(imported, name))
    return ok(read)
  } catch (error) {
    await remove(folder)
    if (!(await files.hasFolder(join(imported, id)))) throw error
    const message = `${join(imported, id)} holds the same files already, from another import: nothing was added.`
    return failure('cannot-write', message)
  }
}

/** Where that fails, readers leave it out all the same. */
const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true }).catch(() => undefined)
