import { randomBytes } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { FolderChecked } from '../../preload/contract/settings.ts'
import { systemCode } from '../../preload/contract/system-code.ts'
import { tagProblem } from '../../preload/contract/tag.ts'
import { readRoot } from '../datafiles/data-folder.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { TAG_FOLDERS } from '../datafiles/layout.ts'
import { storageProblem } from '../datafiles/storage-problem.ts'
import { checkKey } from '../settings/schema.ts'
import { onceAtATime } from './once-at-a-time.ts'

/** `statfs` of a share that is away may hang. */
const PATIENCE_MS = 5000

/**
 * Whether a data folder would do: tries with a file that is taken away again, in the folder or, where it is yet to be made,
 * with a folder beside it. `files`: guarded, a share may hang.
 */
export async function checkFolder(wanted: string, files: FileAccess): Promise<FolderChecked> {
  const checked = checkKey('dataFolder', wanted)
  if (!checked.good) return unusable(`The data folder ${checked.problem}.`)
  const folder = checked.value
  if (!isAbsolute(folder))
    return unusable(`${folder} is no full path on this computer: begin it at the root or a drive.`)
  try {
    const isThere = await files.hasFolder(folder)
    // What is there and no folder fails to be listed; who opens a pipe would wait for its writer.
    if (!isThere) await files.list(folder)
    const parent = dirname(folder)
    if (!isThere && !(await files.hasFolder(parent))) {
      return unusable(`Neither ${folder} nor ${parent} is there: make ${parent} first, or connect its drive.`)
    }
    await (isThere ? tryFile(folder, files) : tryFolder(parent, files))
    const free = await freeBytes(isThere ? folder : parent)
    return isThere
      ? { problem: null, free, tags: await tagsIn(folder, files) }
      : { problem: null, isNew: true, free, tags: [] }
  } catch (error) {
    if (systemCode(error) === null) throw error
    // Nobody knows the name of what was tried with.
    return unusable(storageProblem(Object.assign(error as Error, { path: folder }), folder).message)
  }
}

const unusable = (problem: string): FolderChecked => ({ problem, free: null, tags: [] })

const probeName = (): string => `seatlog-try-${randomBytes(4).toString('hex')}`

async function tryFile(folder: string, files: FileAccess): Promise<void> {
  const probe = join(folder, `${probeName()}.txt`)
  try {
    await files.create(probe, 'Seatlog tries whether it can write here.\n')
  } finally {
    await files.remove(probe)
  }
}

/** A file would tell less: in `C:\` everybody may make folders, but no files. */
async function tryFolder(parent: string, files: FileAccess): Promise<void> {
  const probe = join(parent, probeName())
  await files.makeFolder(probe)
  await files.removeEmptyFolder(probe)
}

/** Room for this user, bytes; null where the system does not say. */
export const freeBytes = onceAtATime(roomIn, PATIENCE_MS, () => null)

async function roomIn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}

/** The tags that have a record in the folder. */
async function tagsIn(folder: string, files: FileAccess): Promise<readonly string[]> {
  const root = await readRoot(files, folder)
  const parents = TAG_FOLDERS.flatMap(({ folders }) => (folders.length === 0 ? [] : [join(folder, ...folders)]))
  const listed = await Promise.all(parents.map((parent) => files.list(parent)))
  const names = listed.flatMap((entries) => (entries ?? []).filter(({ isFolder }) => isFolder).map(({ name }) => name))
  const tags = root.state === 'claimed' ? [root.tag, ...names] : names
  const byLower = new Map(tags.filter((tag) => tagProblem(tag, []) === null).map((tag) => [tag.toLowerCase(), tag]))
  return [...byLower.values()].sort()
}
