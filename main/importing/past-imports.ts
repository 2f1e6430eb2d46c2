import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import type { FileAccess } from '../datafiles/file-access.ts'
import { IMPORTED_FOLDER } from '../datafiles/layout.ts'

/** Names what an import is made of; says nothing of a row, and is the last file written. */
export const SOURCE_FILE = 'source.json'

/** Of so many bytes, or of all where it has fewer, is a file's `head`. */
export const HEAD_BYTES = 65_536

/** A file that was imported for a tag before; `id` of its import, `head` the SHA-256 of how it begins. */
export interface PastFile {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly kind: string
  readonly head?: string
}

const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    tag: v.string(),
    files: v.array(
      v.object({
        name: v.string(),
        size: v.number(),
        sha256: v.string(),
        kind: v.string(),
        head: v.exactOptional(v.string()),
      }),
    ),
  }),
)

export async function pastImports(files: FileAccess, data: string, tag: string): Promise<readonly PastFile[]> {
  const past: PastFile[] = []
  for (const { name: id } of (await files.list(join(data, IMPORTED_FOLDER))) ?? []) {
    if (id.startsWith('.')) continue
    const text = await files.readText(join(data, IMPORTED_FOLDER, id, SOURCE_FILE))
    const source = v.safeParse(schema, text)
    if (!source.success || source.output.tag.toLowerCase() !== tag.toLowerCase()) continue
    past.push(...source.output.files.map((file) => ({ id, ...file })))
  }
  return past
}

const headLength = ({ size }: PastFile): number => Math.min(size, HEAD_BYTES)

/** Tells of a file by its kind and first bytes (`HEAD_BYTES`, or all) with which of the past ones it begins. */
export function createBeginnings(past: readonly PastFile[]): (kind: string, bytes: Uint8Array) => readonly PastFile[] {
  const ascending = past.toSorted((a, b) => headLength(a) - headLength(b))
  return (kind, bytes) => {
    const hash = createHash('sha256')
    let hashed = 0
    return ascending.filter((file) => {
      const length = headLength(file)
      if (file.head === undefined || file.kind !== kind || length > bytes.length) return false
      hash.update(bytes.subarray(hashed, length))
      hashed = length
      return hash.copy().digest('hex') === file.head
    })
  }
}

/** The same files under the same tag have the same id, whatever they are called (DESIGN 4.8). */
export function importId(tag: string, hashes: readonly string[]): string {
  const text = [tag.toLowerCase(), ...hashes.toSorted()].join('\n')
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
