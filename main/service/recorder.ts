import { setTimeout as wait } from 'node:timers/promises'
import { type Appender, createAppender, type DrainReport } from '../datafiles/appender.ts'
import { createDataFolder, type DataFolder } from '../datafiles/data-folder.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { type Journal, openJournal } from '../datafiles/journal.ts'
import { journalFile } from '../datafiles/journal-database.ts'
import { logFolderOf } from '../datafiles/layout.ts'
import { createLeases, type Leases } from '../datafiles/leases.ts'
import { createNames, type Names } from '../datafiles/names.ts'
import { writeNow } from '../datafiles/now-json.ts'
import { writeOpen } from '../datafiles/open-jsonl.ts'
import { type StorageProblem, storageProblem } from '../datafiles/storage-problem.ts'
import type { Settings } from '../settings/schema.ts'
import type { Live } from '../usage/live.ts'
import { openCheckouts } from '../usage/tracker.ts'
import { gapBefore } from '../usage/transitions.ts'
import type { ServerBoard } from './board.ts'
import { denialRows } from './denial-rows.ts'
import { followLogs, readLogMemory } from './log-following.ts'
import { forgetPolls, memoryState, type PollMemory, readMemory } from './poll-memory.ts'
import { pollRows, type RecordedPoll } from './poll-rows.ts'
import { privateBoard } from './private-board.ts'

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
  /** Sentences the user must see: what waits and why. */
  problems(): readonly string[]
  /** Drains what can be drained within 2 s and gives the leases back. */
  stop(): Promise<void>
}

/** Fails with a sentence when another Seatlog of this user writes into the data folder, or the local disk does not work. */
export function openRecorder(
  parts: RecorderParts,
):
  | { readonly ok: true; readonly recorder: Recorder }
  | { readonly ok: false; readonly locked: boolean; readonly message: string } {
  const { settings, files, localStateFolder, clock, host } = parts
  const opened = openJournal(journalFile(localStateFolder, settings.dataFolder))
  if (!opened.ok) return { ok: false, locked: opened.code === 'locked', message: opened.message }
  const { journal, setAside } = opened
  const folder = createDataFolder(files, settings.dataFolder, journal, settings.servers[0]?.tag ?? '')
  const leases = createLeases(files, folder, journal, { host, clock })
  const appender = createAppender(files, folder, journal, leases, {
    clock,
    tornFolder: `${localStateFolder}/torn`,
    eol: process.platform === 'win32' ? '\r\n' : '\n',
  })
  const names = createNames(settings.names, settings.pseudonymKey)
  const damaged =
    setAside === null
      ? []
      : [`The journal was damaged and is kept as ${setAside}: rows that waited in it are not in the files.`]
  return {
    ok: true,
    recorder: createRecorder(parts, { journal, folder, leases, appender, names, damaged }),
  }
}

/** Key of the journal's memory of debug logs. */
const LOGS = 'logs'
/** Until when another Seatlog wrote the tag. */
const SINCE = 'logs-since'

interface Tools {
  readonly journal: Journal
  readonly folder: DataFolder
  readonly leases: Leases
  readonly appender: Appender
  readonly names: Names
  readonly damaged: readonly string[]
}

function createRecorder(parts: RecorderParts, tools: Tools): Recorder {
  const { settings, files, clock, everyPoll } = parts
  const { journal, folder, leases, appender, names, damaged } = tools
  const expectedSeconds = everyPoll
    ? Math.max(settings.intervalSeconds, settings.recordIntervalSeconds)
    : settings.intervalSeconds
  const held = new Set<string>()
  /** Tags whose `logging` event this run has written: one is due at every start. */
  const announced = new Set<string>(everyPoll ? settings.servers.map(({ tag }) => tag) : [])
  let report: DrainReport | null = null
  let drained: Promise<void> = Promise.resolve()
  let failure: string | null = null
  const logProblems = new Map<string, readonly string[]>()
  const debugLogs = (tag: string) => settings.servers.find((server) => server.tag === tag)?.debugLogs ?? []

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
        const { live, lastPollAt, intervalSeconds } = readMemory(journal, tag)
        const expected = Math.max(expectedSeconds, intervalSeconds)
        return gapBefore(lastPollAt, clock(), expected) === null ? live : null
      } catch (error) {
        failure = storageProblem(error, folder.path).message
        return null
      }
    },

    async record(poll, board) {
      try {
        await record(poll, board)
      } catch (error) {
        // The local disk: the polls go on, and the window shows what they bring.
        failure = storageProblem(error, folder.path).message
      }
    },

    problems() {
      const waiting = report?.problem ? [`${report.problem.message} ${report.waitingRows} rows wait.`] : []
      const locked = report?.lockedFiles.map(({ message }) => message) ?? []
      return [
        ...damaged,
        ...[...logProblems.values()].flat(),
        ...(failure === null ? [] : [failure]),
        ...waiting,
        ...locked,
      ]
    },

    async stop() {
      // A share that hangs may keep the journal open for longer; its rows are safe there.
      const ended = giveBack().finally(() => journal.close())
      await Promise.race([ended, wait(2000, undefined, { ref: false })])
    },
  }

  async function claim(tag: string): Promise<Claim> {
    const holding = held.has(tag) ? await leases.renew(tag) : await leases.acquire(tag, settings.intervalSeconds)
    if (holding.state === 'held') {
      held.add(tag)
      // What this Seatlog remembers is older than what the other one recorded since.
      const { takenFrom } = holding
      if (takenFrom !== undefined) {
        forgetPolls(journal, tag, takenFrom.at)
        journal.setState(tag, SINCE, takenFrom.at)
      }
      return { state: 'held' }
    }
    if (holding.state === 'failed') {
      return { state: 'cannot-tell', ours: held.has(tag) || leases.wasOurs(tag), problem: holding.problem }
    }
    // What waited for a tag that was lost has got another place, and no poll of that tag will write it.
    if (held.delete(tag)) await drain()
    return { state: 'other' }
  }

  async function record(poll: RecordedPoll, board: ServerBoard): Promise<void> {
    const { tag, zone } = poll
    const before = readMemory(journal, tag)
    const memory = announced.has(tag) ? before : { ...before, logging: '' }
    const { rows, memory: after } = pollRows(memory, poll, {
      expectedSeconds,
      recordIntervalSeconds: everyPoll ? null : settings.recordIntervalSeconds,
      names,
      logging: await logging(tag, zone),
    })
    const logs = await followLogs(debugLogs(tag), readLogMemory(journal.state(tag, LOGS)))
    logProblems.set(tag, logs.problems)
    // Until another Seatlog had to give the tag up, it wrote what the logs said.
    const since = Number(journal.state(tag, SINCE) ?? 0)
    const denials = denialRows(logs.events, { tag, zone, names }).filter(({ at }) => at > since)
    const state = { ...memoryState(after), [LOGS]: logs.memory }
    const committed = journal.commit(tag, zone, [...rows, ...denials], state)
    failure = committed.ok ? null : committed.message
    if (committed.ok && after.logging !== '') announced.add(tag)
    await drain()
    if (held.has(tag) && report?.problem === null) await publish(tag, board, after)
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
    await writeNow(files, folder.path, {
      tag,
      writtenAt: clock(),
      writer,
      intervalSeconds: board.server.intervalSeconds,
      live: privateBoard(board, names),
    })
    const open = openCheckouts(tag, memory.tracker)
    await writeOpen(
      files,
      folder.path,
      tag,
      open.map(({ shownAt, ...row }) => ({ ...row, seenAt: shownAt })),
    )
  }
}

/** Whoever asked for that drain was told. */
const noMatter = (): void => {}
