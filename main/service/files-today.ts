import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { HealthView } from '../../preload/contract/health.ts'
import { systemCode } from '../../preload/contract/system-code.ts'
import { readRoot } from '../datafiles/data-folder.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { storedFiles } from '../datafiles/stored-files.ts'

type WrittenFile = HealthView['filesToday'][number]

const MOST_FILES = 500
const PATIENCE_MS = 5000
const DAY = 86_400_000

/**
 * The data files that were written since `midnight`, the latest first; none where the folder cannot be read, which the
 * spool tells. Looks at files of that day and those beside it alone, since other zones have another day: at most 500, for
 * 5 s. `midnight` in epoch milliseconds; `files`: guarded, a share may hang.
 */
export async function filesToday(data: string, files: FileAccess, midnight: number): Promise<readonly WrittenFile[]> {
  const found: WrittenFile[] = []
  const looking = new AbortController()
  const look = lookAt(data, files, midnight, found, looking.signal).catch((error: unknown) => {
    if (systemCode(error) === null) throw error
  })
  await Promise.race([look, wait(PATIENCE_MS, undefined, { ref: false })])
  looking.abort()
  return found.toSorted((a, b) => b.writtenAt - a.writtenAt)
}

async function lookAt(
  data: string,
  files: FileAccess,
  midnight: number,
  found: WrittenFile[],
  signal: AbortSignal,
): Promise<void> {
  const days = [-1, 0, 1, 2].map((days) => new Date(midnight + days * DAY).toISOString().slice(0, 10))
  const root = await readRoot(files, data)
  for await (const { file, day } of storedFiles(files, data, root.state === 'claimed' ? root.tag : null)) {
    if (signal.aborted || found.length >= MOST_FILES) return
    if (!days.includes(day)) continue
    // One that has been moved away meanwhile does not hide the others.
    const stats = await stat(file).catch(() => null)
    if (stats === null || stats.mtimeMs < midnight) continue
    found.push({ path: file, bytes: stats.size, writtenAt: Math.floor(stats.mtimeMs / 1000) })
  }
}
