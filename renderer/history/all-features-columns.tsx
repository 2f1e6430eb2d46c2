import type { FeatureRow } from '../../preload/contract/history.ts'
import type { Formats } from '../formats.ts'
import { formats } from '../formats.ts'
import { deniedColumn, HOURS, SERVER } from './columns.tsx'
import type { Column } from './data-table-row.tsx'
import { labelOf } from './feature-labels.ts'
import { FeatureName } from './feature-name.tsx'
import { tenths } from './figures.tsx'
import { isOfNobody } from './findings.ts'

/** What nobody watched is not zero. */
const watched = ({ knownSeconds }: FeatureRow, figure: number): number | null => (knownSeconds === 0 ? null : figure)
const counted = ({ knownSeconds }: FeatureRow, figure: number): string | null =>
  knownSeconds === 0 ? null : formats.count(figure)

/** The columns of all features; days as in the formats of the record's zone, `words` of the filter marked. */
export function featureColumns(words: readonly string[], local: Formats): readonly Column<FeatureRow>[] {
  const figure = (
    own: Pick<Column<FeatureRow>, 'key' | 'label' | 'width' | 'value'> & Partial<Column<FeatureRow>>,
  ) => ({
    kind: 'figure' as const,
    ...own,
  })
  return [
    {
      key: 'feature',
      label: 'Feature',
      kind: 'text',
      width: 'minmax(8rem, 3fr)',
      value: labelOf,
      show: (row) => <FeatureName of={row} words={words} />,
    },
    SERVER,
    figure({
      key: 'peak',
      label: 'Peak',
      title: 'The most seats held at once',
      width: '3.2rem',
      value: (row) => watched(row, row.peak),
      show: (row) => counted(row, row.peak),
    }),
    figure({
      key: 'issued',
      label: 'Issued',
      title: 'Seats issued at the end of the span',
      width: '3.7rem',
      value: ({ issued }) => issued,
      show: ({ issued }) => (issued === null ? null : formats.count(issued)),
    }),
    figure({
      key: 'p95',
      label: '95 %',
      title: 'In 95 percent of the known time no more seats than these were held',
      width: '3.2rem',
      value: (row) => watched(row, row.p95),
      show: (row) => counted(row, row.p95),
      room: 'middle',
    }),
    figure({
      key: 'mean',
      label: 'Mean',
      title: 'Seats held on average over the known time',
      width: '3.7rem',
      value: (row) => watched(row, row.mean),
      show: (row) => (row.knownSeconds === 0 ? null : tenths(row.mean)),
      room: 'middle',
    }),
    figure({
      key: 'full',
      label: 'Full h',
      title: 'Hours in which no seat was free',
      width: '4rem',
      value: ({ fullSeconds }) => fullSeconds,
      show: ({ fullSeconds }) => (fullSeconds === null ? null : tenths(fullSeconds / 3600)),
    }),
    { ...deniedColumn(({ denials }) => denials), room: 'middle' },
    figure({
      key: 'users',
      label: 'Users',
      width: '3.5rem',
      value: (row) => (isOfNobody(row) ? null : watched(row, row.users)),
      show: (row) => (isOfNobody(row) ? null : counted(row, row.users)),
      room: 'wide',
    }),
    figure({
      ...HOURS,
      width: '5.6rem',
      value: (row) => watched(row, row.seatHours),
      show: (row) => (row.knownSeconds === 0 ? null : tenths(row.seatHours)),
      room: 'wide',
    }),
    {
      key: 'last',
      label: 'Last used',
      kind: 'time',
      width: '7.6rem',
      // Never is the longest ago, and known.
      value: ({ lastUsed }) => lastUsed ?? 0,
      show: ({ lastUsed }) => (lastUsed === null ? 'never' : local.date(local.day(lastUsed))),
      room: 'wide',
    },
  ]
}
