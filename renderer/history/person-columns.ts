import type { PersonAnswer, PersonCheckout } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { spanText } from '../wording.ts'
import type { Looked } from './address.ts'
import { CHECKOUTS, DAY, featureColumn, HOURS, lastSeenColumn, momentColumn, personColumn } from './columns.tsx'
import type { Column } from './data-table-row.tsx'
import { momentIn } from './zone-formats.ts'

type OfFeature = PersonAnswer['byFeature'][number]
type OfDay = PersonAnswer['byDay'][number]
type Other = PersonAnswer['others'][number]

export const checkoutColumns = (
  { kind, zone, span }: Pick<PersonAnswer, 'kind' | 'zone' | 'span'>,
  looked: Looked,
): readonly Column<PersonCheckout>[] => {
  const out = momentColumn<PersonCheckout>(
    { key: 'out', label: 'Out', at: (one) => one.out, zoneOf: () => zone },
    span.from,
  )
  return [
    out,
    {
      ...out,
      key: 'in',
      label: 'In',
      value: (one) => one.in ?? Number.MAX_SAFE_INTEGER,
      show: (one) => (one.in === null ? 'still out' : momentIn(one.in, zone)),
      room: 'middle',
    },
    {
      key: 'held',
      label: 'Held',
      title: 'From checkout to checkin',
      kind: 'figure',
      width: '6.5rem',
      value: (one) => (one.in ?? span.to) - one.out,
      show: (one) => spanText((one.in ?? span.to) - one.out, formats),
    },
    {
      key: 'seats',
      label: 'Seats',
      kind: 'figure',
      width: '4rem',
      value: ({ seats }) => seats,
      show: ({ seats }) => formats.count(seats),
      room: 'wide',
    },
    {
      key: 'wait',
      label: 'Waited',
      title: 'Between the request and the checkout, where it was seen waiting',
      kind: 'figure',
      width: '6rem',
      value: ({ wait }) => wait,
      show: ({ wait }) => (wait === 0 ? '' : spanText(wait, formats)),
      room: 'wide',
    },
    featureColumn(looked),
    personColumn(kind === 'user' ? 'host' : 'user', looked),
  ]
}

export const featureColumns = (zone: string, looked: Looked): readonly Column<OfFeature>[] => [
  featureColumn(looked),
  HOURS,
  { ...CHECKOUTS, room: 'middle' },
  lastSeenColumn(zone),
]

export const DAY_COLUMNS: readonly Column<OfDay>[] = [DAY, HOURS, CHECKOUTS]

/** Hosts of a user, users of a host. */
export const otherColumns = (kind: PersonAnswer['kind'], zone: string, looked: Looked): readonly Column<Other>[] => {
  const other = kind === 'user' ? 'host' : 'user'
  return [
    {
      key: 'name',
      label: other === 'host' ? 'Host' : 'User',
      kind: 'text',
      width: 'minmax(6rem, 1.4fr)',
      value: ({ name }) => name || null,
      link: ({ name }) => ({ view: 'person', kind: other, name, ...looked }),
    },
    HOURS,
    lastSeenColumn(zone),
  ]
}
