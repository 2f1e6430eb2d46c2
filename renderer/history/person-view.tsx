import { type ComponentProps, useMemo } from 'react'
import type { PersonAnswer, ToldOf } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Address, Looked } from './address.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'
import { DayBars } from './day-bars.tsx'
import { toldColumns, toldKey } from './denials-columns.tsx'
import { labelsOf } from './feature-labels.ts'
import { NoRecord } from './no-record.tsx'
import { checkoutColumns, DAY_COLUMNS, featureColumns, otherColumns } from './person-columns.ts'
import { cutText, daysFinding, deniedFinding, featureFinding, othersFinding, personFinding } from './person-words.ts'
import { SpanPicker } from './span-picker.tsx'
import { TablePanel } from './table-panel.tsx'
import { Timeline } from './timeline.tsx'
import { unwatched } from './unwatched.ts'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { useRecord, useSpan } from './use-record.ts'

/** One user, or one host: what was used when, and what was denied. */
export function PersonView({ address }: { address: Extract<Address, { view: 'person' }> }) {
  const { kind, name, span: wish, working } = address
  const looked = useMemo((): Looked => ({ span: wish, working }), [wish, working])
  const record = useRecord([])
  const span = useSpan(wish, [])
  const asked = useMemo(() => span && { kind, name, working, ...span }, [kind, name, working, span])
  const { answer, failure, waiting } = useAnswer('person', asked)

  if (record === null) {
    return (
      <NoRecord
        title={`Nothing of ${name} is in the record yet`}
        text="Checkouts appear here once they have ended and are written."
      />
    )
  }
  const common = { question: 'person', asked, failure, waiting } as const
  return (
    <section className="history" aria-label={kind === 'user' ? 'User' : 'Host'}>
      <div className="history-bar">
        <h2>
          <small>{kind === 'user' ? 'User' : 'Host'}</small> {answer?.name ?? name}
        </h2>
        <SpanPicker looked={looked} onLook={(to) => goTo({ ...address, ...to })} tags={[]} />
      </div>
      {answer === null ? (
        <ChartPanel {...common} title="Checkouts" finding={null} chart={null} table={null} />
      ) : (
        <Panels answer={answer} looked={looked} recordEnd={record.to} common={common} />
      )}
    </section>
  )
}

interface PanelsProps {
  readonly answer: ToldOf<'person'>
  readonly looked: Looked
  /** Epoch seconds. */
  readonly recordEnd: number
  /** What all panels have in common. */
  readonly common: Pick<ComponentProps<typeof ChartPanel<'person'>>, 'question' | 'asked' | 'failure' | 'waiting'>
}

function Panels({ answer, looked, recordEnd, common }: PanelsProps) {
  const { kind, checkouts, byDay, byFeature, others, denials } = answer
  const columns = useMemo(
    () => ({
      checkouts: checkoutColumns(answer, recordEnd, looked),
      features: featureColumns(answer, looked),
      others: otherColumns(answer.kind, answer.zone, looked),
      denials: toldColumns(answer, recordEnd, looked, answer.kind),
    }),
    [answer, looked, recordEnd],
  )
  const nobody = unwatched(answer.span)
  if (nobody !== null) return <ChartPanel {...common} title="Checkouts" finding={nobody} chart={null} table={null} />
  const other = kind === 'user' ? 'Hosts' : 'Users'
  const used = checkouts.length > 0
  return (
    <>
      <ChartPanel
        {...common}
        title="Checkouts"
        finding={personFinding(answer, formats)}
        chart={used ? <Drawn answer={answer} looked={looked} /> : null}
        table={
          used ? (
            <DataTable
              caption="Checkouts"
              columns={columns.checkouts}
              rows={checkouts}
              rowKey={checkoutKey}
              initialSort={{ column: 'out', descending: true }}
            />
          ) : null
        }
      />
      {used && (
        <>
          <ChartPanel
            {...common}
            title="Hours by day"
            finding={daysFinding(answer, formats)}
            chart={<Days answer={answer} />}
            table={
              <DataTable
                caption="Hours by day"
                columns={DAY_COLUMNS}
                rows={byDay}
                rowKey={dayKey}
                initialSort={{ column: 'date', descending: true }}
              />
            }
          />
          <div className="side-by-side">
            <TablePanel
              {...common}
              title="Hours by feature"
              finding={featureFinding(answer, labelsOf(answer), formats)}
              caption="Hours by feature"
              columns={columns.features}
              rows={byFeature}
              rowKey={featureKey}
              initialSort={{ column: 'hours', descending: true }}
            />
            <TablePanel
              {...common}
              title={other}
              finding={othersFinding(answer, formats)}
              caption={other}
              columns={columns.others}
              rows={others}
              rowKey={otherKey}
              initialSort={{ column: 'hours', descending: true }}
            />
          </div>
        </>
      )}
      <TablePanel
        {...common}
        title="Denials"
        finding={deniedFinding(denials, formats)}
        caption="Denials"
        columns={columns.denials}
        rows={denials}
        rowKey={toldKey}
        initialSort={{ column: 'at', descending: true }}
      />
    </>
  )
}

function Drawn({ answer, looked }: { answer: ToldOf<'person'>; looked: Looked }) {
  const cut = cutText(answer, formats)
  return (
    <>
      <Timeline answer={answer} looked={looked} />
      {cut !== null && <p className="muted">{cut}</p>}
    </>
  )
}

function Days({ answer }: { answer: PersonAnswer }) {
  const series = useMemo(
    () => [{ label: 'Seat-hours', days: answer.byDay.map(({ date, seatHours }) => ({ date, value: seatHours })) }],
    [answer],
  )
  return <DayBars series={series} span={answer.span} zone={answer.zone} label={daysFinding(answer, formats)} />
}

const checkoutKey = ({
  tag,
  feature,
  user,
  host,
  out,
  in: returned,
  seats,
}: PersonAnswer['checkouts'][number]): string => [tag, feature, user, host, out, returned, seats].join(' ')
const featureKey = ({ tag, feature }: { tag: string; feature: string }): string => `${tag} ${feature}`
const dayKey = ({ date }: { date: string }): string => date
const otherKey = ({ name }: { name: string }): string => name
