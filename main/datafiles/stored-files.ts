import { join } from 'node:path'
import { tagProblem } from '../../preload/contract/tag.ts'
import type { FileAccess } from './file-access.ts'
import { dayOfFile, IMPORTED_FOLDER, type RowKind, TAG_FOLDERS } from './layout.ts'

/** A row file that is there. */
export interface StoredFile {
  readonly kind: RowKind
  /** As its folder is called; in the data folder itself the root tag. */
  readonly tag: string
  /** '' for the data folder itself, else `imported/<id>`. */
  readonly base: string
  /** Its path, below the path of the folder that was asked for. */
  readonly file: string
  /** `YYYY-MM-DD`, of its name. */
  readonly day: string
}

/**
 * All row files of a data folder, or of an archive laid out like one, imports last; of one kind and tag in the order of
 * their days. Goes by places and names alone: other files are passed over. `onlyTag`: those of one tag, whatever its case.
 * Rejects with the system's errors.
 */
export async function* storedFiles(
  files: FileAccess,
  folder: string,
  rootTag: string | null,
  onlyTag: string | null = null,
): AsyncGenerator<StoredFile> {
  yield* filesBelow('', rootTag)
  for (const id of await subfolders(join(folder, IMPORTED_FOLDER))) {
    // With a dot begins what an import has not finished.
    if (!id.startsWith('.')) yield* filesBelow(`${IMPORTED_FOLDER}/${id}`, null)
  }

  async function* filesBelow(base: string, root: string | null): AsyncGenerator<StoredFile> {
    for (const { folders, kinds } of TAG_FOLDERS) {
      const parent = join(folder, base, ...folders)
      if (folders.length === 0 && root !== null && isWanted(root)) yield* filesIn(parent, kinds, { tag: root, base })
      const tags = (await subfolders(parent)).filter((name) => tagProblem(name, []) === null && isWanted(name))
      for (const tag of tags) yield* filesIn(join(parent, tag), kinds, { tag, base })
    }
  }

  async function* filesIn(place: string, kinds: readonly RowKind[], about: Pick<StoredFile, 'tag' | 'base'>) {
    const names = ((await files.list(place)) ?? []).filter(({ isFolder }) => !isFolder).map(({ name }) => name)
    for (const kind of kinds) {
      for (const name of names) {
        const day = dayOfFile(kind, name)
        if (day !== null) yield { kind, ...about, file: join(place, name), day }
      }
    }
  }

  async function subfolders(parent: string): Promise<readonly string[]> {
    return ((await files.list(parent)) ?? []).filter(({ isFolder }) => isFolder).map(({ name }) => name)
  }

  function isWanted(tag: string): boolean {
    return onlyTag === null || tag.toLowerCase() === onlyTag.toLowerCase()
  }
}
