import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FileAccess } from './file-access.ts'
import { stateFolder } from './layout.ts'

const STEP_MS = 50
/** A lock is held for a few file operations; one that stays this long was left by a Seatlog that died. */
const LEFT_BEHIND_MS = 5_000

/**
 * Runs `work` while nobody else on the share runs a work of the same name, or answers `busy` when others are too many.
 * The lock is a file that only one can create. `work` gets a function that tells whether it still is in time: when this
 * machine slept meanwhile, others took the lock for left behind, and nothing may be written any more; and one that tells
 * behind a write whether nobody can have done so yet. Rejects with the system errors of the share.
 */
export async function underLock<T>(
  files: FileAccess,
  data: string,
  name: string,
  work: (inTime: () => boolean, isOurs: () => boolean) => Promise<T>,
  leftBehindMs = LEFT_BEHIND_MS,
): Promise<T | 'busy'> {
  const file = join(stateFolder(data), `${name}.lock`)
  const own = randomUUID()
  const created = await createLock(files, file, own, leftBehindMs)
  if (created === null) return 'busy'
  try {
    const isYounger = (ms: number) => () => Date.now() - created < ms
    return await work(isYounger(leftBehindMs / 2), isYounger(leftBehindMs))
  } finally {
    if ((await files.readText(file)) === own) await files.remove(file)
  }
}

/** When the lock was created (epoch milliseconds), or null. */
async function createLock(files: FileAccess, file: string, own: string, leftBehindMs: number): Promise<number | null> {
  let seen: string | null = null
  let unchangedMs = 0
  for (let waitedMs = 0; waitedMs < 3 * leftBehindMs; waitedMs += STEP_MS) {
    const created = Date.now()
    if (await files.create(file, own)) return created
    const current = await files.readText(file)
    unchangedMs = current === seen ? unchangedMs + STEP_MS : 0
    seen = current
    if (unchangedMs >= leftBehindMs) return replaceLeftBehind(files, file, own, leftBehindMs / 10)
    await wait(STEP_MS)
  }
  return null
}

/** Two may do this one right after the other, the second removing the first one's new lock: the last one has it. */
async function replaceLeftBehind(
  files: FileAccess,
  file: string,
  own: string,
  settleMs: number,
): Promise<number | null> {
  await files.remove(file)
  const created = Date.now()
  if (!(await files.create(file, own))) return null
  await wait(settleMs)
  return (await files.readText(file)) === own ? created : null
}
