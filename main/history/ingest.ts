import { join, relative, sep } from 'node:path'
import { FEATURES_HEADER } from '../datafiles/features-csv.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { rowFilePlace } from '../datafiles/layout.ts'
import { type StoredFile, storedFiles } from '../datafiles/stored-files.ts'
import { dateOf } from '../usage/local-days.ts'
import { dropSources } from './drop-sources.ts'
import type { IndexParts } from './index-parts.ts'
import { createNewRows, type NewRows, type PieceRead, type SourceTold } from './new-rows.ts'
import type { OpenRow } from './overlay.ts'
import { type Gathered, putRows } from './put-rows.ts'
import { ENDS, fingerprint, type Source } from './sources.ts'

/** A data folder, or an archive laid out like one. */
export interface ReadFolder {
  readonly path: string
  /** Which tag logs into the folder itself. */
  readonly rootTag: string | null
}

export interface IngestParts {
  readonly index: IndexParts
  readonly files: FileAccess
  /** The data folder first. */
  readonly folders: readonly ReadFolder[]
  /** Where the rows of each month go; without it those of each piece go into the index at once, together with how far was read. */
  readonly sink?: RowSink
  readonly told: (progress: IngestProgress) => void
  /** Asked between pieces. */
  readonly isCancelled: () => boolean
  /** Told of each checkout that is read: it is open no more. */
  readonly finished?: (row: OpenRow) => void
}

export interface RowSink {
  /** So many rows go there before their month is over. */
  readonly most: number
  put(gathered: Gathered): Promise<void>
}

export interface IngestProgress {
  readonly bytes: number
  readonly ofBytes: number
  readonly rows: number
}

const PIECE = 1 << 23
const LINE_END = 10
/** Files that are looked at together. */
const AT_ONCE = 16
/** What tells of servers is read first: days are those of their zones, and classes of denials those of their events. */
const ORDER = ['events', 'capacity', 'checkouts', 'denials', 'features'] as const

export interface Found extends StoredFile {
  /** Relative to its folder, with `/`. */
  readonly path: string
  readonly size: number
  /** Nothing was added to it, and yet it is not the file that was read. */
  readonly isOther?: boolean
}

/**
 * Reads what is new in all data files. What was read of a file that is another one now, or shorter, is forgotten and read
 * anew. Rejects with the system's errors where a folder cannot be listed; a file that cannot be read is tried the next
 * time. Answers false when it was cancelled.
 */
export async function ingest(parts: IngestParts): Promise<boolean> {
  const found = await findFiles(parts)
  noteMissing(parts.index, found)
  return readFiles(parts, found)
}

/** All row files, of the same path in several folders the longest, in the order in which they are read. */
async function findFiles({ index, files, folders }: IngestParts): Promise<readonly Found[]> {
  const byPath = new Map<string, Found>()
  const all: Found[] = []
  for (const { path: folder, rootTag } of folders) {
    for await (const stored of storedFiles(files, folder, rootTag)) {
      if (stored.kind === 'users') continue
      all.push({ ...stored, path: relative(folder, stored.file).split(sep).join('/'), size: 0 })
    }
  }
  // A share answers each question late, but many at once.
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE)
    const tails = await Promise.all(some.map(({ file }) => files.tail(file, ENDS)))
    for (const [which, found] of some.entries()) {
      const { size, bytes } = tails[which] ?? { size: 0, bytes: Buffer.alloc(0) }
      const known = byPath.get(found.path)
      const source = index.sources.at(found.path)
      const isOther = size > 0 && source?.done === size && fingerprint(bytes) !== source.ends
      if (known === undefined || known.size < size) byPath.set(found.path, { ...found, size, isOther })
    }
  }
  return [...byPath.values()].sort(
    (a, b) => orderOf(a) - orderOf(b) || compare(a.day, b.day) || compare(a.path, b.path),
  )
}

const orderOf = ({ kind }: StoredFile): number => Math.min(2, ORDER.indexOf(kind as (typeof ORDER)[number]))
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function noteMissing({ sources, db }: IndexParts, found: readonly Found[]): void {
  const there = new Set(found.map(({ path }) => path))
  db.transaction(() => {
    for (const { id, path, missing } of [...sources.all()]) {
      const isMissing = there.has(path) ? 0 : 1
      if (isMissing !== missing) sources.change(id, { missing: isMissing })
    }
  })
}

/** Reads what is new in these files. */
export async function readFiles(parts: IngestParts, found: readonly Found[]): Promise<boolean> {
  const { index, sink, isCancelled } = parts
  const rows = createNewRows(index, parts.finished)
  const fresh = found.filter(({ path, size, isOther }) => isOther || size !== (index.sources.at(path)?.done ?? 0))
  await forgetChanged(parts, fresh)
  const ofBytes = fresh.reduce(
    (sum, { path, size }) => sum + Math.max(0, size - (index.sources.at(path)?.done ?? 0)),
    0,
  )
  const progress = { bytes: 0, ofBytes, rows: 0 }
  const goesOn = newestSamples(index, found)
  let month = ''
  for (const file of fresh) {
    // Files come by days: what is put in when a month is over goes into most sheets once.
    if (!file.day.startsWith(month) && rows.waiting > 0) await sink?.put(rows.take())
    month = file.day.slice(0, 7)
    // What a logger of checkouts writes beside them is known from these; its events have been read by now.
    if (file.kind === 'features' && !(await isOnlySamples(parts, file))) progress.bytes += file.size
    else if (!(await readFile(parts, rows, { ...file, isLast: !goesOn.has(file.path) }, progress))) return false
  }
  if (rows.waiting > 0) await sink?.put(rows.take())
  return !isCancelled()
}

