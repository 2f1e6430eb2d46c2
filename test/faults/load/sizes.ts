import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of all files below a folder; of those alone whose path `isMeant`. */
export function bytesBelow(folder: string, isMeant: (path: string) => boolean = () => true): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && isMeant(path)) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0
  }
  return bytes
}
