import type { PollHealth } from '../../preload/contract/health.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { RawAnswer, Role } from '../../preload/contract/seats.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import type { Ask } from '../poller/ask.ts'
import { DEFAULT_MAX_BYTES } from '../poller/ask.ts'
import { inSlices } from '../poller/in-slices.ts'
import { createPoller, type Poller } from '../poller/poller.ts'
import { answerProblem } from '../poller/problem.ts'
import type { Poll, PollSettings } from '../poller/server-poll.ts'
import type { ServerSettings, Settings } from '../settings/schema.ts'
import { type Live, withPoll } from '../usage/live.ts'
import { joinedPackages, type Package } from '../usage/packages.ts'
import { isLongAgo } from '../usage/state.ts'
import type { ServerBoard } from './board.ts'
import { pollHealth, withLatest } from './poll-health.ts'
import type { RecordedPoll } from './poll-rows.ts'
import type { Recorder } from './recorder.ts'
import { type Circumstances, nothingKnown, ownBoard, ownBoardSteps, viewedBoard } from './server-board.ts'
import { createServerPackages, type ServerPackages } from './server-packages.ts'
import { type Seen, type Viewer, watchNow } from './viewer.ts'

export interface SessionParts {
  readonly settings: Settings
  /** Access to the data folder. */
  readonly files: FileAccess
  readonly lmutil: string
  readonly ask: Ask
  /** Null: this Seatlog writes nothing, because another one of this computer does or the local disk fails. */
  readonly recorder: Recorder | null
  /** Tries to get one where there was none, because the other Seatlog may have ended; absent: there will be none. */
  readonly laterRecorder?: () => Recorder | null
  /** How polls of a server went before this session, newest first, by its tag. */
  readonly pollsBefore?: ReadonlyMap<string, readonly PollHealth[]>
  /** Epoch milliseconds. */
  readonly now: () => number
  /** A server's seats changed. */
  readonly show: (board: ServerBoard) => void
  /** What `problems` says may have changed. */
  readonly told: () => void
  /** Rows of a server stand in the files, but where these cannot be written. */
  readonly recorded?: (tag: string) => void
}

/** What happened to one server in a poll that was asked for. */
export interface Polled {
  readonly tag: string
  readonly role: Role
  /** Null: the answer was complete. */
  readonly problem: string | null
  readonly loggedBy: string | null
}

/** Everything that runs for one state of the settings: who polls, who watches, and what is shown of it. */
export interface Session {
  /** Finds out the roles, shows what is known, and keeps polling and watching. */
  start(): Promise<void>
  /** Finds out the roles and polls once, without going on. */
  once(): Promise<readonly Polled[]>
  poll(tag: string | null): Promise<void>
  pause(paused: boolean): void
  /** The computer goes to sleep. */
  suspend(): void
  /** It is awake again. */
  wake(): void
  raw(tag: string): Result<RawAnswer>
  /** How this computer's last polls of a server went, newest first. */
  polls(tag: string): readonly PollHealth[]
  /** Sentences the user must see. */
  problems(): readonly string[]
  stop(): Promise<void>
}

/** A Seatlog that only fills its own window asks rarely: fifty of them may do so. */
const WINDOW_INTERVAL = 300

interface Watched {
  readonly server: ServerSettings
  role: Role
  live: Live | null
  viewer: Viewer | null
  seen: Seen | null
  raw: RawAnswer | null
  polls: readonly PollHealth[]
  readonly serverPackages: ServerPackages
  /** What settings and license file told of them at the last answer. */
  packages: readonly Package[]
  /** Seconds between its polls, which of a slow server are rarer; null before the first. */
  polledEvery: number | null
  /** Why nothing is recorded although it should be. */
  notRecorded: string | null
  /** What went wrong in recording the last answer. */
  failed: string | null
}

