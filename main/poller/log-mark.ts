import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'
import { namesIn } from './log-path.ts'

/** How far a file was read, and what it is known by again, under whatever name. */
export interface LogMark {
  /** Device and number of the file; some shares give a file another one each time. */
  readonly id: string
  /** SHA-256 of the first `headLength` bytes. */
  readonly head: string
  readonly headLength: number
  readonly offset: number
}

/** A file that a mark was made of. */
export interface Found {
  readonly path: string
  readonly id: string
  readonly size: number
}

/** By then a debug log has told the time and date of its start. */
export const HEAD_BYTES = 4096

/** The mark of a file that was read up to `offset`. */
export async function markOf(handle: FileHandle, id: string, offset: number, known: LogMark | null): Promise<LogMark> {
  const headLength = Math.min(offset, HEAD_BYTES)
  const head = known?.headLength === headLength ? known.head : await headOf(handle, headLength)
  return { id, head, headLength, offset }
}

export async function idOf(handle: FileHandle): Promise<string> {
  const { dev, ino } = await handle.stat({ bigint: true })
  return `${dev}:${ino}`
}

/**
 * The file a mark was made of: at `path`, or beside it where it was renamed or, before it was emptied, copied. Null where
 * it is gone, or was begun anew.
 */
export async function findMarked(path: string, mark: LogMark): Promise<Found | null> {
  const here = await identify(path, mark)
  if (here?.id === mark.id) return here
  const folder = dirname(path)
  const found = here === null ? [] : [here]
  for (const name of await namesIn(folder)) {
    const other = join(folder, name)
    if (other === path) continue
    const match = await identify(other, mark).catch(ignoreForeign)
    if (match !== null) found.push(match)
  }
  const longest = found.toSorted((a, b) => b.size - a.size)[0]
  return found.find(({ id }) => id === mark.id) ?? here ?? longest ?? null
}

/** Whether a file may be the one the mark was made of: it begins with the same bytes and reaches as far. */
export async function fits(handle: FileHandle, mark: LogMark): Promise<boolean> {
  const stats = await handle.stat()
  if (!stats.isFile() || stats.size < mark.offset) return false
  return (await headOf(handle, mark.headLength)) === mark.head
}

/** The file at the path where the mark fits it. */
export async function identify(path: string, mark: LogMark): Promise<Found | null> {
  // Where another program's pipe has the name, an open that waits would wait for ever.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(absent)
  if (handle === null) return null
  try {
    if (!(await fits(handle, mark))) return null
    return { path, id: await idOf(handle), size: (await handle.stat()).size }
  } finally {
    await handle.close()
  }
}

async function headOf(handle: FileHandle, length: number): Promise<string> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return createHash('sha256').update(bytes.subarray(0, filled)).digest('hex')
}

function absent(error: unknown): null {
  if (systemCode(error) === 'ENOENT') return null
  throw error
}

/** What lies beside a log may be anything: a folder, a file of another user. */
function ignoreForeign(error: unknown): null {
  if (systemCode(error) === null) throw error
  return null
}
