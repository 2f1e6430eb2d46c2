import { useMemo } from 'react'
import type { CapacityAnswer, ExpiryRow, WithProducts } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { useWindow } from '../model.ts'
import { USUAL } from './address.ts'
import { aheadText, changesFinding, expiryFinding, seatsOf } from './capacity-words.ts'
import { ChartPanel } from './chart-panel.tsx'
import { featureLinkColumn, momentColumn, SERVER } from './columns.tsx'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table-row.tsx'
import { labelsOf } from './feature-labels.ts'
import { NoRecord } from './no-record.tsx'
import { TablePanel } from './table-panel.tsx'
import { useAnswer } from './use-answer.ts'
import { useRecord } from './use-record.ts'
import { dayIn } from './zone-formats.ts'

type Change = CapacityAnswer['changes'][number]

/** What expires when, and how the number of issued seats changed. */
export function CapacityView() {
  const record = useRecord([])
  const servers = useWindow((state) => state.history?.servers)
  const asked = record === null ? undefined : null
  const { answer, failure, waiting } = useAnswer('capacity', asked)
  const zoneOf = useMemo(() => {
    const zones = new Map(servers?.map(({ tag, zone }) => [tag, zone]))
    return (tag: string) => zones.get(tag) ?? record?.zone ?? 'UTC'
  }, [servers, record])
  const today = formats.day(Date.now() / 1000)
  const about = useMemo((): WithProducts => ({ products: answer?.products ?? {} }), [answer])
  const label = labelsOf(about)
  const expiry = useMemo(() => expiryColumns(today, about), [today, about])
  const changes = useMemo(() => changeColumns(zoneOf, record?.from ?? 0, about), [zoneOf, record, about])

  if (record === null) {
    return (
      <NoRecord
        title="No capacity is recorded yet"
        text="Expiry dates appear here with the first poll that is recorded, and a line for each change of the seats a server issues."
      />
    )
  }
  const current = answer?.expiry.filter(({ superseded }) => !superseded) ?? []
  const superseded = answer?.expiry.filter((row) => row.superseded) ?? []
  const common = { question: 'capacity', asked, failure, waiting } as const
  return (
    <section className="history" aria-label="Capacity and expiry">
      <div className="history-bar">
        <h2>Capacity and expiry</h2>
      </div>
      <ChartPanel
        {...common}
        chart={null}
        title="Expiry ahead"
        finding={answer && expiryFinding(current, today, label, formats)}
        table={
          answer && (
            <>
              {current.length > 0 && <Expiry caption="Expiry ahead" columns={expiry} rows={current} />}
              {superseded.length > 0 && (
                <div className="superseded">
                  <h4>Superseded</h4>
                  <p className="muted">
                    Another license of the same feature, version and number of seats takes the place of these: their
                    expiry takes no seat away.
                  </p>
                  <Expiry caption="Superseded licenses" columns={expiry} rows={superseded} />
                </div>
              )}
            </>
          )
        }
      />
      <TablePanel
        {...common}
        title="Changes of capacity"
        finding={answer && changesFinding(answer.changes, ({ at, tag }) => dayIn(at, zoneOf(tag)), label, formats)}
        caption="Changes of capacity"
        columns={changes}
        rows={answer?.changes ?? []}
        rowKey={changeKey}
        initialSort={{ column: 'at', descending: true }}
      />
    </section>
  )
}

function Expiry(props: { caption: string; columns: readonly Column<ExpiryRow>[]; rows: readonly ExpiryRow[] }) {
  return <DataTable {...props} rowKey={expiryKey} initialSort={{ column: 'expires', descending: false }} />
}

const changeKey = ({ tag, feature, at }: Change): string => `${tag} ${feature} ${at}`
const expiryKey = ({ tag, feature, version, vendor, seats, expires, superseded }: ExpiryRow): string =>
  [tag, feature, version, vendor, seats, expires, superseded].join(' ')

const expiryColumns = (today: string, about: WithProducts): readonly Column<ExpiryRow>[] => [
  {
    key: 'expires',
    label: 'Expires',
    kind: 'text',
    width: '7rem',
    value: ({ expires }) => expires,
    show: ({ expires }) => formats.date(expires),
  },
  {
    key: 'ahead',
    label: 'How soon',
    kind: 'text',
    width: '6.5rem',
    value: ({ expires }) => expires,
    show: ({ expires }) => (
      <span className={isSoon(expires, today) ? 'soon' : undefined}>{aheadText(expires, today)}</span>
    ),
    room: 'middle',
  },
  {
    key: 'seats',
    label: 'What expires',
    kind: 'text',
    width: 'minmax(7rem, 0.7fr)',
    value: ({ seats }) => seats,
    show: (row) => seatsOf(row, formats),
  },
  featureLinkColumn(about, USUAL),
  SERVER,
  { key: 'version', label: 'Version', kind: 'text', width: '6rem', value: ({ version }) => version, room: 'wide' },
  { key: 'vendor', label: 'Vendor', kind: 'text', width: '6rem', value: ({ vendor }) => vendor, room: 'wide' },
]

/** Days from which on an expiry is marked, as among the seats. */
const SOON = 30

const isSoon = (date: string, today: string): boolean => Date.parse(date) - Date.parse(today) <= SOON * 86_400_000

const changeColumns = (
  zoneOf: (tag: string) => string,
  since: number,
  about: WithProducts,
): readonly Column<Change>[] => [
  momentColumn({ key: 'at', label: 'When', at: ({ at }) => at, zoneOf: ({ tag }) => zoneOf(tag) }, since),
  featureLinkColumn(about, USUAL),
  SERVER,
  {
    key: 'before',
    label: 'Before',
    title: 'Seats issued before; not known for the first that was recorded',
    kind: 'figure',
    width: '5rem',
    value: ({ before }) => before,
    show: ({ before }) => (before === null ? null : formats.count(before)),
  },
  {
    key: 'seats',
    label: 'After',
    kind: 'figure',
    width: '5rem',
    value: ({ seats }) => seats,
    show: ({ seats }) => formats.count(seats),
  },
  {
    key: 'change',
    label: 'Change',
    kind: 'figure',
    width: '5rem',
    value: ({ before, seats }) => (before === null ? null : seats - before),
    show: ({ before, seats }) => (before === null ? null : signed(seats - before)),
    room: 'middle',
  },
]

/** `+5`, `−3`, with a real minus sign. */
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${formats.count(Math.abs(value))}`
