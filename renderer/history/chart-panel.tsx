import { type ReactNode, useId, useState } from 'react'
import type { AnyQuestion, AskedOf, Question } from '../../preload/contract/history.ts'
import { Icon } from '../icons.tsx'
import { useModel } from '../model.ts'
import { saveFile } from '../save-file.ts'
import { unbroken } from './unbroken.ts'

/** A figure of the record: what it shows in words, the chart, the same numbers as a table, and as CSV. */
export function ChartPanel<Q extends Question>(props: {
  readonly title: string
  /** In one or two sentences; null as long as there is no answer. */
  readonly finding: ReactNode
  /** Null as long as there is no answer, or where there is nothing to draw. */
  readonly chart: ReactNode
  /** The same numbers; null where the chart is a table itself. */
  readonly table: ReactNode
  readonly question: Q
  /** What is saved as CSV. */
  readonly asked: AskedOf<Q> | undefined
  readonly failure?: string | null
  readonly waiting?: boolean
  /** What else can be chosen, beside the switch between chart and table. */
  readonly tools?: ReactNode
  readonly className?: string
}) {
  const { title, finding, chart, table, question, asked, failure = null, waiting = false } = props
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const both = chart !== null && table !== null
  return (
    <section className={`panel ${props.className ?? ''}`} aria-labelledby={id} aria-busy={waiting}>
      <div className="panel-head">
        <h3 id={id}>{title}</h3>
        <div className="tools">
          {props.tools}
          {both && (
            <fieldset className="filters">
              <legend className="unseen">Show “{title}” as</legend>
              {(['Chart', 'Table'] as const).map((kind) => (
                <label key={kind}>
                  <input
                    type="radio"
                    name={`${id} as`}
                    checked={asTable === (kind === 'Table')}
                    onChange={() => setAsTable(kind === 'Table')}
                  />
                  {kind}
                </label>
              ))}
            </fieldset>
          )}
          {asked !== undefined && failure === null && (
            <SaveCsv title={title} question={{ question, asked } as AnyQuestion} />
          )}
        </div>
      </div>
      {failure !== null && (
        <p className="problem error">
          <Icon name="error" />
          {failure}
        </p>
      )}
      {finding !== null && <p className="finding">{typeof finding === 'string' ? unbroken(finding) : finding}</p>}
      {finding === null && failure === null && <p className="muted">Reading the record …</p>}
      <div className={waiting ? 'is-waiting' : undefined}>{asTable && both ? table : (chart ?? table)}</div>
    </section>
  )
}

/** Saves the answer to a question where the browser saves files. */
function SaveCsv({ title, question }: { title: string; question: AnyQuestion }) {
  const model = useModel()

  async function save(): Promise<void> {
    const answer = await model.ask('history.csv', question)
    if (answer.ok) saveFile(answer.value.fileName, 'text/csv', answer.value.text)
    else model.report(answer.message)
  }

  return (
    <button type="button" className="quiet" aria-label={`Save as CSV: ${title}`} onClick={() => void save()}>
      Save as CSV
    </button>
  )
}
