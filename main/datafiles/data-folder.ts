import { dirname } from 'node:path'
import * as v from 'valibot'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { FileAccess } from './file-access.ts'
import type { Journal } from './journal.ts'
import { rootFile, stateFolder } from './layout.ts'
import { underLock } from './state-lock.ts'
import { type StorageProblem, storageProblem } from './storage-problem.ts'

export type Opened =
  | { readonly ok: true; readonly rootTag: string }
  | { readonly ok: false; readonly problem: StorageProblem }

/** A data folder one writes to. `path` is absolute. */
export interface DataFolder {
  readonly path: string
  /**
   * Makes sure that the folder is there: at its first use creates it (not its parents) and claims it for the first tag.
   * A folder that was used before and lacks its `state` folder is a drive that is away, and never created anew.
   */
  open(): Promise<Opened>
}

/** `firstTag` is the tag that logs into the folder itself when nobody has claimed it yet. */
export function createDataFolder(files: FileAccess, path: string, journal: Journal, firstTag: string): DataFolder {
  return {
    path,
    async open() {
      try {
        const root = await readRoot(files, path)
        if (root.state === 'none' && rememberedTag() !== null && !(await files.hasFolder(stateFolder(path))))
          return { ok: false, problem: away(path) }
        const rootTag = root.state === 'claimed' ? root.tag : await claim()
        if (rootTag === null) return { ok: false, problem: busy(path) }
        if (rememberedTag() !== rootTag) journal.setState('', 'root', rootTag)
        return { ok: true, rootTag }
      } catch (error) {
        const noParent = systemCode(error) === 'ENOENT' && rememberedTag() === null
        return { ok: false, problem: noParent ? nowhere(path) : storageProblem(error, path) }
      }
    },
  }

  function rememberedTag(): string | null {
    const tag = journal.state('', 'root')
    return typeof tag === 'string' ? tag : null
  }

  /** The tag that has the folder now; null when another Seatlog is claiming it at the moment. */
  async function claim(): Promise<string | null> {
    await files.makeFolder(path)
    await files.makeFolder(stateFolder(path))
    const claimed = await underLock(files, path, 'root', async (inTime) => {
      const root = await readRoot(files, path)
      if (root.state === 'claimed') return root
      if (!inTime()) return 'busy'
      const tag = rememberedTag() ?? firstTag
      await files.replace(rootFile(path), `${JSON.stringify({ format: 1, tag })}\n`)
      return { tag }
    })
    return claimed === 'busy' ? null : claimed.tag
  }
}

export type Root = { readonly state: 'claimed'; readonly tag: string } | { readonly state: 'none' | 'damaged' }

const schema = v.pipe(v.string(), v.parseJson(), v.object({ tag: v.string() }))

/** Which tag logs into the data folder itself; `none`: nobody claimed it yet, or it is away. */
export async function readRoot(files: FileAccess, data: string): Promise<Root> {
  const text = await files.readText(rootFile(data))
  if (text === null) return { state: 'none' }
  const root = v.safeParse(schema, text)
  return root.success ? { state: 'claimed', tag: root.output.tag } : { state: 'damaged' }
}

const away = (path: string): StorageProblem => ({
  code: 'away',
  file: rootFile(path),
  message:
    `${path} lacks the files Seatlog wrote there (state/root.json): connect its drive again or, if you emptied it on ` +
    `purpose, create a folder named "state" in it.`,
})

const nowhere = (path: string): StorageProblem => ({
  code: 'away',
  file: path,
  message: `${path} cannot be created, because ${dirname(path)} does not exist: create that, or choose another data folder.`,
})

const busy = (path: string): StorageProblem => ({
  code: 'refused',
  file: rootFile(path),
  message: `${path} is being set up by another Seatlog: it is tried again with the next poll.`,
})
