import { join } from 'node:path'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { createAppender } from '../datafiles/appender.ts'
import { createDataFolder } from '../datafiles/data-folder.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { type Journal, openJournal } from '../datafiles/journal.ts'
import { journalFile } from '../datafiles/journal-database.ts'
import { stateFolder } from '../datafiles/layout.ts'
import { type Lease, writeLease } from '../datafiles/lease-file.ts'
import { createLeases, type Holding } from '../datafiles/leases.ts'
import { storageProblem } from '../datafiles/storage-problem.ts'
import { withoutLinks } from '../datafiles/without-links.ts'
import type { Settings } from '../settings/schema.ts'
import { takeTag } from './handed-over.ts'
import { createMemories, type Memories } from './memories.ts'

/** A data folder into which nobody else writes for the moment, with nothing on its way to its files. */
export interface Hold {
  readonly memories: Memories
  readonly tags: ReadonlySet<string>
  /** One sentence on rows that still could not be written. */
  readonly waiting: string | null
  /** Files, links followed, of which nobody knows yet whether an append to them succeeded, with the sentence why they must stay as they are. */
  readonly untouchable: ReadonlyMap<string, string>
  /** Keeps the tags ours; a sentence when one is not any more. */
  readonly mayGoOn: () => Promise<string | null>
  /** Gives back what was taken, as it was, and closes the journal. */
  release(): Promise<void>
}

export interface HoldParts {
  readonly settings: Settings
  readonly files: FileAccess
  readonly localStateFolder: string
  /** This computer's name. */
  readonly host: string
  /** Epoch seconds. */
  readonly clock: () => number
}

/** How often a lease counts as renewed: ten times this without it, and others take it for left behind. */
const RENEW_SECONDS = 60

/**
 * Stops whoever could write into the data folder: opens its journal for this process alone, takes the lease of every tag
 * and writes what waits. Fails with a sentence where another Seatlog is at work.
 */
export async function takeHold({ settings, files, localStateFolder, host, clock }: HoldParts): Promise<Result<Hold>> {
  const data = settings.dataFolder
  const opened = openJournal(journalFile(localStateFolder, data))
  if (!opened.ok) return failure('cannot-write', opened.code === 'locked' ? RUNNING : opened.message)
  const { journal } = opened
  const memories = createMemories(files, journal)
  const folder = createDataFolder(files, data, journal, '')
  const leases = createLeases(files, folder, journal, { host, clock })
  const tornFolder = join(localStateFolder, 'torn')
  const eol = process.platform === 'win32' ? '\r\n' : '\n'
  const appender = createAppender(files, folder, journal, leases, { clock, tornFolder, eol })
  const taken = new Map<string, Lease | null>()
  let renewedAt = clock()

  async function release(): Promise<void> {
    for (const [tag, from] of taken) {
      const isOurs = (await leases.check(tag)).state === 'held'
      // Whoever logged the tag finds its lease as it left it, and goes on from what it remembers.
      if (isOurs && from !== null) await writeLease(files, data, tag, from).catch(noMatter)
      else await leases.release(tag)
    }
    journal.close()
  }

  async function take(tag: string): Promise<string | null> {
    const { debugLogs = [] } = settings.servers.find((server) => server.tag === tag) ?? {}
    // If this process died now, this Seatlog would find the tag as its own.
    const holding = await takeTag({ files, data, leases, memories }, tag, RENEW_SECONDS, debugLogs)
    if (holding.state !== 'held') return whyNot(tag, holding)
    taken.set(tag, holding.takenFrom ?? null)
    return null
  }

  async function mayGoOn(): Promise<string | null> {
    if (clock() - renewedAt < RENEW_SECONDS) return null
    renewedAt = clock()
    for (const tag of taken.keys()) {
      const holding = await leases.renew(tag)
      if (holding.state !== 'held') return whyNot(tag, holding)
    }
    return null
  }

  let refused: string | null
  try {
    const tags = await tagsOf(files, data, settings, journal)
    refused = null
    for (const tag of tags) refused ??= await take(tag)
    if (refused === null) {
      const { problem, waitingRows, lockedFiles } = journal.waiting.rows === 0 ? NOTHING : await appender.drain()
      const why = [...(problem === null ? [] : [problem]), ...lockedFiles].map(({ message }) => message).join(' ')
      const waiting =
        waitingRows === 0 ? null : `${waitingRows} rows still wait to be written: ${why} Then run this again.`
      const untouchable = new Map(
        journal
          .unsettled()
          .map(({ file }) => [withoutLinks(file), `${file} was not changed, because rows are on their way to it.`]),
      )
      return ok({ memories, tags, waiting, untouchable, mayGoOn, release })
    }
  } catch (error) {
    refused = storageProblem(error, data).message
  }
  await release()
  return failure('cannot-write', refused)
}

/** Where nothing waits, nothing is written, not even to claim the folder. */
const NOTHING = { problem: null, waitingRows: 0, lockedFiles: [] }

/** The share is away: the lease is left behind, and others take it when it is stale. */
const noMatter = (): void => {}

const RUNNING =
  'Seatlog is running for this user: quit it first (Quit in the tray’s menu, Ctrl+C for seatlog poll or serve), then run this again.'

/** All tags that somebody logs, or has logged, or may log. */
async function tagsOf(
  files: FileAccess,
  data: string,
  { servers }: Settings,
  journal: Journal,
): Promise<ReadonlySet<string>> {
  const state = (await files.list(stateFolder(data))) ?? []
  const leased = state.filter(({ name }) => name.endsWith('.lease')).map(({ name }) => name.slice(0, -'.lease'.length))
  const waiting = journal.groups().filter(({ base }) => base === '')
  return new Set([...leased, ...servers.map(({ tag }) => tag), ...waiting.map(({ tag }) => tag)])
}

function whyNot(tag: string, holding: Exclude<Holding, { state: 'held' }>): string {
  if (holding.state === 'failed') return holding.problem.message
  if (holding.by === null) return `Another Seatlog is just taking ${tag}: quit it, then run this again.`
  const { host, intervalSeconds } = holding.by
  const minutes = Math.ceil((10 * intervalSeconds) / 60) + 1
  return `${tag} is logged by Seatlog on ${host}: quit it there, then run this again. If that computer is off, run this twice, ${minutes} minutes apart.`
}
