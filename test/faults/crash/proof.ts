import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { random } from '../../../main/demo/random.ts'
import { createSite } from '../../../main/demo/site.ts'
import { compile } from '../../fidelity/play.ts'
import type { Finding, Proof, Trial } from '../proof.ts'
import { dieForgetting } from './forget-deaths.ts'
import { dieImporting } from './import-deaths.ts'
import { killReaders, killRebuilds, recordIn } from './index-kills.ts'
import { type Batch, type Killed, killLoggers } from './kills.ts'
import { dieInPolls } from './poll-deaths.ts'
import { killSavers } from './save-kills.ts'
import { withShortWaits } from './short-waits.ts'
import { STORIES } from './stories.ts'
import { dieTakingOver } from './takeover-deaths.ts'
import { findingOf, newTally, type Tally } from './tally.ts'
import { victimsIn } from './victim-process.ts'

/** How much of everything is tried: kills, and of how many moments one. */
interface Extent {
  readonly batches: number
  readonly hours: number
  /** The same, with power lost. */
  readonly powerBatches: number
  readonly powerHours: number
  readonly everyMoment: number
  /** Of works that write much more than a poll. */
  readonly everyMomentOfMuch: number
  readonly indexKills: number
  readonly saveKills: number
}

const SHORT: Extent = {
  ...{ batches: 1, hours: 0.2, powerBatches: 1, powerHours: 0.1 },
  ...{ everyMoment: 300, everyMomentOfMuch: 1000, indexKills: 4, saveKills: 6 },
}
const FULL: Extent = {
  ...{ batches: 22, hours: 7, powerBatches: 6, powerHours: 2 },
  ...{ everyMoment: 1, everyMomentOfMuch: 6, indexKills: 400, saveKills: 600 },
}

const HOUR = 3600
const DAY = 24 * HOUR
/** A Thursday's working hours. */
const FIRST_MORNING = Date.parse('2026-10-15T08:00:00+02:00') / 1000
const TAGS = ['MATH', 'EDA', 'CAD'] as const

export const crash: Proof = {
  name: 'crash',
  title: 'Killed at any moment, Seatlog loses no row and writes none twice',
  async run({ seed, isShort, folder, tell }) {
    const extent = isShort ? SHORT : FULL
    const killed = await killAll(extent, seed, folder, tell)
    tell('loggers were killed')
    const died = await withShortWaits(() => dieEverywhere(extent, folder, tell))
    return [...killed, ...died, ...(await killOthers(extent, seed, folder))]
  },
}

async function killAll(
  { batches, hours, powerBatches, powerHours }: Extent,
  seed: number,
  folder: string,
  tell: Trial['tell'],
): Promise<readonly Finding[]> {
  const compileCache = join(folder, 'compiled')
  const compiling = join(folder, 'compiling')
  mkdirSync(compiling)
  const site = createSite({ seed, zone: 'Europe/Berlin' })
  const [server] = site.servers
  if (server === undefined) throw new Error('the site has no server')
  await compile({ site, server, root: compiling, compileCache })
  const all = Array.from({ length: batches + powerBatches }, (_, nth): Batch => {
    const from = FIRST_MORNING + (nth % 2) * DAY
    const losesPower = nth >= batches
    return {
      from,
      to: from + (losesPower ? powerHours : hours) * HOUR,
      tag: TAGS[nth % TAGS.length] ?? '',
      hasLog: nth % 2 === 0,
      seed: seed + nth,
      losesPower,
    }
  })
  const done: { batch: Batch; killed: Killed }[] = []
  const waiting = [...all]
  const work = async (): Promise<void> => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const killed = await killLoggers(batch, folder, compileCache)
      if (killed === null) tell('no power is cut: this process may not mount disks')
      else done.push({ batch, killed })
      tell(`${done.length} of ${all.length} batches of kills`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
  const kinds: readonly (readonly [what: string, isMeant: (batch: Batch) => boolean])[] = [
    ['SIGKILL of loggers, with a debug log', ({ hasLog, losesPower }) => hasLog && !losesPower],
    ['SIGKILL of loggers, polls only', ({ hasLog, losesPower }) => !hasLog && !losesPower],
    ['power cut under loggers', ({ losesPower }) => losesPower],
  ]
  return kinds.flatMap(([what, isMeant]) => {
    const some = done.filter(({ batch }) => isMeant(batch)).map((one) => one.killed)
    if (some.length === 0) return []
    const tally = newTally()
    for (const { counts, lost, doubled, index, unreadable, other } of some) {
      tally.times += counts.kills
      tally.lost.push(...lost)
      tally.doubled.push(...doubled)
      tally.index.push(...index)
      tally.unreadable.push(...unreadable)
      tally.other.push(...other)
    }
    const sum = (of: (one: Killed) => number): string =>
      some.reduce((total, one) => total + of(one), 0).toLocaleString('en')
    const measured = `${sum(({ rows }) => rows)} rows, ${sum(({ counts }) => counts.polls)} polls, ${sum(({ counts }) => counts.killedInPolls)} kills in one`
    return [findingOf(what, tally, measured)]
  })
}

async function dieEverywhere(
  { everyMoment, everyMomentOfMuch }: Extent,
  folder: string,
  tell: Trial['tell'],
): Promise<readonly Finding[]> {
  const deaths: readonly (readonly [what: string, die: (root: string, tally: Tally) => Promise<void>])[] = [
    ...STORIES.map(
      (story) =>
        [
          story.what,
          (root: string, tally: Tally) =>
            dieInPolls(story, root, story.writesMuch ? everyMomentOfMuch : everyMoment, tally),
        ] as const,
    ),
    ['while a lease is taken over', (root, tally) => dieTakingOver(root, everyMomentOfMuch, tally)],
    ['while files are imported', (root, tally) => dieImporting(root, everyMoment, tally)],
    ['while a person is forgotten', (root, tally) => dieForgetting(root, everyMomentOfMuch, tally)],
  ]
  const findings: Finding[] = []
  for (const [nth, [what, die]] of deaths.entries()) {
    const tally = newTally()
    await die(join(folder, `moments-${nth}`), tally)
    findings.push(findingOf(`dead at every byte and step ${what}`, tally))
    tell(`${tally.times} deaths ${what}`)
  }
  return findings
}

async function killOthers(
  { indexKills, saveKills }: Extent,
  seed: number,
  folder: string,
): Promise<readonly Finding[]> {
  const victims = await victimsIn(join(folder, 'victims'))
  try {
    const record = await recordIn(join(folder, 'record'))
    const [rebuilds, readers, savers] = [newTally(), newTally(), newTally()]
    const built = await killRebuilds(record, join(folder, 'rebuilds'), indexKills, victims, random(seed, 21), rebuilds)
    const read = await killReaders(record, join(folder, 'readers'), indexKills, victims, random(seed, 22), readers)
    const saved = await killSavers(join(folder, 'savers'), saveKills, victims, random(seed, 23), savers)
    return [
      findingOf('SIGKILL of a rebuild of the index', rebuilds, `${built} came to their end`),
      findingOf('SIGKILL of who reads new rows into the index', readers, `${read} readings came to their end`),
      findingOf('SIGKILL of who saves settings and alerts', savers, `${saved} times saved`),
    ]
  } finally {
    await victims.end()
  }
}
