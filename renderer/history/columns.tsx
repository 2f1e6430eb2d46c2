import type { DenialCount, WithProducts } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Looked } from './address.ts'
import type { Column } from './data-table-row.tsx'
import { labelsOf, productsOf } from './feature-labels.ts'
import { FeatureName } from './feature-name.tsx'
import { Denied, tenths } from './figures.tsx'
import { percent } from './findings.ts'
import { dayIn, formatsIn, momentIn } from './zone-formats.ts'

/** Columns that several tables have. */

/** A feature of an answer, by its product where that is known. */
export const featureColumn = ({ products }: WithProducts): Column<{ readonly feature: string }> => ({
  key: 'feature',
  label: 'Feature',
  kind: 'text',
  width: 'minmax(6rem, 1.4fr)',
  value: ({ feature }) => labelsOf({ products })(feature),
  show: ({ feature }) => <FeatureName of={{ feature, products: productsOf(products, feature) }} />,
})

/** The same, which leads to it. */
export const featureLinkColumn = (
  about: WithProducts,
  looked: Looked,
): Column<{ readonly tag: string; readonly feature: string }> => ({
  ...featureColumn(about),
  link: ({ tag, feature }) => ({ view: 'feature', tags: [tag], feature, ...looked }),
})

export const SERVER: Column<{ readonly tag: string }> = {
  key: 'tag',
  label: 'Server',
  kind: 'text',
  width: 'minmax(5rem, 0.5fr)',
  value: ({ tag }) => tag,
  room: 'middle',
}

/** Who it was or where, which leads to the page of the user or host. */
export const personColumn = (
  kind: 'user' | 'host',
  looked: Looked,
): Column<{ readonly user: string; readonly host: string }> => ({
  key: kind,
  label: kind === 'user' ? 'User' : 'Host',
  kind: 'text',
  width: 'minmax(5rem, 0.9fr)',
  value: (row) => row[kind] || null,
  link: (row) => ({ view: 'person', kind, name: row[kind], ...looked }),
})

/** A moment by the clock of a server. `since`: epoch seconds, before which no row is; moments of other years take more room. */
export function momentColumn<R>(
  own: Pick<Column<R>, 'key' | 'label'> & { readonly at: (row: R) => number; readonly zoneOf: (row: R) => string },
  since: number,
): Column<R> {
  const { at, zoneOf, ...names } = own
  const { day } = formatsIn('UTC')
  const isThisYear = day(since).slice(0, 4) === day(Date.now() / 1000).slice(0, 4)
  return {
    ...names,
    kind: 'time',
    width: isThisYear ? '9.4rem' : '12.4rem',
    value: at,
    show: (row) => momentIn(at(row), zoneOf(row)),
  }
}

export const DAY: Column<{ readonly date: string }> = {
  key: 'date',
  label: 'Day',
  kind: 'text',
  width: 'minmax(7rem, 1fr)',
  value: ({ date }) => date,
  show: ({ date }) => formats.date(date),
}

export const lastSeenColumn = (zone: string): Column<{ readonly lastSeen: number }> => ({
  key: 'last',
  label: 'Last seen',
  kind: 'time',
  width: '7.6rem',
  value: ({ lastSeen }) => lastSeen,
  show: ({ lastSeen }) => dayIn(lastSeen, zone),
})

export const HOURS: Column<{ readonly seatHours: number }> = {
  key: 'hours',
  label: 'Seat-hours',
  kind: 'figure',
  width: '6.5rem',
  value: ({ seatHours }) => seatHours,
  show: ({ seatHours }) => tenths(seatHours),
}

export const SHARE: Column<{ readonly share: number }> = {
  key: 'share',
  label: 'Share',
  kind: 'figure',
  width: '4.5rem',
  value: ({ share }) => share,
  show: ({ share }) => percent(share, formats),
}

export const CHECKOUTS: Column<{ readonly checkouts: number }> = {
  key: 'checkouts',
  label: 'Checkouts',
  title: 'Begun within the span',
  kind: 'figure',
  width: '6rem',
  value: ({ checkouts }) => checkouts,
  show: ({ checkouts }) => formats.count(checkouts),
}

/** Denials that count, with the raw number beside. */
export const deniedColumn = <R,>(of: (row: R) => DenialCount): Column<R> => ({
  key: 'denials',
  label: 'Denials',
  title: 'Denials that count, beside them the lines of the log where those are more',
  kind: 'denied',
  width: '8.6rem',
  value: (row) => of(row).counted,
  show: (row) => <Denied {...of(row)} />,
})
