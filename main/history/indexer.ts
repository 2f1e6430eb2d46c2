import { isDeepStrictEqual } from 'node:util'
import type { AnswerOf, AskedOf, HistoryProgress, HistoryStatus, Question } from '../../preload/contract/history.ts'
import type { FileAccess } from '../datafiles/file-access.ts'
import { dateOf } from '../usage/local-days.ts'
import { answer } from './answer.ts'
import { type IndexDatabase, openIndex } from './database.ts'
import { dropOldSources } from './drop-sources.ts'
import { newestIndex, removeIndex, removeOldIndexes } from './index-files.ts'
import { allTags, type IndexParts, indexParts, readMeta } from './index-parts.ts'
import { type Found, ingest, readFiles, recentFiles } from './ingest.ts'
import { keepUsage } from './keep-usage.ts'
import type { IndexLock } from './lock.ts'
import type { GroupsTold, IndexPlace, Wanted } from './messages.ts'
import { createOverlay, type OpenOfTag, type OpenRow } from './overlay.ts'
import { progressAt } from './progress.ts'
import { type KnownOpen, readAllOpen } from './read-open.ts'
import { createReader, type Reader } from './reader.ts'
import { readFolders } from './rebuild.ts'

export interface IndexerParts {
  readonly place: IndexPlace
  readonly files: FileAccess
  /** Null: another process puts new rows in; tried again with every reading, since that one may have ended. */
  readonly takeLock: () => IndexLock | null
  /** Epoch seconds. */
  readonly clock: () => number
  readonly told: () => void
}

/** Keeps one index up to date with the data files, and answers from it. */
export interface Indexer {
  /** Throws SQLite's errors, and says so in `status` from then on. */
  ask<Q extends Question>(question: Q, asked: AskedOf<Q>, groups: GroupsTold): AnswerOf<Q>
  /** Reads what is new; rejects with the system's errors. */
  read(wanted: Wanted): Promise<void>
  /** Goes on with the index that counts now. */
  reopen(): void
  status(): HistoryStatus
  /** Whether this process puts new rows in. */
  readonly canWrite: boolean
  /** There is no index of this kind, it is damaged, or it was counted by other settings. */
  wantsRebuild(): boolean
  close(): void
}

/** Rows of finished checkouts that were read since the open ones were copied last: they are open no more. */
type Finished = Map<string, { readonly asOf: number; readonly rows: OpenRow[] }>

const MOST_TOLD = 20

const BUILT_ELSEWHERE = 'Another Seatlog of this user builds the history: it appears here when that is done.'
const OTHER_VERSION =
  'Another Seatlog of this user keeps the history in a form that this version cannot read: bring both to the same version.'

