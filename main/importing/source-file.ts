import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { decodeUsers } from '../datafiles/users-csv.ts'
import { wholeLines } from '../datafiles/whole-lines.ts'
import { createLogReader } from '../debuglog/read-log.ts'
import { type FoundFile, unreadable } from './find-files.ts'
import { sourceKind } from './kind.ts'
import { HEAD_BYTES, type PastFile } from './past-imports.ts'
import type { SourceKind } from './source.ts'

/** Bytes to text, whatever the encoding; gets whole lines. */
export type Decode = (bytes: Uint8Array) => string

/** A file that can be imported. */
export interface SourceFile extends FoundFile {
  readonly kind: SourceKind
  /** Of its bytes, hexadecimal. */
  readonly sha256: string
  /** The SHA-256 of its first `HEAD_BYTES`; null where they hold too little to tell it from other files. */
  readonly head: string | null
  /** Past imports of this file when it was shorter. */
  readonly beginsLike: readonly PastFile[]
  /** Of a users file the feature of its first row; files of the same feature are read together. */
  readonly feature: string
  /** Of a debug log the first time that it tells; for comparison with that of other logs. */
  readonly begins: number
}

/** A source that could not be read to its end; its message is a sentence. */
export class SourceError extends Error {}

/** Reads a file once, to know it. Null for none of what can be imported, a sentence where it could be in another form. */
export async function knowFile(
  file: FoundFile,
  decode: Decode,
  beginningsOf: (kind: SourceKind, head: Uint8Array) => readonly PastFile[],
  advance: (bytes: number) => void,
): Promise<SourceFile | string | null> {
  const hash = createHash('sha256')
  const first: Uint8Array[] = []
  let kept = 0
  for await (const piece of bytesOf(file, advance)) {
    hash.update(piece)
    // A log that was emptied while its server wrote on, or a crash, leaves zeros: they tell nothing of what follows.
    const from = kept > 0 ? 0 : piece.findIndex((byte) => byte !== 0)
    if (from < 0) continue
    if (kept < HEAD_BYTES) first.push(piece.subarray(from, from + HEAD_BYTES - kept))
    kept += piece.length - from
  }
  const bytes = Buffer.concat(first)
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return `${file.path} is compressed (gzip): unpack it and import what is in it.`
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return `${file.path} is UTF-16: save it as UTF-8 and import that.`
  const decoded = decode(bytes)
  const text = file.size > HEAD_BYTES ? decoded.slice(0, decoded.lastIndexOf('\n') + 1) : `${decoded}\n`
  const kind = sourceKind(basename(file.path), text)
  if (kind === null) return null
  const feature = kind === 'users' ? (decodeUsers(text).rows[0]?.feature ?? '') : ''
  return {
    ...file,
    kind,
    sha256: hash.digest('hex'),
    head: isHeaderAlone(text) ? null : createHash('sha256').update(bytes).digest('hex'),
    beginsLike: beginningsOf(kind, bytes),
    // A slice would keep the whole text alive.
    feature: Buffer.from(feature).toString(),
    begins: kind === 'debug-log' ? (firstTime(text) ?? file.writtenAt) : 0,
  }
}

/** Many files of a kind begin alike, with comments and a header: a single line beside comments tells none apart. */
const isHeaderAlone = (text: string): boolean =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).length < 2

function firstTime(head: string): number | undefined {
  const reader = createLogReader()
  const time = reader.push(head).find((event) => event.time?.includes('T'))?.time
  return time === undefined ? reader.position()?.local : Date.parse(`${time}Z`) / 1000
}

/** The text of a file as it was when it was found, piece by piece. Throws a SourceError. */
export async function* textOf(
  file: FoundFile,
  decode: Decode,
  advance: (bytes: number) => void,
): AsyncGenerator<string> {
  for await (const lines of wholeLines(bytesOf(file, advance))) yield decode(lines)
}

/** A log that is still written may be longer by now; what was added would be missing in what is known of the file. */
async function* bytesOf({ path, size }: FoundFile, advance: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  if (size === 0) return
  let read = 0
  try {
    for await (const piece of createReadStream(path, { end: size - 1, highWaterMark: 1 << 18 })) {
      read += piece.length
      advance(piece.length)
      yield piece
    }
  } catch (error) {
    throw new SourceError(unreadable(path, error))
  }
  if (read < size) throw new SourceError(`${path} was cut while it was read: import it again.`)
}
