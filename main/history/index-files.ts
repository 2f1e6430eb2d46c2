import { createHash } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { withoutLinks } from '../datafiles/without-links.ts'

/**
 * Where the index of a data folder lies on the local disk: `index-<n>.sqlite`, of which the highest number counts. A new
 * one takes the next number when it is whole, since Windows replaces no file that somebody has open. The same by whatever
 * links the data folder is named.
 */
export function indexFolder(localFolder: string, dataFolder: string): string {
  const asNamed = folderOf(localFolder, resolve(dataFolder))
  // Where it is known nobody has to ask the share, which may be away.
  return existsSync(asNamed) ? asNamed : folderOf(localFolder, withoutLinks(resolve(dataFolder)))
}

function folderOf(localFolder: string, path: string): string {
  const name = process.platform === 'win32' ? path.toLowerCase() : path
  return join(localFolder, `history-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`)
}

const NAME = /^index-(\d+)\.sqlite$/

function numbersIn(folder: string): readonly number[] {
  return readdirSync(folder)
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a)
}

const fileOf = (folder: string, number: number): string => join(folder, `index-${number}.sqlite`)

/** The index that counts; null: there is none. */
export function newestIndex(folder: string): string | null {
  const [newest] = numbersIn(folder)
  return newest === undefined ? null : fileOf(folder, newest)
}

/** Where a new one, or a part of it, is built; what a rebuild before left there is removed. */
export function freshIndex(folder: string, name = 'new'): string {
  const file = join(folder, `${name}.sqlite`)
  removeIndex(file)
  return file
}

/** Makes a whole new index the one that counts, and removes older ones as far as nobody has them open. */
export function putIndexInPlace(folder: string, fresh: string): string {
  const [newest = 0] = numbersIn(folder)
  const file = fileOf(folder, newest + 1)
  renameSync(fresh, file)
  removeOldIndexes(folder)
  return file
}

export function removeOldIndexes(folder: string): void {
  for (const number of numbersIn(folder).slice(1)) {
    try {
      removeIndex(fileOf(folder, number))
    } catch {
      // Another process reads it still: the next start removes it.
    }
  }
}

/** Puts an index aside that cannot be read: it is no data, so it is thrown away. */
export function removeIndex(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}