export function createIndexer({ place, files, takeLock, clock, told }: IndexerParts): Indexer {
  let lock = takeLock()
  let canWrite = lock !== null
  let index: IndexParts | null = null
  let newest: string | null = null
  let version = -1
  let open: readonly OpenOfTag[] = []
  let reader: Reader | null = null
  let progress: HistoryProgress | null = null
  let problem: string | null = null
  let stale = false
  const finished: Finished = new Map()
  const knownOpen: KnownOpen = new Map()
  reopen()

  function reopen(): void {
    index?.db.close()
    index = null
    reader = null
    newest = newestIndex(place.folder)
    if (newest === null) {
      if (!canWrite) problem = BUILT_ELSEWHERE
      return
    }
    const db = openIndex(newest, !canWrite)
    if (db === null) {
      // Another version's, or damaged: it is a cache, and built again.
      if (canWrite) removeIndex(newest)
      else problem = OTHER_VERSION
      return
    }
    if (canWrite) removeOldIndexes(place.folder)
    index = indexParts(db, readMeta(db, 'basis') ?? place.basis)
    const isOtherBasis = !place.anyBasis && !isDeepStrictEqual(index.basis, place.basis)
    stale = isOtherBasis || readMeta(db, 'stale') === true
    version = versionOf(db)
    problem = null
  }

  /** Goes on writing where another process has ended, and follows it where it goes on. */
  function takeOver(): void {
    lock = takeLock()
    canWrite = lock !== null
    if (canWrite) problem = null
    if (canWrite || newestIndex(place.folder) !== newest) reopen()
  }

  /** Changes whenever another process writes. */
  function versionOf(db: IndexDatabase): number {
    return db.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0
  }

  function currentReader(): Reader {
    if (index === null) throw new Error('There is no history yet.')
    if (!canWrite && versionOf(index.db) !== version) {
      version = versionOf(index.db)
      index = indexParts(index.db, index.basis)
      reader = null
    }
    reader ??= createReader(index, createOverlay(open, index.numbers))
    return reader
  }

  async function read(wanted: Wanted): Promise<void> {
    const all = wanted === 'all'
    const tags = typeof wanted === 'string' ? tagsNow() : wanted
    // Before the files: what is finished in between stands in both, and the file's row counts.
    const openNow = await readAllOpen(files, place.dataFolder, tags, knownOpen)
    if (!canWrite) takeOver()
    if (index !== null && canWrite) {
      const parts = index
      const folders = await readFolders(files, place)
      const began = performance.now()
      const ingestParts = {
        index: parts,
        files,
        folders,
        isCancelled: () => index !== parts,
        told: (now: Parameters<typeof progressAt>[0]) => {
          progress = progressAt(now, began, performance.now())
          // The answers of a poll's few rows are there at once.
          if (now.ofBytes > 1 << 20) told()
        },
        finished: (row: OpenRow) => finished.get(row.tag.toLowerCase())?.rows.push(row),
      }
      for (const { tag, asOf } of openNow) {
        if (finished.get(tag.toLowerCase())?.asOf !== asOf) finished.set(tag.toLowerCase(), { asOf, rows: [] })
      }
      const [data] = folders
      const recent: readonly Found[] =
        all || data === undefined ? [] : await recentFiles(ingestParts, data, tags, clock())
      try {
        await (all ? ingest(ingestParts) : readFiles(ingestParts, recent))
        if (readMeta(parts.db, 'stale') === true) stale = true
        if (all) keepUsage(parts)
        if (all) forgetOld(parts)
      } finally {
        progress = null
      }
    }
    const looked = new Set(tags.map((tag) => tag.toLowerCase()))
    open = [
      ...open.filter(({ tag }) => !looked.has(tag.toLowerCase())),
      ...openNow.map((one) => ({
        ...one,
        rows: stillOpen(one.rows, finished.get(one.tag.toLowerCase())?.rows ?? []),
      })),
    ]
    reader = null
    told()
  }

  /** What `keepDays` has deleted must not live on here. */
  function forgetOld(parts: IndexParts): void {
    const today = dateOf(Math.floor(clock() / 86_400))
    // Numbers of names may have gone with it.
    if (parts.db.transaction(() => dropOldSources(parts, place.keepDays, today))) reopen()
  }

  return {
    ask(question, asked, { groups, problem: groupsProblem }) {
      const about = {
        now: clock(),
        groups: new Map(groups.map(([name, members]) => [name, new Set(members)])),
        groupsProblem,
      }
      try {
        return answer(currentReader(), question, asked, about)
      } catch (error) {
        if (isDamage(error)) problem = 'The index of the history is damaged: it is built again from the data files.'
        throw error
      }
    },
    read,
    reopen,
    status() {
      const missing =
        index === null ? [] : [...index.sources.all()].filter(({ missing: gone }) => gone === 1).map(({ path }) => path)
      return { state: stateNow(), progress, problem, ...figures(), missing }
    },
    get canWrite() {
      return canWrite
    },
    wantsRebuild: () => canWrite && (index === null || stale || problem !== null),
    close() {
      index?.db.close()
      index = null
      lock?.release()
    },
  }

  function stateNow(): HistoryStatus['state'] {
    if (progress !== null) return 'reading'
    return index === null || [...index.sources.all()].length === 0 ? 'empty' : 'ready'
  }

  function tagsNow(): readonly string[] {
    const known = index === null ? [] : allTags(index)
    const names = new Set(known.map((tag) => tag.toLowerCase()))
    return [...known, ...place.tags.filter((tag) => !names.has(tag.toLowerCase()))]
  }

  function figures(): Pick<HistoryStatus, 'record' | 'checkouts' | 'denials' | 'skipped' | 'servers'> {
    if (index === null) return { record: null, checkouts: 0, denials: 0, skipped: { lines: 0, told: [] }, servers: [] }
    const { recordOf } = currentReader()
    const tags = allTags(index)
    const records = tags.flatMap((tag) => recordOf(tag) ?? [])
    const count = { checkouts: 0, denials: 0, skipped: 0 }
    for (const { kind, rows, skipped } of index.sources.all()) {
      if (kind === 'checkouts' || kind === 'denials') count[kind] += rows
      count.skipped += skipped
    }
    const sql =
      'SELECT path, line, reason FROM skipped JOIN source ON source.id = skipped.source ORDER BY path, line LIMIT ?'
    const lines = index.db.all<{ path: string; line: number; reason: string }>(sql, MOST_TOLD)
    const { calendarOfTag } = index
    return {
      record:
        records.length === 0
          ? null
          : { from: Math.min(...records.map(({ from }) => from)), to: Math.max(...records.map(({ to }) => to)) },
      checkouts: count.checkouts,
      denials: count.denials,
      skipped: { lines: count.skipped, told: lines.map(({ path, line, reason }) => `${path}:${line}: ${reason}`) },
      servers: tags.map((tag) => ({ tag, zone: calendarOfTag(tag).days.zone })),
    }
  }
}

/**
 * Without those that files tell of by now: a row that was out when the open one was seen last, or began with it and ended
 * about then. Of several that may be meant, the one that began nearest; what the same holder gave back before is another.
 */
function stillOpen(rows: readonly OpenRow[], finished: readonly OpenRow[]): readonly OpenRow[] {
  if (finished.length === 0) return rows
  const gone = new Set<OpenRow>()
  const byHolder = Map.groupBy(rows, holderOf)
  for (const row of finished) {
    const end = row.checkinAt ?? 0
    const [nearest] = (byHolder.get(holderOf(row)) ?? [])
      .filter(({ checkoutAt, seenAt }) => {
        const beganWithIt = Math.abs(row.checkoutAt - checkoutAt) <= CLOCKS_APART
        return row.checkoutAt <= seenAt && (beganWithIt ? seenAt - CLOCKS_APART : seenAt) <= end
      })
      .filter((one) => !gone.has(one))
      .sort((a, b) => Math.abs(a.checkoutAt - row.checkoutAt) - Math.abs(b.checkoutAt - row.checkoutAt))
    if (nearest !== undefined) gone.add(nearest)
  }
  return rows.filter((row) => !gone.has(row))
}

/** A debug log's clock and that of the polls may differ by so many seconds. */
const CLOCKS_APART = 120

const holderOf = ({ feature, user, host, seats }: OpenRow): string =>
  [feature, user.toLowerCase(), host.toLowerCase(), seats].join('\n')

/** SQLite finds pages that are none of its own. */
const isDamage = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  [11, 26].includes(error.errcode & 0xff)
