import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { readRoot } from '../datafiles/data-folder.ts'
import { type FileAccess, realFiles } from '../datafiles/file-access.ts'
import { type ForgetRules, type ForgetTally, forgetInFolder, forgetInState } from '../datafiles/forget-files.ts'
import { compactJournal } from '../datafiles/forget-journal.ts'
import { type IsPerson, isOneOf, namesOf } from '../datafiles/forget-person.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { journalFile } from '../datafiles/journal-database.ts'
import { IMPORTED_FOLDER, memoryFile, stateFolder } from '../datafiles/layout.ts'
import { storageProblem } from '../datafiles/storage-problem.ts'
import { forgetInIndex } from '../history/forget-rows.ts'
import { indexFolder } from '../history/index-files.ts'
import { placesOf, thisMachine } from '../settings/places.ts'
import { type Hold, type HoldParts, takeHold } from './forget-hold.ts'
import { forgetInMemory, searchMemory } from './forget-memory.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'

export interface ForgetParts extends HoldParts {
  /** As lmstat prints it, in any case; or a pseudonym as it stands in the files. */
  readonly user: string
  /**
   * Only searches the files; neither the journal nor a lease is asked for, so that Seatlog may be running. What waits in the
   * journal is not found then.
   */
  readonly dryRun: boolean
  readonly progress: (done: number, total: number) => void
}

/** What was found of a person and removed, or would be. */
export interface Forgotten {
  /** `rows`: those that were removed or changed; 0 where whole files were removed. `files`: 0 for what is in no data file. */
  readonly found: readonly { readonly what: string; readonly rows: number; readonly files: number }[]
  /** Fragments of torn lines on the local disk, whoever they are about. */
  readonly fragments: number
  /** What could not be searched or changed, one sentence each; empty: nothing of the person is left in Seatlog's reach. */
  readonly notReached: readonly string[]
}

/** `forget` with the settings and folders of this user. */
export async function forgetBySettings(
  source: SettingsSource,
  wish: Pick<ForgetParts, 'user' | 'dryRun' | 'progress'>,
): Promise<Result<Forgotten>> {
  const opened = settingsOf(source)
  if (!opened.ok) return opened
  const settings = opened.value.current()
  opened.value.close()
  const { localStateFolder } = placesOf(thisMachine())
  const clock = (): number => Math.floor(Date.now() / 1000)
  return forget({ ...wish, settings, files: guardFiles(realFiles), localStateFolder, host: hostname(), clock })
}

/**
 * Removes a person from the data folder, the archive folders and the local journal (DESIGN section 7). Fails with a
 * sentence, and has changed nothing then, where another Seatlog writes or the folder cannot be read.
 */
export async function forget(parts: ForgetParts): Promise<Result<Forgotten>> {
  const { settings, files, localStateFolder, user, dryRun } = parts
  const data = settings.dataFolder
  const rootTag = await rootTagOf(files, data)
  if (!rootTag.ok) return rootTag
  const names = namesOf(user, settings.pseudonymKey)
  const isPerson = isOneOf(names)
  const tally: ForgetTally = { found: new Map(), notReached: [] }
  const local = { folder: localStateFolder, journal: journalFile(localStateFolder, data), dryRun }
  if (dryRun) {
    const memory = await inMemories(files, data, isPerson, tally)
    await inFolders(parts, rootTag.value, { names, hold: null, counted: memory.files }, tally)
    return ok(forgotten(tally, memory.rows, await forgetLocally(files, local, tally)))
  }

  // Nobody may log, nor be kept from it, where nobody ever has.
  const held = await takeHold(rootTag.value === null ? { ...parts, settings: { ...settings, servers: [] } } : parts)
  if (!held.ok) return held
  const hold = held.value
  let remembered = 0
  try {
    if (hold.waiting !== null) tally.notReached.push(hold.waiting)
    for (const tag of hold.tags) remembered += await forgetInMemory(files, data, tag, hold.memories, isPerson)
    await inFolders(parts, rootTag.value, { names, hold, counted: new Set() }, tally)
  } catch (error) {
    return failure('cannot-write', storageProblem(error, data).message)
  } finally {
    await hold.release()
  }
  const inIndex = forgetInHistory(localStateFolder, data, isPerson, tally)
  return ok(forgotten(tally, remembered, await forgetLocally(files, local, tally), inIndex))
}

