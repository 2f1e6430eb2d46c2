import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { decodeUsers } from '../datafiles/users-csv.ts'
import { wholeLines } from '../datafiles/whole-lines.ts'
import { createLogReader } from '../debuglog/read-log.ts'
import { type FoundFile, unreadable } from './find-files.ts'
import { sourceKind } from './kind.ts'
import type { SourceKind } from './source.ts'

/** Bytes to text, whatever the encoding; gets whole lines. */
export type Decode = (bytes: Uint8Array) => string

/** A file that can be imported. */
export interface SourceFile extends FoundFile {
  readonly kind: SourceKind
  /** Of its bytes, hexadecimal. */
  readonly sha256: string
  /** Of a users file the feature of its first row; files of the same feature are read together. */
  readonly feature: string
  /** Of a debug log the first time that it tells; for comparison with that of other logs. */
  readonly begins: number
}

/** A source that could not be read to its end; its message is a sentence. */
export class SourceError extends Error {}

const HEAD = 65_536

/** Reads a file once, to know it. A sentence where it is none of what can be imported. */
export async function knowFile(
  file: FoundFile,
  decode: Decode,
  advance: (bytes: number) => void,
): Promise<SourceFile | string> {
  const hash = createHash('sha256')
  const first: Uint8Array[] = []
  let kept = 0
  for await (const piece of bytesOf(file, advance)) {
    hash.update(piece)
    if (kept < HEAD) first.push(piece.subarray(0, HEAD - kept))
    kept += piece.length
  }
  const bytes = Buffer.concat(first)
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return `${file.path} is compressed (gzip): unpack it and import what is in it.`
  const text = decode(bytes)
  const head = file.size > HEAD ? text.slice(0, text.lastIndexOf('\n') + 1) : `${text}\n`
  const kind = sourceKind(basename(file.path), head)
  if (kind === null) return `${file.path} is left out: ${NONE_OF}`
  const feature = kind === 'users' ? (decodeUsers(head).rows[0]?.feature ?? '') : ''
  const begins = kind === 'debug-log' ? (firstTime(head) ?? file.writtenAt) : 0
  // A slice would keep the whole head alive.
  return { ...file, kind, sha256: hash.digest('hex'), feature: Buffer.from(feature).toString(), begins }
}

function firstTime(head: string): number | undefined {
  const reader = createLogReader()
  const time = reader.push(head).find((event) => event.time?.includes('T'))?.time
  return time === undefined ? reader.position()?.local : Date.parse(`${time}Z`) / 1000
}

const NONE_OF =
  'it is no debug log, no .chk, .den or capacity file of a Monitor, no features or users CSV of the Python logger.'

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
