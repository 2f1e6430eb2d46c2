import { realFiles } from '../../../main/datafiles/file-access.ts'
import { answer, type Circumstances } from '../../../main/history/answer.ts'
import { openIndex } from '../../../main/history/database.ts'
import { newestIndex } from '../../../main/history/index-files.ts'
import { type Basis, indexParts } from '../../../main/history/index-parts.ts'
import { createIndexer, type Indexer } from '../../../main/history/indexer.ts'
import { takeLock } from '../../../main/history/lock.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'
import { createOverlay } from '../../../main/history/overlay.ts'
import { createReader } from '../../../main/history/reader.ts'
import { rebuild } from '../../../main/history/rebuild.ts'
import { type Compared, groupsOf, NOW } from './compared.ts'
import { SERVERS } from './make-year.ts'

const BASIS: Basis = { zones: {}, workingHours: {}, denials: {} }

/** An index of the made-up year that lies in a folder of its own. */
export const placeOf = (dataFolder: string, folder: string): IndexPlace => ({
  dataFolder,
  archiveFolders: [],
  keepDays: {},
  anyBasis: false,
  tags: SERVERS.map(({ tag }) => tag),
  folder,
  basis: BASIS,
})

/** Builds it; answers how many rows were read. */
export async function buildIndex(place: IndexPlace): Promise<number> {
  let count = 0
  const told = ({ rows }: { readonly rows: number }): void => {
    count = rows
  }
  await rebuild({ place, files: realFiles, anyway: true, told, isCancelled: () => false })
  return count
}

/** The one that reads new rows; `now` as its clock tells it, epoch seconds. */
export function startIndexer(place: IndexPlace, now: number): Indexer {
  return createIndexer({
    place,
    files: realFiles,
    takeLock: () => takeLock(place.folder),
    clock: () => now,
    told: () => undefined,
  })
}

/** Opens an index for answers, as the worker does. */
export function openAnswers(folder: string, users: number): { ask(compared: Compared): unknown; close(): void } {
  const file = newestIndex(folder)
  const db = file === null ? null : openIndex(file, true)
  if (db === null) throw new Error(`no index in ${folder}`)
  const index = indexParts(db, BASIS)
  const reader = createReader(index, createOverlay([], index.numbers))
  const about: Circumstances = { now: NOW, groups: groupsOf(users), groupsProblem: null }
  return { ask: ({ question, asked }) => answer(reader, question, asked, about), close: () => db.close() }
}
