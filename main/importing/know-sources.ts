import { IMPORTED_FOLDER } from '../datafiles/layout.ts'
import type { FoundFile, FoundFiles } from './find-files.ts'
import { createBeginnings, type PastFile } from './past-imports.ts'
import { type Decode, knowFile, SourceError, type SourceFile } from './source-file.ts'

export interface KnownSources {
  /** What is to be imported. */
  readonly sources: readonly SourceFile[]
  /** Sentences on files that were imported before. */
  readonly known: readonly string[]
  /** Sentences on what else there is to know: files in folders that are none of what can be imported, files that grew. */
  readonly notes: readonly string[]
  /** Sentences on files that cannot be read, and on what was named and is none of what can be imported. */
  readonly refused: readonly string[]
}

/** Reads all files that were found once, and sorts out which of them are to be imported. `past`: what was before. */
export async function knowSources(
  found: FoundFiles,
  past: readonly PastFile[],
  { decode, advance }: { readonly decode: Decode; readonly advance: (bytes: number) => void },
): Promise<KnownSources> {
  const pastByHash = new Map(past.map((file) => [file.sha256, file]))
  const beginningsOf = createBeginnings(past)
  const sources = new Map<string, SourceFile>()
  const known: string[] = []
  const foreign = new Set<FoundFile>()
  const refused = [...found.problems]

  /** False: it will not be read again. */
  async function take(file: FoundFile): Promise<boolean> {
    const source = await sourceOrWhyNot(file)
    if (source === null) foreign.add(file)
    else if (typeof source === 'string') refused.push(source)
    else {
      const before = pastByHash.get(source.sha256)
      const same = sources.get(source.sha256)
      if (before !== undefined)
        known.push(`${file.path} was imported before (${IMPORTED_FOLDER}/${before.id}), and is left out.`)
      else if (same !== undefined) known.push(`${file.path} is the same as ${same.path}, and is left out.`)
      else {
        sources.set(source.sha256, source)
        return true
      }
    }
    return false
  }

  async function sourceOrWhyNot(file: FoundFile): Promise<SourceFile | string | null> {
    try {
      return await knowFile(file, decode, beginningsOf, advance)
    } catch (error) {
      if (error instanceof SourceError) return error.message
      throw error
    }
  }

  for (const file of found.files) if (!(await take(file))) advance(file.size)
  const others = new Set(found.files.filter((file) => !foreign.has(file)).map(({ from }) => from))
  const isNamed = ({ path, from }: FoundFile): boolean => path === from
  const leftOut = ({ path, size }: FoundFile): string => `${path} is left out: it is ${size === 0 ? 'empty.' : NONE_OF}`
  return {
    sources: [...sources.values()],
    known,
    notes: [
      ...found.notes,
      ...[...foreign].filter((file) => !isNamed(file) && others.has(file.from)).map(leftOut),
      ...[...sources.values()].flatMap(({ path, beginsLike }) => beginsLike.map((file) => grown(path, file))),
    ],
    refused: [
      ...refused,
      ...[...foreign].filter(isNamed).map(leftOut),
      ...found.folders
        .filter((folder) => !others.has(folder))
        .map((folder) => `${folder} holds nothing to import: ${NONE_OF}`),
    ],
  }
}

function grown(path: string, { id, name }: PastFile): string {
  const folder = `${IMPORTED_FOLDER}/${id}`
  return (
    `${path} begins like ${name}, imported before as ${folder}: what both tell stands in both; readers count it once. ` +
    `To have it once, delete ${folder} first.`
  )
}

const NONE_OF =
  'no debug log, no .chk, .den or capacity file of a Monitor, no features or users CSV of the Python logger.'
