import { basename, join } from 'node:path'
import type { FileAccess } from './file-access.ts'
import { leaseFile, memoryFile, nowFile, openFile, stateFolder } from './layout.ts'

/**
 * Removes what was written for a tag in `state/` and never took its place, as its writer died (`FileAccess.replace`). To be
 * called by who has the tag, between its own writes. Rejects with the system's errors.
 */
export async function removeUnfinished(files: FileAccess, data: string, tag: string): Promise<void> {
  const replaced = new Set([leaseFile, memoryFile, nowFile, openFile].map((fileOf) => basename(fileOf(data, tag))))
  for (const { name } of (await files.list(stateFolder(data))) ?? []) {
    const of = /^(.*)\.[0-9a-f]{8}\.new$/.exec(name)?.[1]
    if (of !== undefined && replaced.has(of)) await files.remove(join(stateFolder(data), name))
  }
}
