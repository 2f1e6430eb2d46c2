import { randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  truncate,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { systemCode } from '../../preload/contract/system-code.ts'

/**
 * Everything Seatlog does to files of the data folder, each a single step, so that tests can fail or die in any of them.
 * Rejects with Node's system errors.
 */
export interface FileAccess {
  /** Size in bytes and the last bytes, at most `length` of them; null when there is no such file. */
  tail(file: string, length: number): Promise<{ readonly size: number; readonly bytes: Buffer } | null>
  /** At most `length` bytes from the offset; fewer where the file ends; null when there is no such file. */
  read(file: string, from: number, length: number): Promise<Buffer | null>
  readText(file: string): Promise<string | null>
  /** Adds the bytes with one write, creates the file where there is none, and returns when they are on the disk. */
  append(file: string, bytes: Buffer): Promise<void>
  cut(file: string, length: number): Promise<void>
  /** Creates a file that must not exist yet; false when it does. */
  create(file: string, text: string): Promise<boolean>
  /** Puts a text, or its bytes, in the place of the whole file: a reader sees the old or the new one. `mode`: who may read it. */
  replace(file: string, text: string | Buffer, mode?: number): Promise<void>
  /** Puts a written file in the place of another, whose owner and rights it gets: a reader sees the old or the new one. */
  putInPlace(file: string, of: string): Promise<void>
  remove(file: string): Promise<void>
  /** Creates one folder in an existing one; a folder that exists is fine. */
  makeFolder(folder: string): Promise<void>
  hasFolder(folder: string): Promise<boolean>
  /** What is in a folder, in the order of names; null when there is no such folder. */
  list(folder: string): Promise<readonly FolderEntry[] | null>
  /** Removes a folder if nothing is in it. */
  removeEmptyFolder(folder: string): Promise<void>
}

export interface FolderEntry {
  readonly name: string
  readonly isFolder: boolean
}

export const realFiles: FileAccess = {
  tail: (file, length) =>
    absentAsNull(
      withFile(file, 'r', async (handle) => {
        const { size } = await handle.stat()
        const from = Math.max(0, size - length)
        return { size, bytes: await readFrom(handle, from, size - from) }
      }),
    ),

  read: (file, from, length) => absentAsNull(withFile(file, 'r', (handle) => readFrom(handle, from, length))),

  readText: (file) => absentAsNull(readFile(file, 'utf8')),

  async append(file, bytes) {
    const isNew = await withFile(file, 'a', async (handle) => {
      const { size } = await handle.stat()
      await writeAll(handle, bytes)
      return size === 0
    })
    if (isNew) await syncFolder(dirname(file))
  },

  cut: truncate,

  async create(file, text) {
    let isNew = false
    try {
      await withFile(file, 'wx', (handle) => {
        isNew = true
        return writeAll(handle, Buffer.from(text))
      })
      return true
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false
      // A full disk still takes the name: whoever finds such a lock waits for it.
      if (isNew) await rm(file, { force: true }).catch(() => undefined)
      throw error
    }
  },

  async replace(file, text, mode) {
    const fresh = `${file}.${randomBytes(4).toString('hex')}.new`
    try {
      await withFile(
        fresh,
        'w',
        (handle) => writeAll(handle, typeof text === 'string' ? Buffer.from(text) : text),
        mode,
      )
      await renameOver(fresh, file)
    } catch (error) {
      await rm(fresh, { force: true }).catch(() => undefined)
      // Nobody knows the other name, which is another one each time.
      throw systemCode(error) === null ? error : Object.assign(error as Error, { path: file })
    }
  },

  async putInPlace(file, of) {
    // Where a link stands, the file it leads to.
    const target = await realpath(of)
    const { mode, uid, gid } = await stat(target)
    // Only an administrator may give a file away, and only one needs to.
    await chown(file, uid, gid).catch(() => undefined)
    await chmod(file, mode)
    await renameOver(file, target)
    await syncFolder(dirname(target))
  },

  remove: (file) => rm(file, { force: true }),

  async makeFolder(folder) {
    try {
      await mkdir(folder)
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
    }
  },

  hasFolder: async (folder) => (await absentAsNull(stat(folder)))?.isDirectory() ?? false,

  async list(folder) {
    const entries = await absentAsNull(readdir(folder, { withFileTypes: true }))
    if (entries === null) return null
    const listed = entries.map(async (entry): Promise<FolderEntry> => {
      const linked = entry.isSymbolicLink() ? await absentAsNull(stat(join(folder, entry.name))) : null
      return { name: entry.name, isFolder: (linked ?? entry).isDirectory() }
    })
    return (await Promise.all(listed)).sort((a, b) => (a.name < b.name ? -1 : 1))
  },

  async removeEmptyFolder(folder) {
    try {
      await rmdir(folder)
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemCode(error) ?? '')) throw error
    }
  },
}

async function absentAsNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

async function withFile<T>(
  file: string,
  flags: string,
  work: (handle: FileHandle) => Promise<T>,
  mode?: number,
): Promise<T> {
  const handle = await open(file, flags, mode)
  let result: T
  try {
    result = await work(handle)
  } catch (error) {
    await handle.close().catch(() => undefined)
    throw error
  }
  // A share may say only now that it had no room for what was written.
  await handle.close()
  return result
}

async function readFrom(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, from + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

/** One write; a disk that takes only a part of it takes the rest, or says why not, in the next. */
async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0
  while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten
  await handle.datasync()
}

/** Makes the name of a new file last. Windows cannot open folders, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  // Some shares refuse; the file itself is safe already.
  await handle.sync().catch(() => undefined)
  await handle.close()
}

/** Windows refuses to replace a file while somebody reads it: readers are quick, so that a few tries do. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let left = 20; ; left--) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (left === 0 || !['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '')) throw error
      await wait(50)
    }
  }
}