/** Whether nothing but a features log tells of a tag's day: it was written before its logger recorded checkouts, or imported. */
async function isOnlySamples({ index, files }: IngestParts, { tag, base, day, file }: Found): Promise<boolean> {
  const since = index.logging(tag)?.since
  if (since === undefined || day <= dateOf(index.calendarOfTag(tag).days.dayOf(since))) return true
  if (base === '') return false
  // What a logger writes for another one stands among the imports, beside its checkouts.
  const head = await files.read(file, 0, FEATURES_HEADER.length)
  return head === null || Buffer.from(head).toString() !== FEATURES_HEADER
}

/** The features logs that may go on: of each tag and folder the newest. */
function newestSamples({ sources }: IndexParts, found: readonly Found[]): ReadonlySet<string> {
  const newest = new Map<string, Pick<Source, 'path' | 'day'>>()
  for (const one of [...sources.all(), ...found]) {
    if (one.kind !== 'features') continue
    const key = `${one.base} ${one.tag.toLowerCase()}`
    if ((newest.get(key)?.day ?? '') <= one.day) newest.set(key, one)
  }
  return new Set([...newest.values()].map(({ path }) => path))
}

/** Forgets what was read of files that are shorter now, or others. */
async function forgetChanged({ index, files }: IngestParts, fresh: readonly Found[]): Promise<void> {
  const changed: Source[] = []
  for (const { path, file, size } of fresh) {
    const source = index.sources.at(path)
    if (source === undefined || source.done === 0) continue
    if (size < source.done || fingerprint(await readEnd(files, file, source.done)) !== source.ends) changed.push(source)
  }
  if (changed.length > 0) index.db.transaction(() => dropSources(index, changed))
}

/** The last bytes before `done`. */
async function readEnd(files: FileAccess, file: string, done: number): Promise<Buffer> {
  const from = Math.max(0, done - ENDS)
  return (from < done ? await files.read(file, from, done - from) : null) ?? Buffer.alloc(0)
}

async function readFile(
  { index, files, sink, told, isCancelled }: IngestParts,
  rows: NewRows,
  found: Found & { readonly isLast: boolean },
  progress: { bytes: number; ofBytes: number; rows: number },
): Promise<boolean> {
  let source = index.sources.at(found.path) ?? index.sources.add(found)
  for (;;) {
    const before = source.done
    const head = await readEnd(files, found.file, before)
    const piece = await files.read(found.file, before, Math.min(PIECE, found.size - before))
    if (isCancelled()) return false
    const isInLine = before > 0 && head.at(-1) !== LINE_END
    const end = isInLine ? (piece?.indexOf(LINE_END) ?? -1) : (piece?.lastIndexOf(LINE_END) ?? -1)
    const isTooLong = isInLine || (end === -1 && piece?.length === PIECE)
    // Behind the last line end somebody is writing still.
    if (piece === null || piece.length === 0 || (end === -1 && !isTooLong)) return true
    const bytes = end === -1 ? piece : piece.subarray(0, end + 1)
    source = index.db.transaction(() => {
      const read = isTooLong ? passedOver(source, bytes, isInLine) : rows.read(source, bytes, found.isLast)
      for (const { line, reason } of read.skipped) index.sources.skip(source.id, line, reason)
      if (sink === undefined && rows.waiting > 0) putRows(index, rows.take())
      progress.rows += read.rows
      return index.sources.change(source.id, {
        done: before + read.bytes,
        lines: source.lines + read.lines,
        rows: source.rows + read.rows,
        skipped: source.skipped + read.skipped.length,
        until: read.until,
        since: read.since,
        ends: fingerprint(
          Buffer.concat([head, bytes.subarray(Math.max(0, read.bytes - ENDS), read.bytes)]).subarray(-ENDS),
        ),
      })
    })
    if (sink !== undefined && rows.waiting > sink.most) await sink.put(rows.take())
    progress.bytes += source.done - before
    told(progress)
    if (source.done >= found.size || source.done === before) return true
  }
}

/** A part of a line for which a piece has no room: it is read no further than to its end, and counted where it begins. */
function passedOver({ lines, until, since }: Source, bytes: Buffer, isInLine: boolean): PieceRead & SourceTold {
  const skipped = isInLine ? [] : [{ line: lines + 1, reason: `a line of more than ${PIECE >> 20} MB` }]
  return { lines: bytes.at(-1) === LINE_END ? 1 : 0, rows: 0, skipped, bytes: bytes.length, until, since }
}

/** The clocks of two computers are no further apart, seconds, or their files wait for a look at all. */
const CLOCKS_APART = 3600

/**
 * The files that loggers write into at present, those of the servers' local day (`now`: epoch seconds), of all these tags. A
 * few looks at a share in place of thousands; whatever else is new is found by `ingest`.
 */
export async function recentFiles(
  { index, files }: IngestParts,
  { path: folder, rootTag }: ReadFolder,
  tags: readonly string[],
  now: number,
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const kind of ORDER) {
    for (const tag of tags) {
      const { days } = index.calendarOfTag(tag)
      for (const day of new Set([now - CLOCKS_APART, now, now + CLOCKS_APART].map((at) => dateOf(days.dayOf(at))))) {
        const { folders, fileName } = rowFilePlace({ kind, tag, name: '', base: '' }, day, rootTag)
        const path = [...folders, fileName].join('/')
        const file = join(folder, ...folders, fileName)
        const size = (await files.tail(file, 0))?.size
        if (size !== undefined) found.push({ kind, tag, base: '', file, day, path, size })
      }
    }
  }
  return found
}
