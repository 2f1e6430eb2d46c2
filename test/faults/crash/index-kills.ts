import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { type Random, whole } from '../../../main/demo/random.ts'
import { createIndexer, type Indexer } from '../../../main/history/indexer.ts'
import { takeLock } from '../../../main/history/lock.ts'
import type { IndexPlace } from '../../../main/history/messages.ts'
import { rebuild } from '../../../main/history/rebuild.ts'
import { compareAnswers } from '../../fidelity/compare-history.ts'
import { rowFiles } from './record.ts'
import { MINUTE, PEOPLE, type SmallSite, START, smallSite, TAG } from './small-site.ts'
import type { Tally } from './tally.ts'
import type { Victims } from './victim-process.ts'

const MINUTES = 45
const LAST_AT = START + MINUTES * MINUTE
/** The files grow with each kill by one part of so many. */
const PARTS = 25

/** A record to be read, below a root. */
export async function recordIn(root: string): Promise<SmallSite> {
  mkdirSync(root, { recursive: true })
  const site = smallSite(root)
  const seatlog = site.open(START)
  for (let minute = 0; minute < MINUTES; minute++) await seatlog.poll(START + minute * MINUTE)
  await seatlog.stop()
  return site
}

/** Kills rebuilds at random moments: what is there then is a whole index, or none, and answers as one built in peace does. */
export async function killRebuilds(
  { data }: SmallSite,
  root: string,
  kills: number,
  victims: Victims,
  draw: Random,
  tally: Tally,
): Promise<number> {
  mkdirSync(root)
  const [place, peaceful] = [placeIn(data, join(root, 'killed')), placeIn(data, join(root, 'peaceful'))]
  const expected = await openWhole(peaceful)
  let built = 0
  for (let kill = 0; kill < kills; kill++) {
    built += await victims.kill({ what: 'rebuild', place }, draw() * 2)
    tally.times++
    const found = await openWhole(place)
    tally.index.push(...differing(`rebuild killed, number ${kill}`, found, expected))
    found.close()
    // Now and then there is none to begin with.
    if (draw() < 0.1) rmSync(place.folder, { recursive: true })
    mkdirSync(place.folder, { recursive: true })
  }
  const left = readdirSync(place.folder).filter((name) => name.startsWith('index-') && name.endsWith('.sqlite'))
  if (left.length > 1) tally.other.push(`old indexes are left: ${left.join(', ')}`)
  expected.close()
  return built
}

/** Kills whoever reads files that grow into an index, at random moments: it answers as one of all files at once does. */
export async function killReaders(
  { data }: SmallSite,
  root: string,
  kills: number,
  victims: Victims,
  draw: Random,
  tally: Tally,
): Promise<number> {
  mkdirSync(root)
  const growing = join(root, 'data')
  const place = placeIn(growing, join(root, 'killed'))
  const all = rowFiles(data)
  let part = PARTS
  let read = 0
  for (let kill = 0; kill < kills; kill++) {
    if (part === PARTS) {
      part = 1
      for (const folder of [growing, place.folder]) rmSync(folder, { recursive: true, force: true })
      mkdirSync(place.folder)
      cpSync(join(data, 'state'), join(growing, 'state'), { recursive: true })
      grow(growing, all, part, draw)
      const first = await openWhole(place)
      first.close()
    }
    part++
    grow(growing, all, part, draw)
    const killed = victims.kill({ what: 'read', place, at: LAST_AT }, draw() * 1.3)
    // More comes while it reads.
    grow(growing, all, part, draw)
    read += await killed
    tally.times++
    const found = await openWhole(place, () =>
      tally.index.push(`reader killed, number ${kill}: its index cannot be read`),
    )
    const anew = placeIn(growing, join(root, 'anew'))
    const expected = await openWhole(anew)
    tally.index.push(...differing(`reader killed, number ${kill}`, found, expected))
    for (const index of [found, expected]) index.close()
    rmSync(anew.folder, { recursive: true })
  }
  return read
}

/** Half of the last part may be there already, and any byte may be the last one. */
function grow(data: string, files: ReadonlyMap<string, Buffer>, part: number, draw: Random): void {
  for (const [path, bytes] of files) {
    const file = join(data, path)
    mkdirSync(dirname(file), { recursive: true })
    const [from, to] = [part - 0.5, part].map((parts) => Math.floor((parts / PARTS) * bytes.length))
    const end = part === PARTS ? bytes.length : whole(draw, from ?? 0, to ?? 0)
    const known = sizeOf(file)
    writeFileSync(file, bytes.subarray(known, Math.max(known, end)), { flag: 'a' })
  }
}

function sizeOf(file: string): number {
  try {
    return readFileSync(file).length
  } catch {
    return 0
  }
}

function placeIn(dataFolder: string, folder: string): IndexPlace {
  mkdirSync(folder, { recursive: true })
  const basis = { zones: { '': 'Europe/Berlin' }, workingHours: {}, denials: {} }
  return { dataFolder, archiveFolders: [], tags: [TAG], folder, basis, keepDays: {}, anyBasis: false }
}

/** The index as the next Seatlog has it, which builds one where it finds none, of which `told` is told, and has read everything. */
async function openWhole(place: IndexPlace, told: () => void = () => {}): Promise<Indexer> {
  const clock = (): number => LAST_AT
  const open = (): Indexer =>
    createIndexer({ place, files: realFiles, takeLock: () => takeLock(place.folder), clock, told() {} })
  let indexer = open()
  if (indexer.wantsRebuild()) {
    told()
    indexer.close()
    await rebuild({ place, files: realFiles, anyway: false, told() {}, isCancelled: () => false })
    indexer = open()
  }
  await indexer.read('all')
  return indexer
}

function differing(when: string, living: Indexer, rebuilt: Indexer): readonly string[] {
  const users = PEOPLE.map(([user]) => user)
  const about = { tag: TAG, users, hosts: PEOPLE.map(([, host]) => host), lastAt: LAST_AT }
  try {
    return compareAnswers(about, { living, rebuilt }).wrong.map((sentence) => `${when}: ${sentence}`)
  } catch (error) {
    return [`${when}: an index does not answer: ${error}`]
  }
}
