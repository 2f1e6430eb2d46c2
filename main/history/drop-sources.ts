import { isOld, type KeepDays } from '../datafiles/keep-days.ts'
import { preferCheckouts, writeDay } from './add-checkouts.ts'
import { countDenials, settleDenials } from './add-denials.ts'
import { ownerOf, periodOf, type SheetTable, userOf } from './database.ts'
import type { IndexParts } from './index-parts.ts'
import { SOURCE, WORDS, word } from './packed.ts'
import { settleCheckouts } from './settle-checkouts.ts'
import { readSheet, sheetIds, writeSheet } from './sheets.ts'
import type { Source } from './sources.ts'
import { forgetMonths } from './usage-months.ts'

/** Forgets all that was read of sources, as if they were new; goes through all sheets, which takes seconds in a large index. */
export function dropSources(index: IndexParts, dropped: readonly Source[]): void {
  const { db, sources } = index
  const gone = new Set(dropped.map(({ id }) => id))
  const featureDays = withoutRows(index, 'feature_sheet', SOURCE, gone)
  const ofCheckouts = withoutRows(index, 'user_sheet', SOURCE, gone)
  for (const id of featureDays) {
    const sheet = readSheet(db, 'feature_sheet', id)
    preferCheckouts(sheet)
    writeSheet(db, 'feature_sheet', id, sheet)
    writeDay(index, ownerOf(id), periodOf(id), sheet)
  }
  const ofDenials = withoutRows(index, 'user_denials', SOURCE, gone)
  const ofOthers = settleDenials(index, withoutRows(index, 'denial_sheet', SOURCE, gone))
  for (const id of gone) {
    db.run('DELETE FROM capacity WHERE source = ?', id)
    db.run('DELETE FROM event WHERE source = ?', id)
    sources.change(id, { done: 0, lines: 0, rows: 0, skipped: 0, ends: '', until: 0, since: null })
  }
  const settled = settleCheckouts(index, featureDays)
  countDenials(index, new Set([...ofCheckouts, ...ofDenials, ...ofOthers, ...settled]))
  forgetMonths(index, featureDays)
}

/** Forgets files that are gone since they are kept no longer (`keepDays`); `today` is `YYYY-MM-DD`. Answers whether there were any. */
export function dropOldSources(index: IndexParts, keepDays: KeepDays, today: string): boolean {
  const old = [...index.sources.all()].filter((source) => source.missing === 1 && isOld(source, keepDays, today))
  if (old.length === 0) return false
  dropSources(index, old)
  for (const { id } of old) index.sources.remove(id)
  for (const tag of new Set(old.filter(({ kind }) => kind === 'events').map(({ tag }) => tag))) beginAnew(index, tag)
  // The names of those who are in no other file.
  const there = new Set([...sheetIds(index.db, 'user_sheet'), ...sheetIds(index.db, 'user_denials')].map(userOf))
  for (const [user] of index.numbers.users.entries())
    if (!there.has(user)) index.db.run('DELETE FROM user WHERE id = ?', user)
  return true
}

/** A tag is logged since the first moment that the events which are left tell of. */
function beginAnew({ sources, logging, setLogging }: IndexParts, tag: string): void {
  const known = logging(tag)
  const told = [...sources.all()].flatMap((source) =>
    source.kind === 'events' && source.tag.toLowerCase() === tag.toLowerCase() ? (source.since ?? []) : [],
  )
  if (known !== undefined && told.length > 0) setLogging(tag, { ...known, since: Math.min(...told) })
}

/** Takes the rows of which a word is one of `gone` out of the sheets of a table; answers the numbers of the sheets that had any. */
export function withoutRows({ db }: IndexParts, table: SheetTable, field: number, gone: ReadonlySet<number>): number[] {
  return sheetIds(db, table).filter((id) => {
    const sheet = readSheet(db, table, id)
    const kept = new Uint32Array(sheet.length)
    let length = 0
    for (let at = 0; at < sheet.length; at += WORDS) {
      if (gone.has(word(sheet, at + field))) continue
      kept.set(sheet.subarray(at, at + WORDS), length)
      length += WORDS
    }
    if (length === sheet.length) return false
    writeSheet(db, table, id, kept.slice(0, length))
    return true
  })
}
