import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type FileAccess, realFiles } from '../../../main/datafiles/file-access.ts'
import { addressOf } from '../../../main/demo/address.ts'
import { random } from '../../../main/demo/random.ts'
import { createSite, lastRestart, type Site, type SiteServer } from '../../../main/demo/site.ts'
import { defaultSettings } from '../../../main/settings/schema.ts'
import { answerAt, type TroubledAnswer } from '../../fidelity/answers.ts'
import { growingLog } from '../../fidelity/growing-log.ts'
import { INTERVAL, type Played } from '../../fidelity/play.ts'
import { type CompletePoll, daemonPolls } from '../../fidelity/polls.ts'
import type { Scenario } from '../../fidelity/scenarios.ts'
import type { Timeline } from '../../fidelity/timeline.ts'
import { createComputer } from './computer.ts'

/** What is played: one server, the computers that log it, and what goes wrong. Times are epoch seconds. */
export interface Scene {
  readonly zone: string
  readonly tag: 'CAD' | 'MATH' | 'EDA'
  readonly hasLog: boolean
  readonly from: number
  readonly to: number
  readonly seed: number
  /** An empty folder for everything that is written. */
  readonly root: string
  /** The data folder; absent: one in `root`. */
  readonly data?: string
  readonly computers: readonly Player[]
  /** Before each poll of anybody. */
  readonly before?: (at: number) => Promise<void> | void
}

export interface Player {
  /** Its way to the data folder; absent: the real one. */
  readonly files?: (real: FileAccess) => FileAccess
  readonly ahead?: (at: number) => number
  /** Absent: it always runs. */
  readonly does?: (at: number) => 'runs' | 'cut-off' | 'asleep' | 'stopped'
  /** It falls asleep in its next poll, which ends when the time is over; resolves as soon as it has. */
  readonly dozes?: (at: number) => Promise<void> | null
  /** What its user must see after a poll: such a sentence, none at all (null), or whatever there is. */
  readonly told?: (at: number) => RegExp | null | 'whatever'
}

/** A poll that brought an answer. */
export interface Sampled {
  /** Of the computer. */
  readonly index: number
  readonly at: number
  /** By the clock of who made it. */
  readonly local: number
  readonly text: string
  readonly isRecorded: boolean
}

export interface Scened extends Pick<Played, 'polls' | 'logFrom' | 'lastAt'> {
  readonly scenario: Scenario
  readonly site: Site
  readonly server: SiteServer
  readonly timeline: Timeline
  readonly data: string
  /** In the order of time. */
  readonly sampled: readonly Sampled[]
  /** A sentence for each time that something else was told than must be. */
  readonly told: readonly string[]
}

const SITES = new Map<string, Site>()

