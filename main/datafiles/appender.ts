import { join } from 'node:path'
import { systemCode } from '../../preload/contract/system-code.ts'
import type { DataFolder } from './data-folder.ts'
import { encodeEvent } from './events.ts'
import type { FileAccess } from './file-access.ts'
import type { Append, Group, Journal } from './journal.ts'
import { appendBytes, landedRows } from './landed.ts'
import { type RowKind, rowFilePlace } from './layout.ts'
import type { Holding, Leases } from './leases.ts'
import { localDay } from './local-time.ts'
import { fileProblem, type StorageProblem, storageProblem } from './storage-problem.ts'
import { type FileEnd, wholeLines } from './torn-line.ts'

/** Files and bytes that share two transactions of the journal. A file gets one write a batch. */
const BATCH_FILES = 64
const BATCH_BYTES = 4e6

/** What a drain did, and what still waits. */
export interface DrainReport {
  /** Rows that are in their files now. */
  readonly rows: number
  readonly files: number
  readonly waitingRows: number
  readonly waitingBytes: number
  /** Why the rest waits; null when the data folder takes rows. */
  readonly problem: StorageProblem | null
  /** Files held open by another program (Excel), each with what to do: their rows wait, the others are written. */
  readonly lockedFiles: readonly { readonly file: string; readonly message: string }[]
  /** Rows dropped because the spool was full, since the data folder went away. */
  readonly dropped: Readonly<Partial<Record<RowKind, number>>>
}

export interface Appender {
  /** Writes what waits in the journal. Asked again while it is at work, answers the same report. */
  drain(): Promise<DrainReport>
}

interface Surroundings {
  /** Epoch seconds; a row goes to the file of the day it is written. */
  readonly clock: () => number
  /** Local folder for the fragments of torn lines. */
  readonly tornFolder: string
  /** Line end of new CSV files; all others get LF. */
  readonly eol: string
}

interface Planned extends Omit<Append, 'id'> {
  readonly rowIds: readonly number[]
}

/** What a drain has done so far. Files are known by `keyOf`. */
interface Tally {
  rows: number
  readonly files: Set<string>
  readonly locked: Map<string, { readonly file: string; readonly message: string }>
  /** A tag was lost: rows have got another place. */
  moved: boolean
}

/**
 * The one writer of data files (DESIGN section 4): takes rows from the journal, in order, and appends them to their files
 * exactly once: writes down what it is about to append, appends, and forgets the rows. Whatever interrupts it, the next
 * drain finds out how far it came.
 */
