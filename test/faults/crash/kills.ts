import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createSite } from '../../../main/demo/site.ts'
import { compareHistory } from '../../fidelity/compare-history.ts'
import { judge } from '../../fidelity/judge.ts'
import { livingHistory } from '../../fidelity/living-history.ts'
import { type Counts, dataFolderIn, INTERVAL, play, type Stage } from '../../fidelity/play.ts'
import { readRecorded } from '../../fidelity/recorded.ts'
import type { Scenario } from '../../fidelity/scenarios.ts'
import { faults } from '../../fidelity/table.ts'
import { type Span, timelineOf } from '../../fidelity/timeline.ts'
import { disksBelow, type Power } from './power.ts'
import { differences, recordedLines, rowFiles } from './record.ts'
import { lastRemembered } from './remembered.ts'
import { type PlayedPoll, playUndying } from './undying.ts'

const ZONE = 'Europe/Berlin'
/** A logger lives about that long, seconds: most processes make one poll, or two. */
const KILL_EVERY = 30

/** Hours with kills, and the server of the simulated site they are played with. */
export interface Batch extends Span {
  readonly tag: string
  readonly hasLog: boolean
  readonly seed: number
  /** With each kill the power of both disks is cut, that of the data folder and the local one. */
  readonly losesPower: boolean
}

/** What a batch of kills did. */
export interface Killed {
  readonly counts: Counts
  /** Rows that the files hold. */
  readonly rows: number
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly index: readonly string[]
  readonly unreadable: readonly string[]
  /** Differs from what happened. */
  readonly other: readonly string[]
}

/**
 * Kills loggers at random moments and judges what they recorded in three ways: whole lines never change again; the rows
 * are those of loggers that never died but made the same polls; the checkouts are those that happened. Null: power was to
 * be cut, and this process may not mount disks.
 */
export async function killLoggers(batch: Batch, folder: string, compileCache: string): Promise<Killed | null> {
  const root = join(folder, `${batch.tag}-${batch.seed}`)
  mkdirSync(root)
  const power = batch.losesPower ? disksBelow([dataFolderIn(root), localFolderIn(root)], join(root, 'disks')) : null
  if (batch.losesPower && power === null) return null
  try {
    return await killIn(root, batch, power, compileCache)
  } finally {
    power?.end()
    rmSync(root, { recursive: true, force: true })
  }
}

const localFolderIn = (root: string): string => join(root, 'local-0')

async function killIn(root: string, batch: Batch, power: Power | null, compileCache: string): Promise<Killed> {
  const { tag, hasLog, seed } = batch
  const scenario: Scenario = { name: tag, title: tag, tag, hasLog, loggers: 1, folder: 'works' }
  const site = createSite({ seed, zone: ZONE })
  const server = site.servers.find(({ spec }) => spec.tag === tag)
  if (server === undefined) throw new Error(`there is no server ${tag}`)
  const data = dataFolderIn(root)
  const timeline = timelineOf(site, scenario, batch, seed)
  const history = await livingHistory(root, data, tag, ZONE)
  const polls: PlayedPoll[] = []
  const changed: string[] = []
  let before: ReadonlyMap<string, Buffer> = new Map()
  const stage: Stage = {
    ...{ scenario, site, server, timeline, seed, root, compileCache, killEvery: KILL_EVERY },
    hourly: history.read,
    tell() {},
    async polled(made) {
      if (made.killed !== null) power?.cut()
      const isRemembered =
        made.killed !== 'in' || lastRemembered(localFolderIn(root), tag, join(root, 'aside')) === made.at
      polls.push({ ...made, isRemembered })
      const now = rowFiles(data)
      changed.push(...changedLines(before, now))
      before = now
    },
  }
  const played = await play(stage)
  const recorded = await readRecorded(data, tag, INTERVAL)
  const indexes = await history.finish(played.lastAt)
  const compared = [...judge(stage, played, recorded), compareHistory(stage, played, indexes)]
  for (const index of Object.values(indexes)) index.close()
  const undying = await playUndying(stage, polls, join(root, 'undying'))
  const lines = recordedLines(data)
  const { lost, doubled, moved } = differences(recordedLines(undying), lines)
  const others = polls.at(-1)?.killed === 'in' ? [] : differentState(tag, data, undying)
  const { counts, problems } = played
  const truth = faults({ title: '', compared, unreadable: [], problems, counts, seconds: 0 })
  const named = (sentences: readonly string[]): readonly string[] =>
    sentences.map((sentence) => `${tag}, seed ${seed}: ${sentence}`)
  return {
    counts,
    rows: [...lines.values()].reduce((sum, all) => sum + all.length, 0),
    lost: named(lost),
    doubled: named(doubled),
    index: named(truth.filter((sentence) => sentence.startsWith('history,'))),
    unreadable: named(recorded.unreadable),
    other: named([
      ...moved.map((file) => `${file}: in another order`),
      ...changed,
      ...truth.filter((sentence) => !sentence.startsWith('history,')),
      ...others,
    ]),
  }
}

/** Files of which whole lines are others now, or gone. */
const changedLines = (before: ReadonlyMap<string, Buffer>, now: ReadonlyMap<string, Buffer>): readonly string[] =>
  [...before].flatMap(([file, bytes]) => {
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1)
    return now.get(file)?.subarray(0, whole.length).equals(whole) ? [] : [`${file}: written lines were changed`]
  })

/** Copies of open checkouts, and what is remembered for another logger, that differ. */
const differentState = (tag: string, data: string, undying: string): readonly string[] =>
  [`${tag}.open.jsonl`, `${tag}.memory.json`].flatMap((name) => {
    const [one, other] = [data, undying].map((folder) => withoutLogs(readFileSync(join(folder, 'state', name), 'utf8')))
    return one === other ? [] : [`state/${name}: another than of a logger that never died`]
  })

/** How far the debug log was read is told with its path, which is another one. */
const withoutLogs = (text: string): string =>
  text.startsWith('{"tag"') && text.includes('"head":')
    ? JSON.stringify(JSON.parse(text), (name, value) => (name === 'logs' ? null : value))
    : text