/** Plays a scene, in simulated time, and one after the other. */
export async function play(scene: Scene): Promise<Scened> {
  const { zone, tag, hasLog, from, to, seed, root, computers } = scene
  const site = SITES.get(`${zone} ${seed}`) ?? createSite({ seed, zone })
  SITES.set(`${zone} ${seed}`, site)
  const server = serverOf(site, tag)
  mkdirSync(root, { recursive: true })
  const data = scene.data ?? join(root, 'data')
  const logFrom = lastRestart(site.zone, from)
  const truncations = restartsIn(site, from, to)
  const timeline = { from, to, troubles: [], shifts: [], folderFaults: [], rotations: [], truncations }
  const logFile = join(root, 'debug.log')
  const log = hasLog ? growingLog(site, server, logFile, logFrom, timeline, random(seed, 11)) : null
  const complete = new Map(server.daemons.map(({ spec }) => [spec.name, [] as CompletePoll[]]))
  const sampled: Sampled[] = []
  const told: string[] = []
  let now = from

  const players = computers.map((player, index) => ({ ...player, ...computerOf(player, index), index }))
  const phases = players.map(({ index }) => 7 + Math.floor((index * INTERVAL) / players.length))
  const asleep = new Map<number, Promise<void>>()
  for (let minute = from; minute < to; minute += INTERVAL) {
    for (const player of players) {
      const { index, computer } = player
      now = minute + (phases[index] ?? 0)
      await scene.before?.(now)
      const does = player.does?.(now) ?? 'runs'
      if (does === 'stopped') await computer.stop()
      if (does === 'stopped' || does === 'asleep') continue
      const dozing = player.dozes?.(now) ?? null
      if (dozing !== null && asleep.has(index)) continue
      log?.growTo(now)
      await asleep.get(index)
      asleep.delete(index)
      const polled = poll(player, does === 'cut-off' || dozing !== null)
      if (dozing !== null) asleep.set(index, polled)
      await (dozing === null ? polled : Promise.race([polled, dozing]))
    }
  }
  const lastAt = now
  now = to
  for (const { computer } of players) await computer.stop()
  const inOrder = (all: readonly CompletePoll[]) => daemonPolls(all.toSorted((a, b) => a.at - b.at))
  const polls = new Map([...complete].map(([name, all]) => [name, inOrder(all)]))
  const scenario: Scenario = {
    name: '',
    title: '',
    tag,
    hasLog,
    loggers: computers.length === 1 ? 1 : 2,
    folder: 'works',
  }
  const ordered = sampled.toSorted((a, b) => a.at - b.at)
  return { scenario, site, server, timeline, data, polls, sampled: ordered, told, logFrom, lastAt }

  function computerOf({ files = (real) => real, ahead = () => 0 }: Player, index: number) {
    const debugLogs = hasLog ? { debugLogs: [logFile] } : {}
    const servers = [{ tag, address: addressOf(server), zone, role: 'auto' as const, ...debugLogs }]
    const home = join(root, `pc-${index}`)
    mkdirSync(home)
    const answers: { readonly at: number; readonly local: number; readonly told: TroubledAnswer }[] = []
    const clock = (): number => now + ahead(now)
    const computer = createComputer({
      ...{ settings: { ...defaultSettings(data), servers }, files: files(realFiles), home, host: `pc-${index}` },
      ...{ clock, uptime: () => now },
      answer(table) {
        const told = answerAt(site, server, timeline, now, table)
        answers.push({ at: now, local: clock(), told })
        return told
      },
    })
    return { computer, answers }
  }

  /** `isUnsure`: what a Seatlog records that is cut off counts until another one takes over. */
  async function poll(
    { index, computer, answers, told: wanted }: (typeof players)[number],
    isUnsure: boolean,
  ): Promise<void> {
    const { role, problems } = await computer.poll()
    const must = wanted?.(now) ?? (isUnsure ? 'whatever' : null)
    if (must === null && problems.length > 0) told.push(`${stamp(now)}, nothing is wrong: ${problems.join(' ')}`)
    if (must instanceof RegExp && !problems.some((sentence) => must.test(sentence)))
      told.push(`${stamp(now)}, ${must} is not told: ${problems.join(' ') || 'nothing is'}`)
    const isRecorded = role === 'logger' && !isUnsure
    for (const { at, local, told: answer } of answers.splice(0)) {
      for (const { daemon, isSure } of answer.complete) complete.get(daemon)?.push({ at, sure: isSure && isRecorded })
      sampled.push({ index, at, local, text: answer.text, isRecorded })
    }
  }

  function stamp(at: number): string {
    return new Date(at * 1000).toISOString()
  }
}

function serverOf(site: Site, tag: string): SiteServer {
  const server = site.servers.find(({ spec }) => spec.tag === tag)
  if (server === undefined) throw new Error(`there is no server ${tag}`)
  return server
}

/** The regular restarts in a time. */
function restartsIn(site: Site, from: number, to: number): number[] {
  const last = lastRestart(site.zone, to)
  return last > from ? [...restartsIn(site, from, last - 1), last] : []
}
