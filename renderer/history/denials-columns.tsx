import type { DenialCount, DenialsAnswer, DenialTold } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Looked } from './address.ts'
import type { Column } from './data-table-row.tsx'
import { gotText, KIND_LABELS } from './denials-words.ts'
import { Denied } from './figures.tsx'
import { momentIn } from './zone-formats.ts'

/** The columns of denials told one by one; `of` names what the whole table is about and need not be repeated. */
export function toldColumns(
  zone: string,
  recordEnd: number,
  looked: Looked,
  of: 'user' | 'host' | null,
): readonly Column<DenialTold>[] {
  const columns: readonly Column<DenialTold>[] = [
    {
      key: 'at',
      label: 'When',
      kind: 'time',
      width: '8.5rem',
      value: ({ at }) => at,
      show: ({ at }) => momentIn(at, zone),
    },
    {
      key: 'feature',
      label: 'Feature',
      kind: 'text',
      width: 'minmax(6rem, 1.3fr)',
      value: ({ feature }) => feature,
      link: ({ tag, feature }) => ({ view: 'feature', tags: [tag], feature, ...looked }),
    },
    {
      key: 'user',
      label: 'User',
      kind: 'text',
      width: 'minmax(5rem, 0.8fr)',
      value: ({ user }) => user || null,
      link: ({ user }) => ({ view: 'person', kind: 'user', name: user, ...looked }),
    },
    {
      key: 'host',
      label: 'Host',
      kind: 'text',
      width: 'minmax(5rem, 0.8fr)',
      value: ({ host }) => host || null,
      link: ({ host }) => ({ view: 'person', kind: 'host', name: host, ...looked }),
      room: 'middle',
    },
    {
      key: 'reason',
      label: 'Reason',
      kind: 'text',
      width: 'minmax(7rem, 1.6fr)',
      value: ({ reason, kind }) => reason ?? KIND_LABELS[kind],
      room: 'wide',
    },
    {
      key: 'counted',
      label: 'Counts',
      title: 'Repeated attempts and those of other reasons are in the log, but do not count',
      kind: 'text',
      width: '4.5rem',
      value: ({ counted }) => (counted ? 'yes' : 'no'),
      room: 'middle',
    },
    {
      key: 'got',
      label: 'What came of it',
      kind: 'text',
      width: 'minmax(10.5rem, 1fr)',
      value: ({ gotAfter }) => gotAfter,
      show: (denial) => gotText(denial, recordEnd, formats),
    },
  ]
  return columns.filter(({ key }) => key !== of)
}

/** The column of those that count, the raw number beside. */
const countColumn = <R extends DenialCount>(): Column<R> => ({
  key: 'counted',
  label: 'Denials',
  title: 'Denials that count, beside them the lines of the log where those are more',
  kind: 'figure',
  width: '7rem',
  value: ({ counted }) => counted,
  show: ({ counted, raw }) => <Denied counted={counted} raw={raw} />,
})

export const toldKey = ({ at, tag, feature, user, host, seats, kind, counted }: DenialTold): string =>
  [at, tag, feature, user, host, seats, kind, counted].join(' ')

export const DAY_COLUMNS: readonly Column<DenialsAnswer['byDay'][number]>[] = [
  {
    key: 'date',
    label: 'Day',
    kind: 'text',
    width: 'minmax(7rem, 1fr)',
    value: ({ date }) => date,
    show: ({ date }) => formats.date(date),
  },
  countColumn(),
]

export const FEATURE_COLUMNS: readonly Column<DenialsAnswer['byFeature'][number]>[] = [
  { key: 'feature', label: 'Feature', kind: 'text', width: 'minmax(6rem, 1.4fr)', value: ({ feature }) => feature },
  { key: 'tag', label: 'Server', kind: 'text', width: 'minmax(4rem, 0.6fr)', value: ({ tag }) => tag, room: 'middle' },
  {
    key: 'users',
    label: 'Users',
    kind: 'figure',
    width: '4rem',
    value: ({ users }) => users,
    show: ({ users }) => formats.count(users),
  },
  countColumn(),
]

export const USER_COLUMNS: readonly Column<DenialsAnswer['byUser'][number]>[] = [
  { key: 'user', label: 'User', kind: 'text', width: 'minmax(6rem, 1.4fr)', value: ({ user }) => user || null },
  {
    key: 'features',
    label: 'Features',
    kind: 'figure',
    width: '5rem',
    value: ({ features }) => features,
    show: ({ features }) => formats.count(features),
  },
  countColumn(),
]

export const REASON_COLUMNS: readonly Column<DenialsAnswer['byReason'][number]>[] = [
  {
    key: 'kind',
    label: 'Kind',
    kind: 'text',
    width: 'minmax(7rem, 0.6fr)',
    value: ({ kind }) => KIND_LABELS[kind],
    room: 'middle',
  },
  { key: 'reason', label: 'Reason', kind: 'text', width: 'minmax(8rem, 2fr)', value: ({ reason }) => reason },
  countColumn(),
]
