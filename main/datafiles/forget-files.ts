import { join } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { FileAccess } from './file-access.ts'
import { forgetInFile } from './forget-file.ts'
import { ERASERS, eraseFromObject } from './forget-lines.ts'
import { isOneOf } from './forget-person.ts'
import { IMPORTED_FOLDER, type RowKind, stateFolder } from './layout.ts'
import { storageProblem } from './storage-problem.ts'
import { type StoredFile, storedFiles } from './stored-files.ts'
import { withoutLinks } from './without-links.ts'

/** What was removed of a person, or would be, and what could not be searched or changed, each in one sentence. */
export interface ForgetTally {
  /** `open`: copies of open checkouts; `state`: whole files of the live view. `rows`: lines that went or were changed. */
  readonly found: Map<RowKind | 'open' | 'state', { readonly rows: number; readonly files: number }>
  readonly notReached: string[]
}

export interface ForgetRules {
  /** As `namesOf` gives them. */
  readonly names: readonly string[]
  readonly dryRun: boolean
  /** Files, links followed, that must stay as they are for now, with the sentence why. */
  readonly untouchable: ReadonlyMap<string, string>
  /** Files of `state/` that are counted elsewhere. */
  readonly counted: ReadonlySet<string>
  /** Asked before each file; a sentence ends the work. */
  readonly mayGoOn: () => Promise<string | null>
  readonly progress: (done: number, total: number) => void
}

/**
 * Removes a person's rows from the row files of a folder, the data folder or an archive laid out like one. A file that
 * cannot be changed does not keep the others from it; a folder that goes away ends the work.
 */
export async function forgetInFolder(
  files: FileAccess,
  folder: string,
  rootTag: string | null,
  { names, dryRun, untouchable, mayGoOn, progress }: ForgetRules,
  tally: ForgetTally,
): Promise<void> {
  const isPerson = isOneOf(names)
  try {
    const all: StoredFile[] = []
    for await (const stored of storedFiles(files, folder, rootTag)) if (ERASERS[stored.kind] !== null) all.push(stored)
    for (const [done, { kind, file }] of all.entries()) {
      progress(done, all.length)
      const erase = ERASERS[kind]?.(isPerson)
      const stop = await mayGoOn()
      if (stop !== null) {
        tally.notReached.push(stop)
        return
      }
      const why = untouchable.size === 0 ? undefined : untouchable.get(withoutLinks(file))
      if (why !== undefined) tally.notReached.push(why)
      else if (erase !== undefined)
        await attempt(folder, file, tally, async () => {
          const rows = await forgetInFile(files, file, erase, { dryRun })
          if (rows > 0) count(tally, kind, rows)
        })
    }
    progress(all.length, all.length)
    const imports = (await files.list(join(folder, IMPORTED_FOLDER))) ?? []
    for (const { name } of imports.filter(({ name }) => name.startsWith('.')))
      tally.notReached.push(
        `${join(folder, IMPORTED_FOLDER, name)} is an import that is under way or was broken off: let it end, or delete the folder.`,
      )
  } catch (error) {
    tally.notReached.push(storageProblem(error, folder).message)
  }
}

/**
 * The same in the files of `state/`: copies of open checkouts lose the person's lines; every other file of the live view
 * in which a name occurs is removed, because the next poll writes it anew.
 */
export async function forgetInState(
  files: FileAccess,
  data: string,
  { names, dryRun, counted }: Pick<ForgetRules, 'names' | 'dryRun' | 'counted'>,
  tally: ForgetTally,
): Promise<void> {
  const folder = stateFolder(data)
  const mentions = mentionOf(names)
  try {
    for (const { name } of (await files.list(folder)) ?? []) {
      const file = join(folder, name)
      await attempt(data, file, tally, async () => {
        if (name.endsWith('.jsonl')) {
          const rows = await forgetInFile(files, file, eraseFromObject(isOneOf(names)), { dryRun })
          if (rows > 0) count(tally, 'open', rows)
        } else if (/\.(?:json|new|forget)$/.test(name) && name !== 'root.json' && !counted.has(file)) {
          if (!mentions.test((await files.readText(file)) ?? '')) return
          if (!dryRun) await files.remove(file)
          count(tally, 'state', 0)
        }
      })
    }
  } catch (error) {
    tally.notReached.push(storageProblem(error, data).message)
  }
}

/** Finds one of the names in JSON text, where it is no part of a longer word. */
function mentionOf(names: readonly string[]): RegExp {
  const quoted = names.map((name) =>
    JSON.stringify(name)
      .slice(1, -1)
      .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  )
  return new RegExp(`(?<!(?<!\\\\)[\\p{L}\\p{N}._-])(?:${quoted.join('|')})(?![\\p{L}\\p{N}._-])`, 'iu')
}

function count({ found }: ForgetTally, what: RowKind | 'open' | 'state', rows: number): void {
  const before = found.get(what)
  found.set(what, { rows: (before?.rows ?? 0) + rows, files: (before?.files ?? 0) + 1 })
}

/** Notes down what concerns one file alone; throws on what concerns the whole folder. */
async function attempt(folder: string, file: string, tally: ForgetTally, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (storageProblem(error, folder).code === 'away') throw error
    tally.notReached.push(
      `${file} cannot be searched or changed (${systemCode(error)}): close it where it is open, or get the right to change it.`,
    )
  }
}
