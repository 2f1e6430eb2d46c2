import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'

export interface FoundFile {
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** When it was last written, epoch seconds. */
  readonly writtenAt: number
}

export interface FoundFiles {
  readonly files: readonly FoundFile[]
  /** A sentence on each path that cannot be read. */
  readonly problems: readonly string[]
}

/** The files that paths name, and all in the folders they name and below; of those not hidden ones and no links to folders. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const files: FoundFile[] = []
  const problems: string[] = []

  async function find(path: string, isLink: boolean): Promise<void> {
    try {
      const about = await stat(path)
      if (about.isFile()) files.push({ path, size: about.size, writtenAt: about.mtimeMs / 1000 })
      else if (about.isDirectory() && !isLink) await findIn(path)
    } catch (error) {
      problems.push(unreadable(path, error))
    }
  }
  async function findIn(folder: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.name.startsWith('.')) await find(join(folder, entry.name), entry.isSymbolicLink())
    }
  }
  for (const path of paths) await find(path, false)
  return { files, problems }
}

/** One sentence on a path that cannot be read; throws what is no error of the system. */
export function unreadable(path: string, error: unknown): string {
  const code = systemCode(error)
  if (code === null) throw error
  return `${path} cannot be read (${code}): check the path and its permissions.`
}
