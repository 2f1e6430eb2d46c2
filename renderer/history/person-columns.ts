import type { PersonAnswer, PersonCheckout } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { spanText } from '../wording.ts'
import type { Looked } from './address.ts'
import type { Column } from './data-table-row.tsx'
import { tenths } from './figures.tsx'
import { dayIn, momentIn } from './zone-formats.ts'

type OfFeature = PersonAnswer['byFeature'][number]
type OfDay = PersonAnswer['byDay'][number]
type Other = PersonAnswer['others'][number]

export const checkoutColumns = (
  { kind, zone, span }: Pick<PersonAnswer, 'kind' | 'zone' | 'span'>,
  looked: Looked,
): readonly Column<PersonCheckout>[] => [
  {
    key: 'out',
    label: 'Out',
    kind: 'time',
    width: '8.5rem',
    value: ({ out }) => out,
    show: ({ out }) => momentIn(out, zone),
  },
  {
    key: 'in',
    label: 'In',
    kind: 'time',
    width: '8.5rem',
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
  {
    key: 'feature',
    label: 'Feature',
    kind: 'text',
    width: 'minmax(6rem, 1.4fr)',
    value: ({ feature }) => feature,
    link: ({ tag, feature }) => ({ view: 'feature', tags: [tag], feature, ...looked }),
  },
  kind === 'user'
    ? {
        key: 'host',
        label: 'Host',
        kind: 'text',
        width: 'minmax(5rem, 1fr)',
        value: ({ host }) => host || null,
        link: ({ host }) => ({ view: 'person', kind: 'host', name: host, ...looked }),
      }
    : {
        key: 'user',
        label: 'User',
        kind: 'text',
        width: 'minmax(5rem, 1fr)',
        value: ({ user }) => user || null,
        link: ({ user }) => ({ view: 'person', kind: 'user', name: user, ...looked }),
      },
]

export const featureColumns = (zone: string, looked: Looked): readonly Column<OfFeature>[] => [
  {
    key: 'feature',
    label: 'Feature',
    kind: 'text',
    width: 'minmax(6rem, 1.4fr)',
    value: ({ feature }) => feature,
    link: ({ tag, feature }) => ({ view: 'feature', tags: [tag], feature, ...looked }),
  },
  hoursColumn(),
  {
    key: 'checkouts',
    label: 'Checkouts',
    kind: 'figure',
    width: '6rem',
    value: ({ checkouts }) => checkouts,
    show: ({ checkouts }) => formats.count(checkouts),
    room: 'middle',
  },
  lastSeenColumn(zone),
]

export const dayColumns: readonly Column<OfDay>[] = [
  {
    key: 'date',
    label: 'Day',
    kind: 'text',
    width: 'minmax(7rem, 1fr)',
    value: ({ date }) => date,
    show: ({ date }) => formats.date(date),
  },
  hoursColumn(),
  {
    key: 'checkouts',
    label: 'Checkouts',
    kind: 'figure',
    width: '6rem',
    value: ({ checkouts }) => checkouts,
    show: ({ checkouts }) => formats.count(checkouts),
  },
]

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
    hoursColumn(),
    lastSeenColumn(zone),
  ]
}

function hoursColumn<R extends { readonly seatHours: number }>(): Column<R> {
  return {
    key: 'hours',
    label: 'Seat-hours',
    kind: 'figure',
    width: '6.5rem',
    value: ({ seatHours }) => seatHours,
    show: ({ seatHours }) => tenths(seatHours),
  }
}

function lastSeenColumn<R extends { readonly lastSeen: number }>(zone: string): Column<R> {
  return {
    key: 'last',
    label: 'Last seen',
    kind: 'time',
    width: '7.6rem',
    value: ({ lastSeen }) => lastSeen,
    show: ({ lastSeen }) => dayIn(lastSeen, zone),
  }
}
