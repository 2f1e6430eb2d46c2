import { hostname } from 'node:os'
import type { HealthView } from '../../preload/contract/health.ts'
import { realFiles } from '../datafiles/file-access.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { createAsk } from '../poller/ask.ts'
import { findLmutil, searchHere } from '../poller/find-lmutil.ts'
import { placesOf, thisMachine } from '../settings/places.ts'
import type { Settings } from '../settings/schema.ts'
import type { ServerBoard } from './board.ts'
import { startDemo } from './demo.ts'
import { keptPolls } from './poll-health.ts'
import { openRecorder, type Recorder } from './recorder.ts'
import { createSession, type Session } from './session.ts'

/** One state of the settings at work: the session, and what it stands on. */
export interface Run {
  readonly session: Session
  /** What really counts: those of the settings, or of the demo. */
  readonly settings: Settings
  readonly demo: boolean
  readonly lmutilFound: string | null
  /** On local disk, for what belongs to this computer. */
  readonly localStateFolder: string
  /** What must be written before a history has something to show; null: nothing, but for a demo. */
  readonly past: (() => Promise<void>) | null
  problems(): readonly string[]
  /** As `Recorder.spool`; nothing where nothing is recorded. */
  spool(): HealthView['spool']
  /** As `Service.takesOver`. */
  takesOver(tag: string): boolean
  stop(): Promise<void>
}

/** When the simulated license server takes the place of real ones. `fallback`: where there is nothing to poll, and nothing
 * to poll with. */
export type DemoWish = 'always' | 'fallback' | 'never'

export interface RunOptions {
  readonly settings: Settings
  readonly version: string
  readonly demo: DemoWish
  /** What was at work until now. */
  readonly before?: Pick<Run, 'settings' | 'session'> | undefined
  /** Rows of every poll (`poll --once`). */
  readonly everyPoll: boolean
  readonly show: (board: ServerBoard) => void
  readonly told: () => void
  /** As the session's. */
  readonly recorded?: (tag: string) => void
}

/** Puts together what polls and records by the settings; nothing moves until its session is started. */
export async function prepareRun(options: RunOptions): Promise<Run> {
  const { show, told, recorded, version, everyPoll } = options
  const now = (): number => Date.now()
  const lmutilFound = await findLmutil(options.settings.lmutil, searchHere())
  const nothingToPoll = options.settings.servers.length === 0 && lmutilFound === null
  const isDemo = options.demo === 'always' || (options.demo === 'fallback' && nothingToPoll)
  const started = isDemo ? startDemo(options.settings, now) : null
  const demo = started?.ok ? started.value : null
  const settings = demo?.settings ?? options.settings
  const ask = demo?.ask ?? createAsk()
  const localStateFolder = demo?.localStateFolder ?? placesOf(thisMachine()).localStateFolder
  // One guard for all: a share that hangs must not be asked again and again.
  const files = guardFiles(realFiles)
  const open = () =>
    openRecorder({
      settings,
      files,
      localStateFolder,
      host: hostname(),
      version,
      clock: () => Math.floor(now() / 1000),
      uptime: () => performance.now() / 1000,
      everyPoll,
    })
  let opened = settings.servers.length === 0 ? null : open()
  const recorder = (): Recorder | null => (opened?.ok ? opened.recorder : null)
  /** Another Seatlog of this user at work here is no trouble: this one is its viewer, until that one ends. */
  const isWaiting = (): boolean => opened !== null && !opened.ok && opened.locked
  const notLogging = (): readonly string[] => (opened !== null && !opened.ok && !opened.locked ? [opened.message] : [])
  const trouble = (): readonly string[] => (started?.ok === false ? [started.message] : notLogging())
  const laterRecorder = (): Recorder | null => {
    if (isWaiting()) opened = open()
    return recorder()
  }
  const session = createSession({
    ...{ settings, files, lmutil: lmutilFound ?? '', ask, now, show, told, ...(recorded && { recorded }) },
    recorder: recorder(),
    laterRecorder,
    pollsBefore: options.before === undefined ? new Map() : keptPolls(settings.servers, options.before),
  })
  return {
    session,
    settings,
    demo: demo !== null,
    lmutilFound,
    localStateFolder,
    past: demo?.past ?? null,
    problems: () => [...trouble(), ...session.problems()],
    spool: () => recorder()?.spool() ?? { rows: 0, bytes: 0, problem: null },
    takesOver: (tag) =>
      (recorder() !== null || isWaiting()) && settings.servers.some((one) => one.tag === tag && one.role === 'auto'),
    async stop() {
      await session.stop()
      demo?.end()
    },
  }
}
