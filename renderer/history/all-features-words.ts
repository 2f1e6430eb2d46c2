import type { FeatureRow, Span } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { counted } from '../wording.ts'
import { labelOf } from './feature-labels.ts'
import { hoursText } from './findings.ts'

const UNUSED_AFTER = 90 * 86_400

/** Features that nobody used in the 90 days before the end of a record; null while the record is younger than that. */
export function notUsed(rows: readonly FeatureRow[], record: Span): readonly FeatureRow[] | null {
  const since = record.to - UNUSED_AFTER
  return record.from > since ? null : rows.filter(({ lastUsed }) => lastUsed === null || lastUsed < since)
}

/** What stands out among all features: the one that was full longest, and the one most often denied. */
export function featuresFinding(rows: readonly FeatureRow[], formats: Formats): string {
  const full = rows.filter(({ fullSeconds }) => fullSeconds !== null && fullSeconds >= 60)
  const longest = largest(full, ({ fullSeconds }) => fullSeconds ?? 0)
  const denied = rows.filter(({ denials }) => denials.counted > 0)
  const most = largest(denied, ({ denials }) => denials.counted)
  const sentences = [
    longest === null
      ? `No seat shortage is recorded among ${counted(rows.length, 'feature', 'features', formats)}.`
      : `${formats.count(full.length)} of ${counted(rows.length, 'feature', 'features', formats)} had no free seat at times, longest ${labelOf(longest)}: ${hoursText(longest.fullSeconds ?? 0, formats)}.`,
  ]
  if (most !== null)
    sentences.push(
      `Most often denied: ${labelOf(most)}, ${counted(most.denials.counted, 'time', 'times', formats)} of ${formats.count(denied.reduce((sum, { denials }) => sum + denials.counted, 0))} in all.`,
    )
  return sentences.join(' ')
}

function largest<R>(rows: readonly R[], value: (row: R) => number): R | null {
  return rows.reduce<R | null>((best, row) => (best === null || value(row) > value(best) ? row : best), null)
}
