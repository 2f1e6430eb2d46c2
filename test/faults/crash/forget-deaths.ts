import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { forget } from '../../../main/service/forget.ts'
import { readRecorded } from '../../fidelity/recorded.ts'
import { photograph } from './photos.ts'
import { differences, recordedLines } from './record.ts'
import { localFolder, MINUTE, PEOPLE, START, smallSite, TAG } from './small-site.ts'
import { UNREAD } from './stories.ts'
import { noteDifferences, type Tally } from './tally.ts'

const MINUTES = 8
const [[PERSON]] = PEOPLE
const HOST = 'pc-1'

/**
 * Kills `forget` at every moment at which the disk is another one. Of everybody else nothing may be gone then, and when it
 * is run again, all of the person is gone as if it had been run once.
 */
export async function dieForgetting(root: string, every: number, tally: Tally): Promise<void> {
  mkdirSync(root, { recursive: true })
  const site = smallSite(root)
  const { disk, data, settings } = site
  const seatlog = site.open(START, { host: HOST })
  for (let minute = 0; minute < MINUTES; minute++) await seatlog.poll(START + minute * MINUTE)
  await seatlog.stop()
  const local = localFolder(disk, HOST)
  const run = async (files: FileAccess): Promise<void> => {
    const clock = (): number => START + MINUTES * MINUTE
    const parts = { settings, files, localStateFolder: local, host: HOST, clock, user: PERSON }
    const done = await forget({ ...parts, dryRun: false, progress() {} })
    if (!done.ok) throw new Error(done.message)
    if (done.value.notReached.length > 0) throw new Error(done.value.notReached.join(' '))
  }
  const before = recordedLines(data)
  const moments = await photograph(disk, realFiles, run, UNREAD)
  const forgotten = recordedLines(data)
  if (linesOf(before) === linesOf(forgotten)) throw new Error('nothing was forgotten')
  for (const [at, moment] of moments.entries()) {
    if (at % every !== 0 && at !== moments.length - 1) continue
    tally.times++
    const when = `forget killed at: ${moment.what}`
    moment.restore()
    const { unreadable } = await readRecorded(data, TAG, MINUTE)
    tally.unreadable.push(...unreadable.map((line) => `${when}: ${line}`))
    // Of the person anything may be left, of all others everything.
    const { lost } = differences(forgotten, recordedLines(data))
    const { doubled } = differences(before, recordedLines(data))
    noteDifferences(tally, when, { lost, doubled, moved: [] })
    await run(realFiles)
    noteDifferences(tally, `${when}, and run again`, differences(forgotten, recordedLines(data)))
    for (const folder of [data, local])
      tally.other.push(...mentionsIn(folder).map((file) => `${when}: named in ${file}`))
  }
  rmSync(root, { recursive: true })
}

const linesOf = (lines: ReadonlyMap<string, readonly string[]>): number =>
  [...lines.values()].reduce((sum, all) => sum + all.length, 0)

/** Files in which the person is named. */
const mentionsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, 'latin1').includes(PERSON))
