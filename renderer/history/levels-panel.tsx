import { useCallback, useMemo } from 'react'
import type { FeatureAsked, LevelsAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { Chart } from './chart.tsx'
import type { ChartColors } from './chart-colors.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table-row.tsx'
import { hoursText, levelsFinding, percent } from './findings.ts'
import { levelsDrawing } from './levels-chart.ts'
import { useAnswer } from './use-answer.ts'

/** How long how many seats were held (question 2). */
export function LevelsPanel({ asked }: { asked: FeatureAsked | undefined }) {
  const { answer, failure, waiting } = useAnswer('levels', asked)
  const known = answer !== null && answer.knownSeconds > 0 ? answer : null
  const finding = answer === null ? null : levelsFinding(answer, formats)
  return (
    <ChartPanel
      title="Hours at each number of seats"
      finding={finding}
      chart={known && <LevelsChart answer={known} label={finding ?? ''} />}
      table={known && <Levels answer={known} />}
      question="levels"
      asked={asked}
      failure={failure}
      waiting={waiting}
    />
  )
}

function LevelsChart({ answer, label }: { answer: LevelsAnswer; label: string }) {
  const draw = useCallback((colors: ChartColors) => levelsDrawing(answer, colors), [answer])
  return <Chart draw={draw} label={label} />
}

type Level = LevelsAnswer['levels'][number]

/** The same numbers as a table. */
function Levels({ answer }: { answer: LevelsAnswer }) {
  const columns = useMemo(
    (): readonly Column<Level>[] => [
      { key: 'seats', label: 'Seats held', kind: 'figure', width: '7rem', value: ({ seats }) => seats },
      {
        key: 'hours',
        label: 'Hours',
        kind: 'figure',
        width: '7rem',
        value: ({ seconds }) => seconds,
        show: ({ seconds }) => hoursText(seconds, formats),
      },
      {
        key: 'share',
        label: 'Of the time',
        kind: 'figure',
        width: '7rem',
        value: ({ seconds }) => seconds / answer.knownSeconds,
        show: ({ seconds }) => percent(seconds / answer.knownSeconds, formats),
      },
    ],
    [answer],
  )
  return (
    <DataTable
      caption="Hours at each number of seats"
      columns={columns}
      rows={answer.levels}
      rowKey={seatsOf}
      initialSort={{ column: 'seats', descending: false }}
    />
  )
}

const seatsOf = ({ seats }: Level): string => String(seats)
