import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { realFiles } from '../../main/datafiles/file-access.ts'
import type { KeepDays } from '../../main/datafiles/keep-days.ts'
import { createIndexer, type Indexer } from '../../main/history/indexer.ts'
import type { IndexPlace } from '../../main/history/messages.ts'
import { rebuild } from '../../main/history/rebuild.ts'

/** Read so often, in reads: all files, and by a Seatlog that was started anew. */
const ALL = 4
const ANEW = 5

/** The history of a data folder that is read while it is written. */
export interface LivingHistory {
  /** Reads what is new, at a simulated time. */
  read(at: number): Promise<void>
  /** Reads the last of it, and builds another index from all files at once. */
  finish(at: number): Promise<BothIndexes>
}

export interface BothIndexes {
  readonly living: Indexer
  readonly rebuilt: Indexer
}

/**
 * `root`: where both indexes are put. `zone` is that of the data folder's one server, `keepDays` for how long its files are
 * kept.
 */
export async function livingHistory(
  root: string,
  dataFolder: string,
  tag: string,
  zone: string,
  keepDays: KeepDays = {},
): Promise<LivingHistory> {
  const placeOf = (name: string): IndexPlace => {
    const folder = join(root, name)
    mkdirSync(folder)
    const basis = { zones: { '': 'UTC', [tag.toLowerCase()]: zone }, workingHours: {}, denials: {} }
    return { dataFolder, archiveFolders: [], tags: [tag], folder, basis, keepDays, anyBasis: false }
  }
  let now = 0
  let reads = 0
  const open = (place: IndexPlace): Indexer =>
    createIndexer({ place, files: realFiles, takeLock: () => ({ release() {} }), clock: () => now, told() {} })
  const build = async (place: IndexPlace): Promise<Indexer> => {
    const done = await rebuild({ place, files: realFiles, anyway: false, told() {}, isCancelled: () => false })
    if (done.state !== 'rebuilt') throw new Error(`the history was not built: ${done.state}`)
    return open(place)
  }
  const place = placeOf('living')
  let living = await build(place)

  return {
    async read(at) {
      now = at
      reads++
      if (reads % ANEW === 0) {
        living.close()
        living = open(place)
      }
      await living.read(reads % ALL === 0 ? 'all' : 'recent')
    },
    async finish(at) {
      now = at
      await living.read('all')
      if (living.wantsRebuild()) throw new Error('the living history has to be built again')
      const rebuilt = await build(placeOf('rebuilt'))
      await rebuilt.read('all')
      return { living, rebuilt }
    },
  }
}