/** Null: nothing but imports is there. */
async function rootTagOf(files: FileAccess, data: string): Promise<Result<string | null>> {
  try {
    const root = await readRoot(files, data)
    if (root.state === 'claimed') return ok(root.tag)
    if (root.state === 'none' && (await files.hasFolder(join(data, IMPORTED_FOLDER)))) return ok(null)
    return failure(
      'not-found',
      `${data} is no data folder of Seatlog (state/root.json is missing or damaged): check the path after --data.`,
    )
  } catch (error) {
    return failure('cannot-read', storageProblem(error, data).message)
  }
}

/** How many entries loggers remember of a person, by the copies beside the data, and the copies that tell. */
async function inMemories(files: FileAccess, data: string, isPerson: IsPerson, { notReached }: ForgetTally) {
  const telling = new Set<string>()
  let rows = 0
  try {
    for (const { name } of (await files.list(stateFolder(data))) ?? []) {
      const [, tag] = /^(.+)\.memory\.json$/.exec(name) ?? []
      const found = tag === undefined ? 0 : await searchMemory(files, data, tag, isPerson)
      rows += found
      if (tag !== undefined && found > 0) telling.add(memoryFile(data, tag))
    }
  } catch (error) {
    notReached.push(storageProblem(error, data).message)
  }
  return { rows, files: telling }
}

async function inFolders(
  { settings, files, dryRun, progress }: ForgetParts,
  rootTag: string | null,
  { names, hold, counted }: Pick<ForgetRules, 'names' | 'counted'> & { readonly hold: Hold | null },
  tally: ForgetTally,
): Promise<void> {
  const rules = {
    names,
    dryRun,
    counted,
    untouchable: hold?.untouchable ?? new Map<string, string>(),
    mayGoOn: hold?.mayGoOn ?? (async () => null),
    progress,
  }
  await forgetInFolder(files, settings.dataFolder, rootTag, rules, tally)
  await forgetInState(files, settings.dataFolder, rules, tally)
  for (const archive of settings.archiveFolders) {
    if (await isThere(files, archive)) await forgetInFolder(files, archive, rootTag, rules, tally)
    else
      tally.notReached.push(`The archive folder ${archive} cannot be reached: connect its drive, then run this again.`)
  }
}

/** The history's index; files it has read may be gone. Answers how many rows it had. */
function forgetInHistory(local: string, data: string, isPerson: IsPerson, { notReached }: ForgetTally): number {
  const folder = indexFolder(local, data)
  if (!existsSync(folder)) return 0
  try {
    const done = forgetInIndex(folder, isPerson)
    if (done.state === 'done') return done.rows
    notReached.push(`The history in ${folder} is in use by another Seatlog: quit it, then run this again.`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    notReached.push(`The history in ${folder} cannot be searched (${why}): delete that folder, it is built again.`)
  }
  return 0
}

const isThere = (files: FileAccess, folder: string): Promise<boolean> => files.hasFolder(folder).catch(() => false)

/**
 * What is left on the local disk: deleted rows in the journal's file, and the fragments of torn lines, whose number is
 * answered. Their rows were written again from the journal; a name may be cut in them, so that all of them go.
 */
async function forgetLocally(
  files: FileAccess,
  { folder, journal, dryRun }: { readonly folder: string; readonly journal: string; readonly dryRun: boolean },
  { notReached }: ForgetTally,
): Promise<number> {
  const left = dryRun ? null : compactJournal(journal)
  if (left !== null) notReached.push(left)
  const torn = join(folder, 'torn')
  try {
    const aside = ((await files.list(folder)) ?? []).filter(({ name }) =>
      name.startsWith(`${basename(journal)}.damaged-`),
    )
    for (const { name } of aside)
      notReached.push(`${join(folder, name)} is a damaged journal, put aside, which cannot be searched: delete it.`)
    const fragments = (await files.list(torn)) ?? []
    if (!dryRun) for (const { name } of fragments) await files.remove(join(torn, name))
    return fragments.length
  } catch (error) {
    notReached.push(storageProblem(error, torn).message)
    return 0
  }
}

const WORDS: Readonly<Record<string, string>> = { open: 'open checkouts', state: 'state/' }

function forgotten({ found, notReached }: ForgetTally, remembered: number, fragments: number, inIndex = 0): Forgotten {
  const inFiles = [...found].map(([what, count]) => ({ what: WORDS[what] ?? what, ...count }))
  return {
    found: [
      ...inFiles,
      ...(remembered > 0 ? [{ what: 'memory of the logger', rows: remembered, files: 0 }] : []),
      ...(inIndex > 0 ? [{ what: 'history', rows: inIndex, files: 0 }] : []),
    ],
    fragments,
    notReached: [...new Set(notReached)],
  }
}
