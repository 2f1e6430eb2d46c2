import type { Span } from '../usage/working-hours.ts'
import { periodOf, sheetId, sheetsOf } from './database.ts'
import { gapsOfTag, within } from './gaps.ts'
import type { IndexParts } from './index-parts.ts'
import { readSheet, writeSheet } from './sheets.ts'
import { recordsKept } from './sources.ts'
import { encodeUsage, type Usage } from './usage-blob.ts'
import { countDay, gapWords, isCountedWithout, isDayWithout } from './usage-days.ts'
import { firstDayOf, keptMonths, localMonthOf, summed, usageOfDays } from './usage-months.ts'

/**
 * Counts the days that have passed outside of their gaps, which may have become known later than what was held on them, and
 * sums up the months that have passed; takes its time, once. What is not kept so is counted anew for each answer.
 */
export function keepUsage(index: IndexParts): void {
  const { db, numbers, calendarOf } = index
  const records = recordsKept(index.sources)
  const gapsByTag = new Map<string, ReturnType<typeof gapsOfTag>>()
  for (const [feature, { tag, name }] of numbers.features.entries()) {
    const key = tag.toLowerCase()
    const end = records.get(key)?.to
    const [low, high] = sheetsOf(feature)
    const sql = 'SELECT min(id) AS first FROM usage_day WHERE id BETWEEN ? AND ?'
    const first = db.get<{ first: number | null }>(sql, low, high)?.first ?? null
    if (first === null || end === undefined) continue
    const gapsOf = gapsByTag.get(key) ?? gapsOfTag(index, tag, { from: 0, to: end })
    gapsByTag.set(key, gapsOf)
    const gaps = gapsOf(name)
    const { days } = calendarOf(feature)
    const today = days.dayOf(end)
    const [firstMonth, present] = [localMonthOf(periodOf(first)), localMonthOf(today)]
    const kept = new Map(keptMonths(index, feature, firstMonth, present - 1).map((row) => [row.period, row]))
    db.transaction(() => {
      for (let month = firstMonth; month < present; month++) {
        const span = { from: days.startOf(firstDayOf(month)), to: days.startOf(firstDayOf(month + 1)) }
        const known = kept.get(month)
        if (known !== undefined && isCountedWithout(known, gaps, span)) continue
        const usage = daysKept(index, feature, gaps, firstDayOf(month), firstDayOf(month + 1))
        if (usage.length === 0) continue
        const sum = summed(usage, gapWords(within(gaps, span.from, span.to)))
        writeSheet(db, 'usage_month', sheetId(feature, month), encodeUsage(sum))
      }
      if (within(gaps, days.startOf(firstDayOf(present)), days.startOf(today)).length > 0)
        daysKept(index, feature, gaps, firstDayOf(present), today)
    })
  }
}

/** What was counted of days until the day `behind`, each outside of its gaps. */
const daysKept = (
  index: IndexParts,
  feature: number,
  gaps: readonly Span[],
  firstDay: number,
  behind: number,
): readonly Usage[] =>
  usageOfDays(index, feature, firstDay, behind - 1).map((row) => {
    const { db, calendarOf } = index
    if (isDayWithout(calendarOf(feature).days, row, gaps)) return row
    const id = sheetId(feature, row.period)
    const usage = countDay(index, feature, row.period, readSheet(db, 'feature_sheet', id), gaps)
    writeSheet(db, 'usage_day', id, encodeUsage(usage))
    return usage
  })