export function createAppender(
  files: FileAccess,
  folder: DataFolder,
  journal: Journal,
  leases: Pick<Leases, 'check'>,
  { clock, tornFolder, eol }: Surroundings,
): Appender {
  let underWay: Promise<DrainReport> | null = null
  return {
    drain() {
      underWay ??= drain().finally(() => {
        underWay = null
      })
      return underWay
    },
  }

  async function drain(): Promise<DrainReport> {
    const tally: Tally = { rows: 0, files: new Set(), locked: new Map(), moved: false }
    const problem = await run(tally)
    return {
      rows: tally.rows,
      files: tally.files.size,
      waitingRows: journal.waiting.rows,
      waitingBytes: journal.waiting.bytes,
      problem,
      lockedFiles: [...tally.locked.values()],
      dropped: droppedRows(journal),
    }
  }

  async function run(tally: Tally): Promise<StorageProblem | null> {
    try {
      const opened = await folder.open()
      if (!opened.ok) return opened.problem
      await recover(tally)
      reportDropped(journal, clock())
      return await writeAll(opened.rootTag, tally)
    } catch (error) {
      return storageProblem(error, folder.path)
    }
  }

  /** Finds out which rows of interrupted appends are in their files; the others wait again. Writes nothing. */
  async function recover(tally: Tally): Promise<void> {
    for (const append of journal.unsettled()) {
      try {
        const found = await files.read(append.file, append.before, appendBytes(append).length)
        settle([{ ...append, landed: landedRows(append, found) }], tally)
      } catch (error) {
        leave(append.file, error, tally)
      }
    }
  }

  async function writeAll(rootTag: string, tally: Tally): Promise<StorageProblem | null> {
    let queue = journal.groups()
    while (queue.length > 0) {
      const { batch, rest, problem } = await plan(queue, rootTag, tally)
      if (problem !== null) return problem
      const notWritten = await write(batch, tally)
      if (notWritten !== null) return notWritten
      queue = rest.length === 0 && tally.moved ? journal.groups() : rest
      if (rest.length === 0) tally.moved = false
    }
    return null
  }

  /** The next appends: as many files as a batch takes, each once, of tags that are ours at this moment. */
  async function plan(queue: readonly Group[], rootTag: string, tally: Tally) {
    const batch = new Map<string, Planned>()
    const holdings = new Map<string, Holding['state']>()
    const rest: Group[] = []
    const days = new Map<string, string>()
    let room = BATCH_BYTES
    for (const [index, group] of queue.entries()) {
      // There may be a file for each of thousands of features.
      if (room <= 0 || batch.size >= BATCH_FILES) {
        for (const later of queue.slice(index)) rest.push(later)
        break
      }
      const day = days.get(group.zone) ?? localDay(clock(), group.zone)
      days.set(group.zone, day)
      const place = rowFilePlace(group, day, rootTag)
      const file = join(folder.path, ...place.folders, place.fileName)
      const key = keyOf(file)
      if (tally.locked.has(key)) continue
      // The end of a file is known only when what this batch appends to it is written.
      if (batch.has(key)) {
        rest.push(group)
        continue
      }
      if (group.base === '' && !holdings.has(group.tag)) {
        const holding = await leases.check(group.tag)
        if (holding.state === 'failed') return { batch: [], rest: [], problem: holding.problem }
        if (holding.state === 'lost') tally.moved = true
        holdings.set(group.tag, holding.state)
      }
      if (group.base === '' && holdings.get(group.tag) !== 'held') continue
      const end = await fileEnd(file, place.folders, tally)
      if (end === 'locked') continue
      const { ids, lines, more } = journal.oldest(group, room)
      if (more) rest.push(group)
      if (ids.length === 0) continue
      room -= lines.reduce((bytes, line) => bytes + line.length, 0)
      const header = end === null ? place.header : null
      const at = { before: end?.length ?? 0, header, eol: end?.eol ?? (place.csv ? eol : '\n') }
      batch.set(key, { file, ...at, lines, rowIds: ids })
    }
    return { batch: [...batch.values()], rest, problem: null }
  }

  /** Where a file goes on; null for a new one, whose folders are there then. */
  async function fileEnd(file: string, folders: readonly string[], tally: Tally): Promise<FileEnd | 'locked' | null> {
    let end: FileEnd | null
    try {
      end = await wholeLines(files, file, tornFolder)
    } catch (error) {
      leave(file, error, tally)
      return 'locked'
    }
    if (end === null)
      for (const at of folders.keys()) await files.makeFolder(join(folder.path, ...folders.slice(0, at + 1)))
    return end
  }

  async function write(batch: readonly Planned[], tally: Tally): Promise<StorageProblem | null> {
    const ids = journal.begin(batch)
    const done: Settled[] = []
    for (const [at, id] of ids.entries()) {
      const append = batch[at] as Planned
      try {
        await files.append(append.file, appendBytes(append))
        done.push({ id, file: append.file, landed: append.lines.length })
      } catch (error) {
        if (systemCode(error) === null) throw error
        const notWritten = await settleHere(done.splice(0), tally)
        if (notWritten !== null) return notWritten
        // Where a file cannot even be created, no other can.
        if (append.before === 0) throw error
        leave(append.file, error, tally)
      }
    }
    return settleHere(done, tally)
  }

  /** A drive that went away may have left an empty folder, which took the rows: then the next drain finds out which landed. */
  async function settleHere(appends: readonly Settled[], tally: Tally): Promise<StorageProblem | null> {
    const opened = await folder.open()
    if (!opened.ok) return opened.problem
    settle(appends, tally)
    return null
  }

  function settle(appends: readonly Settled[], tally: Tally): void {
    journal.settle(appends)
    for (const { file, landed } of appends) {
      tally.rows += landed
      if (landed > 0) tally.files.add(keyOf(file))
    }
  }
}

interface Settled {
  readonly id: number
  readonly file: string
  readonly landed: number
}

/** Lets the rows of one file wait when the error concerns it alone; throws every other error on. */
function leave(file: string, error: unknown, tally: Tally): void {
  const message = fileProblem(error, file)
  if (message === null) throw error
  tally.locked.set(keyOf(file), { file, message })
}

/** Names that differ in case or in the form of accents only are one file on Windows and macOS. */
const keyOf = (file: string): string => file.normalize('NFC').toLowerCase()

function droppedRows(journal: Journal): Partial<Record<RowKind, number>> {
  const counts: Partial<Record<RowKind, number>> = {}
  for (const { kind, rows } of journal.dropped()) counts[kind] = (counts[kind] ?? 0) + rows
  return counts
}

/** Rows go again: what was dropped meanwhile gets its event. */
function reportDropped(journal: Journal, now: number): void {
  for (const dropped of journal.dropped()) {
    const { tag, kind, rows, first, last } = dropped
    const line = encodeEvent({ t: now, tag, type: 'dropped', kind, rows, from: first, to: last })
    journal.reportDropped(dropped, { kind: 'events', name: '', at: now, line })
  }
}
