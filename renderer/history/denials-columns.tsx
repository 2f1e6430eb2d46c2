import type { DenialCount, DenialsAnswer, DenialTold, WithProducts } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Looked } from './address.ts'
import { DAY, deniedColumn, featureColumn, featureLinkColumn, momentColumn, personColumn, SERVER } from './columns.tsx'
import type { Column } from './data-table-row.tsx'
import { gotText, KIND_LABELS } from './denials-words.ts'

/** The columns of denials told one by one; `of` names what the whole table is about and need not be repeated. */
export function toldColumns(
  { zone, span, products }: Pick<DenialsAnswer, 'zone' | 'span'> & WithProducts,
  recordEnd: number,
  looked: Looked,
  of: 'user' | 'host' | null,
): readonly Column<DenialTold>[] {
  const columns: readonly Column<DenialTold>[] = [
    momentColumn({ key: 'at', label: 'When', at: ({ at }) => at, zoneOf: () => zone }, span.from),
    featureLinkColumn({ products }, looked),
    personColumn('user', looked),
    { ...personColumn('host', looked), room: 'middle' },
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
      label: 'Seat after',
      title: 'How long until the user got a seat of the feature',
      kind: 'text',
      width: 'minmax(7.5rem, 0.8fr)',
      value: ({ gotAfter }) => gotAfter,
      show: (denial) => gotText(denial, recordEnd, formats),
    },
  ]
  return columns.filter(({ key }) => key !== of)
}

const COUNTED: Column<DenialCount> = deniedColumn((row) => row)

export const toldKey = ({ at, tag, feature, user, host, seats, kind, counted }: DenialTold): string =>
  [at, tag, feature, user, host, seats, kind, counted].join(' ')

export const DAY_COLUMNS: readonly Column<DenialsAnswer['byDay'][number]>[] = [DAY, COUNTED]

export const featureColumns = (about: WithProducts): readonly Column<DenialsAnswer['byFeature'][number]>[] => [
  featureColumn(about),
  SERVER,
  {
    key: 'users',
    label: 'Users',
    kind: 'figure',
    width: '4rem',
    value: ({ users }) => users,
    show: ({ users }) => formats.count(users),
  },
  COUNTED,
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
  COUNTED,
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
  COUNTED,
]
