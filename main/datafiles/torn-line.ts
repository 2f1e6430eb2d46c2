import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FileAccess } from './file-access.ts'
import { JournalError, journalFailure } from './journal-database.ts'

const STEP = 64 * 1024

/** How an existing file goes on: its length, and the line end it uses. */
export interface FileEnd {
  readonly length: number
  readonly eol: string
}

/**
 * Finds the end of a file that is to be continued; null when there is none or it is empty. A last line without its line
 * end was torn by a crash: the file is cut back to its last line end, and the fragment is kept in `tornFolder`.
 */
export async function wholeLines(files: FileAccess, file: string, tornFolder: string): Promise<FileEnd | null> {
  const tail = await files.tail(file, STEP)
  if (tail === null || tail.size === 0) return null
  const pieces: Buffer[] = [tail.bytes]
  let from = tail.size - tail.bytes.length
  // A piece is put before the others only when the line end is found: the line may be as long as the file.
  while (pieces[0]?.includes('\n') === false && from > 0) {
    const before = Math.max(0, from - STEP)
    pieces.unshift((await files.read(file, before, from - before)) ?? Buffer.alloc(0))
    from = before
  }
  const bytes = Buffer.concat(pieces)
  const whole = bytes.lastIndexOf('\n') + 1
  const length = tail.size - bytes.length + whole
  if (length < tail.size) {
    await keepFragment(tornFolder, file, bytes.subarray(whole))
    await files.cut(file, length)
  }
  return length === 0 ? null : { length, eol: bytes[whole - 2] === CR ? '\r\n' : '\n' }
}

const CR = 13

/** Named by its content: found a second time after a crash, it is kept once. */
async function keepFragment(folder: string, file: string, fragment: Buffer): Promise<void> {
  const hash = createHash('sha256').update(file).update(fragment).digest('hex').slice(0, 8)
  const kept = join(folder, `${basename(file)}.${hash}`)
  try {
    await mkdir(folder, { recursive: true })
    // It may name people.
    await writeFile(kept, fragment, { mode: 0o600 })
  } catch (error) {
    throw new JournalError(journalFailure(error, kept), kept)
  }
}
