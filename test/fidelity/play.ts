import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { addressOf } from '../../main/demo/address.ts'
import { answerDemo, type DemoAnswer } from '../../main/demo/answer.ts'
import { type Random, random, whole } from '../../main/demo/random.ts'
import { lastRestart, type Site, type SiteServer } from '../../main/demo/site.ts'
import { defaultSettings, type Settings } from '../../main/settings/schema.ts'
import { answerAt, type TroubledAnswer } from './answers.ts'
import { bundle } from './bundle.ts'
import type { FileFault } from './faulty-files.ts'
import { type GrowingLog, growingLog } from './growing-log.ts'
import { type LoggerProcess, startLogger } from './logger-process.ts'
import { type AskedPoll, type CompletePoll, type DaemonPolls, daemonPolls } from './polls.ts'
import type { Scenario } from './scenarios.ts'
import type { Activity, Timeline } from './timeline.ts'

/** How far apart polls are, seconds. */
export const INTERVAL = 60
const HOUR = 3600
const DAY = 24 * HOUR

/** Where and with what a scenario is played. */
export interface Stage {
  readonly scenario: Scenario
  readonly site: Site
  readonly server: SiteServer
  readonly timeline: Timeline
  readonly seed: number
  /** An empty folder for everything that is written. */
  readonly root: string
  readonly compileCache: string
  readonly tell: (done: string) => void
  /** Called after each simulated hour, the data folder there or not. */
  readonly hourly: (at: number) => Promise<void>
  /** Each logger is killed about once in so many seconds. */
  readonly killEvery: number
  /** Called after each poll. */
  readonly polled?: (made: MadePoll) => Promise<void>
}

/** A poll that was made, or begun. */
export interface MadePoll {
  readonly at: number
  /** The first one of a process. */
  readonly isFirst: boolean
  /** When that was killed; `in`: before it had told that the poll was done. */
  readonly killed: 'in' | 'behind' | null
  /** What it told is wrong. */
  readonly problems: readonly string[]
}

/** What was done, for comparison with what was recorded. Times are epoch seconds. */
export interface Played {
  /** The data folder. */
  readonly data: string
  /** By the name of the daemon. */
  readonly polls: ReadonlyMap<string, DaemonPolls>
  /** All of them, in the order of time. */
  readonly asked: readonly AskedPoll[]
  /** The debug log tells what happened since. */
  readonly logFrom: number
  readonly lastAt: number
  readonly counts: Counts
  /** What the loggers complained of while nothing was wrong with the data folder. */
  readonly problems: readonly string[]
}

/** `killedInPolls`: how many of the kills came before the logger had told that its poll was done. */
export interface Counts {
  readonly polls: number
  readonly kills: number
  readonly killedInPolls: number
}

/** One of the loggers: a process while it runs, and the next one, which is already loaded and waits. */
interface Logger {
  readonly index: number
  readonly draw: Random
  /** When its slots are, seconds within the interval. */
  readonly phase: number
  running: LoggerProcess | null
  spare: LoggerProcess
  dueAt: number
  killAt: number
  /** How long its polls take, milliseconds: the first one of a process, and the others. */
  readonly took: { first: number; later: number }
}

/**
 * Puts the logger into one file, and fills the compile cache, which spares every other process most of its start: only one
 * that ends by itself can do so, not one that is killed.
 */
export async function compile({
  site,
  server,
  root,
  compileCache,
}: Pick<Stage, 'site' | 'server' | 'root' | 'compileCache'>): Promise<void> {
  await bundle(join(import.meta.dirname, 'logger.ts'), compileCache)
  const servers = [{ tag: server.spec.tag, address: addressOf(server), role: 'auto' as const }]
  const settings = { ...defaultSettings(join(root, 'compiling')), servers }
  const logger = startLogger({ settings, home: join(root, 'compiling'), host: 'pc' }, compileCache)
  for (let at = 1e9; at < 1e9 + 20 * INTERVAL; at += INTERVAL) {
    await logger.poll({ type: 'poll', at, fault: null, part: 0 }, (table) =>
      answerDemo(site, { at, address: addressOf(server), mode: table ? 'ai' : 'a' }),
    )
  }
  await logger.stop(1e9 + 20 * INTERVAL)
}

/** The data folder of a scenario that is played in a folder. */
export const dataFolderIn = (root: string): string => join(root, 'data')

