import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import type { FileAccess } from '../datafiles/file-access.ts'
import { IMPORTED_FOLDER } from '../datafiles/layout.ts'

/** Names what an import is made of; says nothing of a row, and is the last file written. */
export const SOURCE_FILE = 'source.json'

const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ tag: v.string(), files: v.array(v.object({ sha256: v.string() })) }),
)

/** Which files were imported for a tag before: of each SHA-256 the id of its import. */
export async function pastImports(files: FileAccess, data: string, tag: string): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>()
  for (const { name: id } of (await files.list(join(data, IMPORTED_FOLDER))) ?? []) {
    if (id.startsWith('.')) continue
    const text = await files.readText(join(data, IMPORTED_FOLDER, id, SOURCE_FILE))
    const source = v.safeParse(schema, text)
    if (!source.success || source.output.tag.toLowerCase() !== tag.toLowerCase()) continue
    for (const { sha256 } of source.output.files) known.set(sha256, id)
  }
  return known
}

/** The same files under the same tag have the same id, whatever they are called (DESIGN 4.8). */
export function importId(tag: string, hashes: readonly string[]): string {
  const text = [tag.toLowerCase(), ...hashes.toSorted()].join('\n')
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
