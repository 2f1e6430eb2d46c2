import { useMemo } from 'react'
import type { DenialsAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { useWindow } from '../model.ts'
import { USUAL } from './address.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'
import { DayBars } from './day-bars.tsx'
import { DAY_COLUMNS, featureColumns, REASON_COLUMNS, toldColumns, toldKey, USER_COLUMNS } from './denials-columns.tsx'
import { type DenialsAddress, DenialsFilter } from './denials-filter.tsx'
import { denialSeries } from './denials-series.ts'
import { countFinding, dayFinding, KIND_LABELS, mostFinding, waitFinding } from './denials-words.ts'
import { labelsOf } from './feature-labels.ts'
import { NoRecord } from './no-record.tsx'
import { SpanPicker } from './span-picker.tsx'
import { TablePanel } from './table-panel.tsx'
import { unbroken } from './unbroken.ts'
import { UNNAMED } from './unnamed.ts'
import { unwatched } from './unwatched.ts'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { useRecord, useSpan } from './use-record.ts'

/** Who was denied what, when and why. */
export function DenialsView({ address }: { address: DenialsAddress }) {
  const { span: wish, tags, feature, user, kinds } = address
  const record = useRecord(tags)
  const recorded = useWindow((state) => state.history?.denials ?? 0)
  const span = useSpan(wish, tags)
  const asked = useMemo(() => span && { tags, feature, user, kinds, ...span }, [tags, feature, user, kinds, span])
  const { answer, failure, waiting } = useAnswer('denials', asked)
  const columns = useMemo(
    () => answer && record && toldColumns(answer, record.to, { ...USUAL, span: wish }, null),
    [answer, record, wish],
  )

  const ofFeatures = useMemo(() => featureColumns({ products: answer?.products ?? {} }), [answer])

  // None at all means that no log is read, not that nobody was denied.
  if (record === null || recorded === 0) {
    return (
      <NoRecord
        title="No denial is recorded yet"
        text="Denials stand in the debug log of a vendor daemon only. Give Seatlog the path of that log in its settings, and every refused request appears here."
      />
    )
  }
  const common = { question: 'denials', asked, failure, waiting } as const
  return (
    <section className="history" aria-label="Denials">
      <div className="history-bar">
        <h2>Denials</h2>
        <SpanPicker
          looked={{ span: wish, working: false }}
          onLook={(to) => goTo({ ...address, span: to.span })}
          tags={tags}
          withWorking={false}
        />
      </div>
      <DenialsFilter address={address} byKind={answer?.byKind ?? null} label={labelsOf(answer ?? { products: {} })} />
      {failure !== null && answer === null && <p className="problem error">{failure}</p>}
      {answer !== null && <Headline answer={answer} />}
      {answer !== null && answer.total.raw > 0 && (
        <>
          <ChartPanel
            {...common}
            title="By day"
            finding={dayFinding(answer.byDay, formats)}
            chart={<Days answer={answer} />}
            table={
              <DataTable
                caption="Denials by day"
                columns={DAY_COLUMNS}
                rows={answer.byDay}
                rowKey={({ date }) => date}
                initialSort={{ column: 'date', descending: true }}
              />
            }
          />
          <div className="side-by-side">
            <TablePanel
              {...common}
              title="By feature"
              finding={`${mostFinding(
                answer.byFeature.map((row) => ({ ...row, name: labelsOf(answer)(row.feature) })),
                formats,
              )} A row restricts the page to it.`}
              caption="Denials by feature"
              columns={ofFeatures}
              rows={answer.byFeature}
              rowKey={(row) => `${row.tag} ${row.feature}`}
              initialSort={{ column: 'denials', descending: true }}
              opens={(row) => ({ ...address, tags: [row.tag], feature: row.feature })}
            />
            <TablePanel
              {...common}
              title="By user"
              finding={`${mostFinding(
                answer.byUser.map((row) => ({ ...row, name: row.user || UNNAMED })),
                formats,
              )} A row restricts the page to it.`}
              caption="Denials by user"
              columns={USER_COLUMNS}
              rows={answer.byUser}
              rowKey={(row) => row.user}
              initialSort={{ column: 'denials', descending: true }}
              opens={(row) => (row.user === '' ? null : { ...address, user: row.user })}
            />
          </div>
          <TablePanel
            {...common}
            title="By reason"
            finding={`${mostFinding(answer.byReason.map(reasoned), formats)} Reasons are in the words of the log.`}
            caption="Denials by reason"
            columns={REASON_COLUMNS}
            rows={answer.byReason}
            rowKey={(row) => `${row.kind} ${row.reason}`}
            initialSort={{ column: 'denials', descending: true }}
          />
          {columns && (
            <TablePanel
              {...common}
              title="Latest"
              finding={
                answer.latest.length < answer.total.raw
                  ? `The newest ${formats.count(answer.latest.length)} of ${formats.count(answer.total.raw)} lines.`
                  : 'All of them, the newest first.'
              }
              caption="Latest denials"
              columns={columns}
              rows={answer.latest}
              rowKey={toldKey}
              initialSort={{ column: 'at', descending: true }}
            />
          )}
        </>
      )}
    </section>
  )
}

const reasoned = (row: DenialsAnswer['byReason'][number]) => ({
  ...row,
  name: row.reason === null ? KIND_LABELS[row.kind] : `“${row.reason}”`,
})

/** The number that counts stands out of its sentence. */
function Headline({ answer }: { answer: DenialsAnswer }) {
  const number = formats.count(answer.total.counted)
  const sentence = unwatched(answer.span) ?? countFinding(answer.total, formats)
  const large = answer.total.counted > 0 && sentence.startsWith(number)
  return (
    <p className="headline">
      {large && <strong>{number}</strong>}
      {unbroken(`${large ? sentence.slice(number.length) : sentence} ${waitFinding(answer, formats)}`)}
    </p>
  )
}

function Days({ answer }: { answer: DenialsAnswer }) {
  const series = useMemo(() => denialSeries(answer.byDay), [answer])
  return <DayBars series={series} span={answer.span} zone={answer.zone} label={dayFinding(answer.byDay, formats)} />
}