/** Plays a scenario from its beginning to its end, in simulated time. */
export async function play(stage: Stage): Promise<Played> {
  const { scenario, site, server, timeline, seed, root } = stage
  const data = dataFolderIn(root)
  const away = join(root, 'away')
  const logFolder = join(root, 'logs')
  mkdirSync(logFolder)
  const logFile = join(logFolder, 'debug.log')
  const logFrom = lastRestart(site.zone, timeline.from)
  const log: GrowingLog | null = scenario.hasLog
    ? growingLog(site, server, logFile, logFrom, timeline, random(seed, 11))
    : null
  const found = new Map(server.daemons.map(({ spec }) => [spec.name, [] as CompletePoll[]]))
  const asked: AskedPoll[] = []
  const counts = { polls: 0, kills: 0, killedInPolls: 0 }
  const problems = new Set<string>()
  let isAway = false
  let tellAt = timeline.from + 5 * DAY
  let hourAt = timeline.from + HOUR
  let lastAt = timeline.from

  const loggers = Array.from({ length: scenario.loggers }, (_, index): Logger => {
    const phase = 7 + 20 * index
    const draw = random(seed, 12, index)
    const times = { dueAt: timeline.from + phase, killAt: timeline.from + whole(draw, 1, stage.killEvery) }
    return { index, draw, phase, running: null, spare: load(index), ...times, took: { first: 50, later: 10 } }
  })
  try {
    for (;;) {
      const logger = loggers.reduce((a, b) => (b.dueAt < a.dueAt ? b : a))
      const at = logger.dueAt
      if (at >= timeline.to) break
      logger.dueAt = slotAfter(at, logger.phase)
      if (at >= tellAt) {
        stage.tell(`${Math.round((at - timeline.from) / DAY)} of ${(timeline.to - timeline.from) / DAY} days`)
        tellAt += 5 * DAY
      }
      if (at >= hourAt) {
        await stage.hourly(at)
        hourAt += HOUR
      }
      await act(logger, at)
    }
    for (const { running } of loggers) await running?.stop(timeline.to)
  } finally {
    for (const { running, spare } of loggers) await Promise.allSettled([running?.kill(), spare.kill()])
  }
  const polls = new Map([...found].map(([name, all]) => [name, daemonPolls(all)]))
  return { data, polls, asked, logFrom, lastAt, counts, problems: [...problems] }

  function load(index: number): LoggerProcess {
    const settings = loggerSettings(stage, data, logFile)
    return startLogger({ settings, home: join(root, `local-${index}`), host: `pc-${index}` }, stage.compileCache)
  }

  async function act(logger: Logger, at: number): Promise<void> {
    const activity = activityOf(timeline, logger.index, at)
    if (activity === 'stopped' || activity === 'killed') {
      const { running } = logger
      logger.running = null
      await (activity === 'stopped' ? running?.stop(at) : running?.kill())
    } else if (activity !== 'asleep') await poll(logger, at, activity === 'cut-off')
  }

  async function poll(logger: Logger, at: number, isCutOff: boolean): Promise<void> {
    log?.growTo(at)
    const folderFault = timeline.folderFaults.find(({ from, to }) => from <= at && at < to)?.kind ?? null
    move(folderFault === 'renamed')
    const fault: FileFault = isCutOff ? 'cut-off' : folderFault === 'renamed' ? null : folderFault
    const isFirst = logger.running === null
    if (logger.running === null) {
      logger.running = logger.spare
      logger.spare = load(logger.index)
    }
    const { running, draw, took } = logger
    const answers: TroubledAnswer[] = []
    const answer = (table: boolean): DemoAnswer => {
      const told = answerAt(site, server, timeline, at, table)
      answers.push(told)
      return told
    }
    const isKilled = at >= logger.killAt
    const killedAfter = draw() * 1.3 * (isFirst ? took.first : took.later)
    const began = performance.now()
    const killing = isKilled ? wait(killedAfter).then(() => running.kill()) : null
    const ended = await running.poll({ type: 'poll', at, fault, part: draw() }, answer)
    if (!isKilled) smooth(took, isFirst ? 'first' : 'later', performance.now() - began)
    // What a logger records that is cut off counts until another one takes over.
    for (const { complete } of answers.slice(-1)) note(at, complete, ended !== null && !isCutOff)
    if (!isCutOff && folderFault === null) for (const sentence of ended?.problems ?? []) problems.add(sentence)
    lastAt = at
    counts.polls++
    await killing
    const killed = killing === null ? null : ended === null ? 'in' : 'behind'
    await stage.polled?.({ at, isFirst, killed, problems: ended?.problems ?? [] })
    if (killing === null) return
    counts.kills++
    if (ended === null) counts.killedInPolls++
    logger.running = null
    // Whoever starts Seatlog does it between two slots, and now and then it does not come far.
    logger.dueAt = Math.min(logger.dueAt, at + whole(draw, 1, INTERVAL))
    const { killEvery } = stage
    if (draw() >= 0.1) logger.killAt = at - (at % killEvery) + killEvery + whole(draw, 0, killEvery - 1)
  }

  function note(at: number, complete: TroubledAnswer['complete'], isRecorded: boolean): void {
    for (const { daemon, isSure } of complete) found.get(daemon)?.push({ at, sure: isSure && isRecorded })
    const isWhole = complete.length === found.size && complete.every(({ isSure }) => isSure)
    asked.push({ at, isRecorded, complete: isWhole ? 'all' : complete.length > 0 ? 'some' : 'none' })
  }

  /** The data folder goes away, or comes back. */
  function move(goes: boolean): void {
    if (goes === isAway) return
    renameSync(goes ? data : away, goes ? away : data)
    isAway = goes
  }
}

/** What the loggers of a scenario are set to. */
export function loggerSettings({ scenario, site, server }: Stage, data: string, logFile: string): Settings {
  const debugLogs = scenario.hasLog ? { debugLogs: [logFile] } : {}
  const { tag } = server.spec
  const servers = [{ tag, address: addressOf(server), zone: site.zone.name, role: 'auto' as const, ...debugLogs }]
  return { ...defaultSettings(data), servers }
}

const slotAfter = (at: number, phase: number): number => at - ((at - phase) % INTERVAL) + INTERVAL

function smooth(took: Logger['took'], which: keyof Logger['took'], ms: number): void {
  took[which] += (ms - took[which]) / 8
}

function activityOf({ shifts }: Timeline, logger: number, at: number): Activity {
  return shifts.find(({ from, to }) => from <= at && at < to)?.activities[logger] ?? 'runs'
}
