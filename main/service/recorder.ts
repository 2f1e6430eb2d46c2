import { setTimeout as wait } from 'node:timers/promises'
import { counted } from '../../preload/contract/counted.ts'
import type { HealthView } from '../../preload/contract/health.ts'
import type { ClockOffset } from '../../preload/contract/seats.ts'
import { type Appender, createAppender, type DrainReport } from '../datafiles/appender.ts'
import { createDataFolder, type DataFolder } from '../datafiles/data-folder.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { type Journal, openJournal } from '../datafiles/journal.ts'
import { journalFile } from '../datafiles/journal-database.ts'
import { logFolderOf } from '../datafiles/layout.ts'
import { createLeases, type Holding, type Leases } from '../datafiles/leases.ts'
import { localDay } from '../datafiles/local-time.ts'
import { createNames, type Names } from '../datafiles/names.ts'
import { writeNow } from '../datafiles/now-json.ts'
import { writeOpen } from '../datafiles/open-jsonl.ts'
import { type StorageProblem, storageProblem } from '../datafiles/storage-problem.ts'
import { inSlices } from '../poller/in-slices.ts'
import type { Settings } from '../settings/schema.ts'
import { clockOffset } from '../usage/clock-offset.ts'
import { unfused, withExactStarts } from '../usage/fusion.ts'
import type { Live } from '../usage/live.ts'
import type { Package } from '../usage/packages.ts'
import { eachOpen, type OpenCheckout } from '../usage/tracker.ts'
import { gapBefore, NOTHING_REPORTED } from '../usage/transitions.ts'
import type { ServerBoard } from './board.ts'
import { createDebugLogs } from './debug-logs.ts'
import { takeTag } from './handed-over.ts'
import { createMemories, type Memories } from './memories.ts'
import { createOldFiles } from './old-files.ts'
import { NOTHING_REMEMBERED, type PollMemory } from './poll-memory.ts'
import { pollSteps, type RecordedPoll } from './poll-rows.ts'
import { privateBoardSteps } from './private-board.ts'
import { createKnownPeople, type KnownPeople } from './private-memory.ts'
import { recordedCheckout } from './recorded.ts'

export interface RecorderParts {
  readonly settings: Settings
  /** Access to the data folder. */
  readonly files: FileAccess
  /** Local disk: the journal and the fragments of torn lines. */
  readonly localStateFolder: string
  /** This computer's name. */
  readonly host: string
  readonly version: string
  /** Epoch seconds. */
  readonly clock: () => number
  /** Seconds since whenever, which nobody can put on; absent: the clock. */
  readonly uptime?: () => number
  /** Rows of every poll, as a scheduled task wants it, instead of those of the record intervals. */
  readonly everyPoll: boolean
}

/** May this Seatlog write a tag's files? `cannot-tell`: the data folder does not say; `ours` when it was ours before. */
export type Claim =
  | { readonly state: 'held' }
  | { readonly state: 'other' }
  | { readonly state: 'cannot-tell'; readonly ours: boolean; readonly problem: StorageProblem }

/** Writes what polls bring into the data folder: the one place where answers become rows and files. */
export interface Recorder {
  claim(tag: string): Promise<Claim>
  /** The live view of the last run, without features, when that is not too long ago. */
  remembered(tag: string): Live | null
  record(poll: RecordedPoll, board: ServerBoard): Promise<void>
  /** By how much a tag's clock is off, as of the last recorded poll. */
  clockOf(tag: string): ClockOffset | null
  /** What a tag's debug logs told of packages until then. */
  packagesOf(tag: string): readonly Package[]
  /** Sentences the user must see: what waits and why. */
  problems(): readonly string[]
  /** What waits for the data folder; `problem`: why, one sentence. */
  spool(): HealthView['spool']
  /** Drains what can be drained within 2 s and gives the leases back. */
  stop(): Promise<void>
}

/** Fails with a sentence when another Seatlog of this user writes into the data folder, or the local disk does not work. */
export function openRecorder(
  parts: RecorderParts,
):
  | { readonly ok: true; readonly recorder: Recorder }
  | { readonly ok: false; readonly locked: boolean; readonly message: string } {
  const { settings, files, localStateFolder, clock, uptime = clock, host } = parts
  const opened = openJournal(journalFile(localStateFolder, settings.dataFolder))
  if (!opened.ok) return { ok: false, locked: opened.code === 'locked', message: opened.message }
  const { journal, setAside } = opened
  const folder = createDataFolder(files, settings.dataFolder, journal, settings.servers[0]?.tag ?? '')
  const leases = createLeases(files, folder, journal, { host, clock, uptime })
  const appender = createAppender(files, folder, journal, leases, {
    clock,
    tornFolder: `${localStateFolder}/torn`,
    eol: process.platform === 'win32' ? '\r\n' : '\n',
  })
  const names = createNames(settings.names, settings.pseudonymKey)
  const memories = createMemories(files, journal)
  const damaged =
    setAside === null
      ? []
      : [`The journal was damaged and is kept as ${setAside}: rows that waited in it are not in the files.`]
  return {
    ok: true,
    recorder: createRecorder(parts, {
      journal,
      memories,
      folder,
      leases,
      appender,
      names,
      known: createKnownPeople(names),
      damaged,
    }),
  }
}

