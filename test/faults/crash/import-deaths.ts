import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { createNames } from '../../../main/datafiles/names.ts'
import { importSources } from '../../../main/importing/import-sources.ts'
import { decodeText } from '../../../main/poller/decode.ts'
import { photograph } from './photos.ts'
import { differences, recordedLines } from './record.ts'
import { debugLog, MINUTE, START, TAG } from './small-site.ts'
import { noteDifferences, type Tally } from './tally.ts'

/**
 * Kills an import at every moment at which the disk is another one: readers find nothing of it then, or all, and all once
 * when it is run again.
 */
export async function dieImporting(root: string, every: number, tally: Tally): Promise<void> {
  const disk = join(root, 'disk')
  const data = join(disk, 'data')
  mkdirSync(data, { recursive: true })
  const log = join(root, 'old.log')
  writeFileSync(log, debugLog(START + 8 * MINUTE))
  const task = { data, tag: TAG, zone: 'Europe/Berlin', names: createNames('names', ''), paths: [log] }
  const progress = { begin() {}, advance() {}, finished() {} }
  const run = async (files: FileAccess): Promise<void> => {
    const parts = { files, decode: decodeText, clock: () => START, csvEol: '\n', progress }
    const done = await importSources(task, parts)
    if (!done.ok) throw new Error(done.message)
  }
  const moments = await photograph(disk, realFiles, run)
  const imported = recordedLines(data)
  if (imported.size === 0) throw new Error('nothing was imported')
  for (const [at, moment] of moments.entries()) {
    if (at % every !== 0 && at !== moments.length - 1) continue
    tally.times++
    const when = `import killed at: ${moment.what}`
    moment.restore()
    const left = recordedLines(data)
    if (left.size > 0) noteDifferences(tally, when, differences(imported, left))
    await run(realFiles)
    noteDifferences(tally, `${when}, and run again`, differences(imported, recordedLines(data)))
  }
  rmSync(root, { recursive: true })
}
