import { readdir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'

export interface FoundFile {
  readonly path: string
  /** The path that was named: this one, or a folder above. */
  readonly from: string
  /** In bytes. */
  readonly size: number
  /** When it was last written, epoch seconds. */
  readonly writtenAt: number
}

export interface FoundFiles {
  readonly files: readonly FoundFile[]
  /** Of the paths those that are folders. */
  readonly folders: readonly string[]
  /** A sentence on each path that cannot be read, or was named and lies in the data folder, or is no file. */
  readonly problems: readonly string[]
  /** A sentence on each path below a folder that lies in the data folder, or is no file. */
  readonly notes: readonly string[]
}

/**
 * The files that paths name, and all in the folders they name and below; of those not hidden ones and no links to folders.
 * None in the data folder `data`.
 */
export async function findFiles(paths: readonly string[], data: string): Promise<FoundFiles> {
  const files: FoundFile[] = []
  const folders: string[] = []
  const problems: string[] = []
  const notes: string[] = []
  const realData = await realpath(data)

  async function find(path: string, from: string, isLink: boolean): Promise<void> {
    try {
      const about = await stat(path)
      if (about.isDirectory() && isLink) return
      if (isWithin(realData, await realpath(path)))
        (path === from ? problems : notes).push(`${path} lies in the data folder: Seatlog reads it there already.`)
      else if (about.isFile()) files.push({ path, from, size: about.size, writtenAt: about.mtimeMs / 1000 })
      else if (about.isDirectory()) await findIn(path, from)
      else
        (path === from ? problems : notes).push(
          `${path} is a pipe or a device: save what it gives into a file, and import that.`,
        )
    } catch (error) {
      problems.push(unreadable(path, error))
    }
  }
  async function findIn(folder: string, from: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true })
    if (folder === from) folders.push(folder)
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.name.startsWith('.')) await find(join(folder, entry.name), from, entry.isSymbolicLink())
    }
  }
  for (const path of paths) await find(path, path, false)
  return { files, folders, problems, notes }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  // On Windows a path of another drive stays whole.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** One sentence on a path that cannot be read; throws what is no error of the system. */
export function unreadable(path: string, error: unknown): string {
  const code = systemCode(error)
  if (code === null) throw error
  return `${path} cannot be read (${code}): check the path and its permissions.`
}
