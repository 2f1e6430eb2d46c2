import type { LocalDays } from '../usage/local-days.ts'
import type { Span } from '../usage/working-hours.ts'
import { countSpan } from './count-span.ts'
import { within } from './gaps.ts'
import type { IndexParts } from './index-parts.ts'
import type { Usage } from './usage-blob.ts'
import type { UsageRow } from './usage-months.ts'

/** Counts the sheet of a feature's day, outside of these gaps. */
export function countDay(
  { calendarOf }: IndexParts,
  feature: number,
  day: number,
  sheet: Uint32Array,
  gaps: readonly Span[],
): Usage {
  const { days, work } = calendarOf(feature)
  const { starts } = days.hoursOf(day)
  const ofDay = within(gaps, days.startOf(day), days.startOf(day + 1))
  const worked = work(day)
  return {
    ...countSpan(sheet, { starts, work: worked === null ? [] : [worked], gaps: ofDay }),
    gaps: gapWords(ofDay),
  }
}

/** Begin and end of each gap in turn, as they are kept beside what was counted outside of them. */
export function gapWords(gaps: readonly Span[]): Uint32Array {
  const words = new Uint32Array(2 * gaps.length)
  for (const [which, { from, to }] of gaps.entries()) words.set([from, to], 2 * which)
  return words
}

/** Whether what is kept of a time was counted outside of just those of the gaps that lie in it. */
export function isCountedWithout(
  { gaps: words }: Pick<Usage, 'gaps'>,
  gaps: readonly Span[],
  { from, to }: Span,
): boolean {
  const ofTime = within(gaps, from, to)
  if (words.length !== 2 * ofTime.length) return false
  const now = gapWords(ofTime)
  return words.every((word, at) => word === now[at])
}

/** The same of what is kept of a day. */
export const isDayWithout = ({ startOf }: LocalDays, row: UsageRow, gaps: readonly Span[]): boolean =>
  isCountedWithout(row, gaps, { from: startOf(row.period), to: startOf(row.period + 1) })
