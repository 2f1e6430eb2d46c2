import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { FeatureRow } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { SearchField } from '../search-field.tsx'
import { matches, searchWords } from '../seats/filter.ts'
import type { Looked } from './address.ts'
import { featureColumns } from './all-features-columns.tsx'
import { featuresFinding, notUsed } from './all-features-words.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'
import { NoRecord } from './no-record.tsx'
import { SpanPicker } from './span-picker.tsx'
import { unwatched } from './unwatched.ts'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { useRecord, useSpan } from './use-record.ts'
import { formatsIn } from './zone-formats.ts'

/** All features of a span in one table; a row leads to the feature. */
export function AllFeaturesView({ looked }: { looked: Looked }) {
  const { span: wish, working } = looked
  const span = useSpan(wish, [])
  const record = useRecord([])
  const asked = useMemo(() => span && { ...span, working }, [span, working])
  const { answer, failure, waiting } = useAnswer('features', asked)
  const [text, setText] = useState('')
  const [idleOnly, setIdleOnly] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const typed = useDeferredValue(text) // typing goes first, the table follows
  const words = useMemo(() => searchWords(typed), [typed])
  const zone = answer?.zone ?? record?.zone ?? 'UTC'
  const columns = useMemo(() => featureColumns(words, formatsIn(zone)), [words, zone])
  const idle = useMemo(() => {
    if (answer === null || record === null) return null
    // Of a span of the past it is not said what was used after it.
    return notUsed(answer.rows, { from: record.from, to: Math.min(record.to, answer.span.to) })
  }, [answer, record])
  const rows = useMemo(() => {
    const chosen = idleOnly && idle !== null ? idle : (answer?.rows ?? [])
    return words.length === 0 ? chosen : chosen.filter((row) => matches([row.feature, ...row.products, row.tag], words))
  }, [answer, idle, idleOnly, words])

  if (record === null) {
    return (
      <NoRecord
        title="No feature has a history yet"
        text="With the first poll that is recorded, every feature appears here with its peak, its mean and its denials; after some days it tells which ones run short and which ones nobody uses."
      />
    )
  }
  return (
    <section className="history filled" aria-label="All features">
      <div className="history-bar">
        <h2>All features</h2>
        <SpanPicker looked={looked} onLook={(to) => goTo({ view: 'features', ...to })} tags={[]} />
      </div>
      <ChartPanel
        title="Use and shortage"
        className="fill"
        finding={answer && (unwatched(answer.span) ?? featuresFinding(answer.rows, formats))}
        chart={null}
        table={
          answer && (
            <>
              <search className="table-search">
                <SearchField
                  field={field}
                  label="Filter by product, feature code or server"
                  placeholder="Product, feature code or server"
                  text={text}
                  onText={setText}
                />
                {idle !== null && (
                  <label className="chip">
                    <input type="checkbox" checked={idleOnly} onChange={(event) => setIdleOnly(event.target.checked)} />
                    Not used for 90 days <span className="number">{formats.count(idle.length)}</span>
                  </label>
                )}
                <p className="muted" role="status">
                  {rows.length === 0
                    ? 'No feature matches.'
                    : rows.length < answer.rows.length &&
                      `${formats.count(rows.length)} of ${formats.count(answer.rows.length)}`}
                </p>
              </search>
              <DataTable
                caption="All features"
                columns={columns}
                rows={rows}
                rowKey={keyOf}
                initialSort={{ column: 'full', descending: true }}
                opens={({ tag, feature }) => ({ view: 'feature', tags: [tag], feature, span: wish, working })}
                fill
              />
            </>
          )
        }
        question="features"
        asked={asked}
        failure={failure}
        waiting={waiting}
      />
    </section>
  )
}

const keyOf = ({ tag, feature }: FeatureRow): string => `${tag} ${feature}`
