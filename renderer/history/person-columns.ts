import type { PersonAnswer, PersonCheckout, WithProducts } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { spanText } from '../wording.ts'
import type { Looked } from './address.ts'
import { CHECKOUTS, DAY, featureLinkColumn, HOURS, lastSeenColumn, momentColumn, personColumn } from './columns.tsx'
import type { Column } from './data-table-row.tsx'
import { momentIn } from './zone-formats.ts'

type OfFeature = PersonAnswer['byFeature'][number]
type OfDay = PersonAnswer['byDay'][number]
type Other = PersonAnswer['others'][number]

/** `recordEnd`, epoch seconds: until then is held what is still out. */
export const checkoutColumns = (
  { kind, zone, span, products }: Pick<PersonAnswer, 'kind' | 'zone' | 'span'> & WithProducts,
  recordEnd: number,
  looked: Looked,
): readonly Column<PersonCheckout>[] => {
  const held = ({ out, in: returned }: PersonCheckout): number => (returned ?? recordEnd) - out
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
      title: 'From checkout to checkin; of those still out, to the last poll',
      kind: 'figure',
      width: '6.5rem',
      value: held,
      show: (one) => spanText(held(one), formats),
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
    featureLinkColumn({ products }, looked),
    personColumn(kind === 'user' ? 'host' : 'user', looked),
  ]
}

export const featureColumns = (
  { zone, products }: Pick<PersonAnswer, 'zone'> & WithProducts,
  looked: Looked,
): readonly Column<OfFeature>[] => [
  featureLinkColumn({ products }, looked),
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