interface Tools {
  readonly journal: Journal
  readonly memories: Memories
  readonly folder: DataFolder
  readonly leases: Leases
  readonly appender: Appender
  readonly names: Names
  readonly known: KnownPeople
  readonly damaged: readonly string[]
}

function createRecorder(parts: RecorderParts, tools: Tools): Recorder {
  const { settings, files, clock, everyPoll } = parts
  const { journal, memories, folder, leases, appender, names, known, damaged } = tools
  const expectedSeconds = everyPoll
    ? Math.max(settings.intervalSeconds, settings.recordIntervalSeconds)
    : settings.intervalSeconds
  const held = new Set<string>()
  /** Tags whose `logging` event this run has written: one is due at every start. */
  const announced = new Set<string>(everyPoll ? settings.servers.map(({ tag }) => tag) : [])
  let report: DrainReport | null = null
  let drained: Promise<void> = Promise.resolve()
  /** By tag, what its last record met; of a tag that is another's now nobody records here. */
  const failures = new Map<string, string>()
  const clocks = new Map<string, ClockOffset | null>()
  const packages = new Map<string, readonly Package[]>()
  const debugLogs = createDebugLogs(settings)
  const oldFiles = createOldFiles(files, folder, journal, settings)

  return {
    async claim(tag) {
      try {
        return await claim(tag)
      } catch (error) {
        return { state: 'cannot-tell', ours: held.has(tag), problem: storageProblem(error, folder.path) }
      }
    },

    remembered(tag) {
      try {
        const { live, lastPollAt, intervalSeconds } = memories.of(tag)
        const expected = Math.max(expectedSeconds, intervalSeconds)
        return gapBefore(lastPollAt, clock(), expected) === null ? live : null
      } catch (error) {
        failures.set(tag, storageProblem(error, folder.path).message)
        return null
      }
    },

    async record(poll, board) {
      try {
        await record(poll, board)
      } catch (error) {
        // The local disk: the polls go on, and the window shows what they bring.
        failures.set(poll.tag, storageProblem(error, folder.path).message)
      }
    },

    clockOf: (tag) => clocks.get(tag) ?? null,
    packagesOf: (tag) => packages.get(tag) ?? [],

    problems() {
      const waiting = report?.problem
        ? [`${report.problem.message} Waiting: ${counted(report.waitingRows, 'row')}.`]
        : []
      const locked = report?.lockedFiles.map(({ message }) => message) ?? []
      return [
        ...damaged,
        ...debugLogs.problems(),
        ...oldFiles.problems(),
        ...new Set(failures.values()),
        ...waiting,
        ...locked,
      ]
    },

    spool: () => ({ ...journal.waiting, problem: report?.problem?.message ?? report?.lockedFiles[0]?.message ?? null }),

    async stop() {
      // A share that hangs may keep the journal open for longer; its rows are safe there.
      const ended = giveBack().finally(() => journal.close())
      await Promise.race([ended, wait(2000, undefined, { ref: false })])
    },
  }

  async function claim(tag: string): Promise<Claim> {
    const tools = { files, data: folder.path, leases, memories }
    const renewed = held.has(tag) ? await leases.renew(tag) : NOBODY
    const holding =
      renewed.state === 'other' && renewed.by === null
        ? await takeTag(tools, tag, settings.intervalSeconds, debugLogs.of(tag))
        : renewed
    if (holding.state === 'held') {
      held.add(tag)
      return { state: 'held' }
    }
    if (holding.state === 'failed') {
      return { state: 'cannot-tell', ours: held.has(tag) || leases.wasOurs(tag), problem: holding.problem }
    }
    // What waited for a tag that was lost has got another place, and no poll of that tag will write it.
    const isLost = held.delete(tag)
    failures.delete(tag)
    if (isLost || journal.waiting.rows > 0 || report?.problem) await drain()
    return { state: 'other' }
  }

  async function record(poll: RecordedPoll, board: ServerBoard): Promise<void> {
    const { tag, zone } = poll
    const { memory: before, people } = known(memories.of(tag))
    const memory = toAnnounce(tag, zone, before)
    const logs = await debugLogs.read(tag, memory.logs, zone)
    const rules = {
      expectedSeconds,
      recordIntervalSeconds: everyPoll ? null : settings.recordIntervalSeconds,
      capacitySeconds: settings.capacityIntervalSeconds,
      names,
      people,
      logging: await logging(tag, zone),
    }
    const { rows, memory: after } = await inSlices(pollSteps(memory, poll, rules, logs))
    clocks.set(tag, clockOffset(after.tracker))
    packages.set(tag, after.packages.ofLog)
    const committed = memories.commit(tag, zone, rows, after)
    if (committed.ok) failures.delete(tag)
    else failures.set(tag, committed.message)
    if (committed.ok && after.logging !== '') announced.add(tag)
    const notHanded = committed.ok ? await handOut(tag) : null
    if (notHanded !== null) {
      // Rows that are written while others could go on from an older memory would be written twice.
      failures.set(tag, `${notHanded} Waiting: ${counted(journal.waiting.rows, 'row')}.`)
      return
    }
    await drain()
    if (!held.has(tag) || report?.problem !== null) return
    await publish(tag, board, memories.of(tag))
    if (report.waitingRows === 0) await oldFiles.clear(tag, localDay(clock(), zone))
  }

  /** Readers go by these events: every run writes them, and every day does where those of earlier days are deleted. */
  function toAnnounce(tag: string, zone: string, memory: PollMemory): PollMemory {
    const isNewDay = settings.keepDays.events !== undefined && memory.announcedOn !== localDay(clock(), zone)
    const logging = announced.has(tag) && !isNewDay ? memory.logging : ''
    const reported = isNewDay ? { ...memory.reported, licenses: NOTHING_REPORTED.licenses } : memory.reported
    const told = isNewDay ? NOTHING_REMEMBERED.packages.told : memory.packages.told
    const packages = { ...memory.packages, told }
    return { ...memory, logging, reported, packages, serving: isNewDay ? [] : memory.serving }
  }

  /**
   * Copies the memory for whoever takes over, before the rows of this poll are written: one that goes on from an older
   * copy finds them out again, and what waits here then is not written twice. A sentence where it cannot be done.
   */
  async function handOut(tag: string): Promise<string | null> {
    try {
      const holding = await leases.check(tag)
      if (holding.state === 'failed') return holding.problem.message
      if (holding.state === 'held') await memories.publish(folder.path, tag)
      return null
    } catch (error) {
      return storageProblem(error, folder.path).message
    }
  }

  /** One after the other: a drain under way may be past the rows that have just come. */
  function drain(): Promise<void> {
    drained = drained.catch(noMatter).then(async () => {
      report = await appender.drain()
    })
    return drained
  }

  async function giveBack(): Promise<void> {
    await drain()
    for (const tag of held) await leases.release(tag)
  }

  async function logging(tag: string, zone: string) {
    const opened = await folder.open()
    if (!opened.ok) return null
    return {
      tag,
      type: 'logging',
      folder: logFolderOf(tag, opened.rootTag),
      zone,
      interval: settings.intervalSeconds,
      recordInterval: settings.recordIntervalSeconds,
      names: settings.names,
    } as const
  }

  /** A failure is not told: viewers see by the file's age that it was not replaced. */
  async function publish(tag: string, board: ServerBoard, memory: PollMemory): Promise<void> {
    const writer = { owner: journal.owner, host: parts.host, version: parts.version }
    const { intervalSeconds, answeredAt } = board.server
    const live = await inSlices(privateBoardSteps(board, names))
    const now = { tag, writtenAt: clock(), writer, intervalSeconds, live }
    await writeNow(files, folder.path, now, inSlices)
    function* rows() {
      const recorded = ({ shownAt, foundAt: _, ...row }: OpenCheckout) => ({
        ...recordedCheckout(row, names),
        seenAt: shownAt,
      })
      for (const row of withExactStarts(eachOpen(tag, memory.tracker), memory.fusion)) yield recorded(row)
      for (const row of unfused(memory.fusion)) yield recorded(row)
    }
    await writeOpen(files, folder.path, tag, { asOf: answeredAt ?? 0, rows: rows() }, inSlices)
  }
}

/** Nobody is known to have the tag: it may be taken. */
const NOBODY: Holding = { state: 'other', by: null }

/** Whoever asked for that drain was told. */
const noMatter = (): void => {}