export function createSession(parts: SessionParts): Session {
  const { settings, files, lmutil, ask, laterRecorder, pollsBefore, now, show, told, recorded } = parts
  let { recorder } = parts
  const clock = (): number => Math.floor(now() / 1000)
  const interval = settings.intervalSeconds
  const windowInterval = Math.max(WINDOW_INTERVAL, interval)
  const watched = new Map(settings.servers.map((server) => [server.tag, watch(server)]))
  const logging = pollerOf(interval)
  const ownWindow = pollerOf(windowInterval)
  let tending: NodeJS.Timeout | undefined
  let tended: Promise<void> | null = null
  let ending: Promise<void> | null = null
  let paused = false
  let stopped = false

  function watch(server: ServerSettings): Watched {
    const serverPackages = createServerPackages(server)
    const nothing = {
      live: null,
      viewer: null,
      seen: null,
      raw: null,
      polledEvery: null,
      notRecorded: null,
      failed: null,
    }
    const polls = pollsBefore?.get(server.tag) ?? []
    return { server, role: 'window', serverPackages, polls, packages: [], ...nothing }
  }

  function pollerOf(intervalSeconds: number): Poller {
    return createPoller({ ask, now, onAnswer, onAsleep }, [], pollSettings(intervalSeconds))
  }

  function pollSettings(intervalSeconds: number): PollSettings {
    return { lmutil, intervalSeconds, timeoutSeconds: settings.timeoutSeconds, maxBytes: DEFAULT_MAX_BYTES }
  }

  async function onAnswer(poll: Poll): Promise<void> {
    const one = watched.get(poll.tag)
    if (one === undefined || one.role === 'viewer' || stopped) return
    const { tag, askedAt, reply, table } = poll
    const answer = { ...poll.answer, licenseTable: table }
    one.raw = { tag, at: askedAt, command: reply.command, text: reply.text }
    const problem = answerProblem(reply, answer, poll.address)
    one.live = withPoll(one.live, { askedAt, answer, problem })
    one.polls = withLatest(one.polls, pollHealth(poll, problem))
    one.packages = await one.serverPackages.read()
    if (stopped) return
    one.polledEvery = poll.intervalSeconds
    const about = circumstances(one, poll.intervalSeconds)
    const board = await inSlices(ownBoardSteps(about, one.live, clock(), recordedOf(one)))
    if (stopped) return
    show(board)
    const zone = one.server.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
    if (one.role === 'logger') {
      const { intervalSeconds } = poll
      const { live, packages } = one
      await record(one, { tag, zone, askedAt, intervalSeconds, answer, live, packages }, board)
      recorded?.(tag)
    }
    told()
  }

  /** What is shown was true before the sleep, and the first answer after it may take a minute. */
  function onAsleep(): void {
    for (const one of watched.values()) displayOld(one)
    void tend()
  }

  /** A bug in recording one answer must not end the polls of all servers: it is told, and the next answer is tried. */
  async function record(one: Watched, poll: RecordedPoll, board: ServerBoard): Promise<void> {
    try {
      await recorder?.record(poll, board)
      one.failed = null
    } catch (error) {
      console.error(error)
      one.failed = `The last answer of ${poll.tag} could not be recorded because of a fault in Seatlog (${error}): please report it.`
    }
  }

  /** The last recorded poll tells of the clock, and its debug logs of packages; whoever does not record knows neither. */
  function recordedOf({ server: { tag }, role, packages }: Watched) {
    if (role !== 'logger' || recorder === null) return { clock: null, packages }
    return { clock: recorder.clockOf(tag), packages: joinedPackages(packages, recorder.packagesOf(tag)) }
  }

  function circumstances({ server, role }: Watched, intervalSeconds: number): Circumstances {
    const poller = role === 'logger' ? logging : ownWindow
    const nextPollAt = role === 'viewer' ? null : poller.nextPollAt(server.tag)
    return {
      tag: server.tag,
      address: server.address,
      role,
      paused: paused && role !== 'viewer',
      nextPollAt,
      intervalSeconds,
    }
  }

  function display(one: Watched): void {
    const about = circumstances(one, one.polledEvery ?? (one.role === 'window' ? windowInterval : interval))
    // What is remembered of the last run has no features: it is for the next poll, not for the eye.
    if (one.role !== 'viewer') show(ownBoard(about, one.raw === null ? null : one.live, clock(), recordedOf(one)))
    else if (one.seen !== null && 'now' in one.seen) {
      show(viewedBoard(one.seen.now.live, about, one.seen.now.writer.host, one.seen.age))
    } else {
      const problem = one.seen === null ? null : { message: one.seen.message, since: clock() }
      show(nothingKnown({ ...about, loggedBy: null }, problem))
    }
  }

  function displayOld(one: Watched): void {
    const { role, live, polledEvery } = one
    if (role === 'viewer' || live === null || polledEvery === null) return
    if (isLongAgo(live, polledEvery, clock())) display(one)
  }

  /** Looks who may write each tag now, and lets everybody do their part. Again every interval. */
  function tend(): Promise<void> {
    tended ??= tendAll().finally(() => {
      tended = null
    })
    return tended
  }

  async function tendAll(): Promise<void> {
    if (!stopped) recorder ??= laterRecorder?.() ?? null
    await Promise.all([...watched.values()].map(tendOne))
    if (stopped) return
    const ofRole = (role: Role) => [...watched.values()].filter((one) => one.role === role).map(({ server }) => server)
    logging.update(ofRole('logger'), pollSettings(interval))
    ownWindow.update(ofRole('window'), pollSettings(windowInterval))
    told()
  }

  async function tendOne(one: Watched): Promise<void> {
    const role = await nextRole(one)
    if (stopped) return
    if (role === 'logger' && one.role !== 'logger') one.live ??= recorder?.remembered(one.server.tag) ?? null
    const changed = role !== one.role
    one.role = role
    if (changed) display(one)
    else displayOld(one)
  }

  async function nextRole(one: Watched): Promise<Role> {
    const { tag, role: wanted } = one.server
    if (wanted === 'auto' && recorder !== null) {
      const claim = await recorder.claim(tag)
      // What was ours goes on into the journal, and the recorder tells what waits there.
      one.notRecorded = claim.state === 'cannot-tell' && !claim.ours ? claim.problem.message : null
      if (claim.state === 'held' || (claim.state === 'cannot-tell' && claim.ours)) {
        one.viewer?.stop()
        one.viewer = null
        return 'logger'
      }
      if (claim.state === 'other') {
        await view(one)
        return 'viewer'
      }
    }
    // Nothing tells of another logger but what one may have written.
    await view(one)
    if (one.seen === null || !('now' in one.seen)) return 'window'
    // To read is enough for a viewer.
    one.notRecorded = null
    return 'viewer'
  }

  async function view(one: Watched): Promise<void> {
    one.viewer ??= watchNow(files, settings.dataFolder, one.server.tag, clock, (seen) => {
      one.seen = seen
      if (one.role === 'viewer') display(one)
    })
    await one.viewer.look()
  }

  const poll = async (tag: string | null): Promise<void> => {
    const viewers = [...watched.values()].filter((one) => tag === null || one.server.tag === tag)
    await Promise.all([logging.poll(tag), ownWindow.poll(tag), ...viewers.map((one) => one.viewer?.look())])
  }

  return {
    async start() {
      await tend()
      if (stopped) return
      for (const one of watched.values()) display(one)
      logging.start()
      ownWindow.start()
      tending = setInterval(() => void tend(), Math.min(interval, 60) * 1000)
    },
    async once() {
      await tend()
      await logging.poll(null)
      return [...watched.values()].map(({ server, role, live, seen }) => ({
        tag: server.tag,
        role,
        problem: live?.problem?.message ?? null,
        loggedBy: seen !== null && 'now' in seen ? seen.now.writer.host : null,
      }))
    },
    poll,
    pause(wanted) {
      paused = wanted
      for (const poller of [logging, ownWindow]) wanted ? poller.pause() : poller.resume()
      for (const one of watched.values()) display(one)
    },
    suspend() {
      for (const poller of [logging, ownWindow]) poller.suspend()
    },
    wake() {
      for (const poller of [logging, ownWindow]) poller.wake()
    },
    raw(tag) {
      const one = watched.get(tag)
      if (one === undefined) return failure('not-found', `There is no server ${tag} any more.`)
      if (one.role === 'viewer') {
        return failure(
          'viewer-only',
          `Only the Seatlog that polls ${tag} has lmutil’s text; this one shows what that one wrote.`,
        )
      }
      return one.raw === null ? failure('not-found', `${tag} has not been polled yet.`) : ok(one.raw)
    },
    polls: (tag) => watched.get(tag)?.polls ?? [],
    problems() {
      const notRecorded = [...watched.values()].flatMap((one) => one.notRecorded ?? one.failed ?? [])
      const noPackages = [...watched.values()].flatMap(({ serverPackages }) => serverPackages.problem() ?? [])
      return [...new Set([...notRecorded, ...noPackages, ...(recorder?.problems() ?? [])])]
    },
    stop() {
      ending ??= end()
      return ending
    },
  }

  async function end(): Promise<void> {
    stopped = true
    clearInterval(tending)
    for (const { viewer } of watched.values()) viewer?.stop()
    await Promise.all([logging.stop(), ownWindow.stop()])
    await tended
    await recorder?.stop()
  }
}
