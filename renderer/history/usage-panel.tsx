import type { Chart as ChartJs } from 'chart.js'
import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react'
import type { FeatureAsked, Span, UsageAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { Chart } from './chart.tsx'
import type { ChartColors } from './chart-colors.ts'
import { ChartPanel } from './chart-panel.tsx'
import { usageFinding } from './findings.ts'
import { momentAt, usageDrawing } from './usage-chart.ts'
import { UsageLegend } from './usage-legend.tsx'
import { UsageTable } from './usage-table.tsx'
import type { Answering } from './use-answer.ts'
import type { RecordSpan } from './use-record.ts'
import type { Wish } from './wish.ts'
import { momentIn } from './zone-formats.ts'
import { zoomByKey, zoomTo } from './zoom.ts'

interface Props {
  readonly answering: Answering<'usage'>
  readonly asked: FeatureAsked | undefined
  readonly record: RecordSpan
  readonly onZoom: (span: Wish, how: 'push' | 'replace') => void
}

/** Used against issued over time (question 1). */
export function UsagePanel({ answering, asked, record, onZoom }: Props) {
  const { answer, failure, waiting } = answering
  const known = answer !== null && answer.totals.knownSeconds > 0 ? answer : null
  const finding =
    answer === null ? null : usageFinding(answer, { formats, moment: (at) => momentIn(at, answer.zone, record.to) })
  return (
    <ChartPanel
      title="Seats used over time"
      className="usage"
      finding={finding}
      chart={
        known && <ZoomedChart answer={known} label={finding ?? ''} asked={asked} record={record} onZoom={onZoom} />
      }
      table={known && <UsageTable answer={known} />}
      question="usage"
      asked={asked}
      failure={failure}
      waiting={waiting}
    />
  )
}

interface ZoomProps {
  readonly answer: UsageAnswer
  readonly label: string
  /** The answer to it may be on its way: keys go on from here. */
  readonly asked: Span | undefined
  readonly record: RecordSpan
  readonly onZoom: Props['onZoom']
}

/** The chart with what moves it: dragging over it zooms in, keys move and zoom, the pointer reads it. */
function ZoomedChart({ answer, label, asked, record, onZoom }: ZoomProps) {
  const chart = useRef<ChartJs | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const draw = useCallback((colors: ChartColors) => usageDrawing(answer, colors), [answer])
  const keep = useCallback((made: ChartJs | null) => {
    chart.current = made
  }, [])
  const left = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (chart.current === null) return
    const x = left(event)
    setPointed(momentAt(chart.current, x))
    const { left: least, right: most } = chart.current.chartArea
    if (drag !== null) setDrag({ from: drag.from, to: Math.min(Math.max(x, least), most) })
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    const x = left(event)
    if (event.button !== 0 || chart.current === null || momentAt(chart.current, x) === null) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ from: x, to: x })
  }

  function onPointerUp(): void {
    const scale = chart.current?.scales.x
    if (drag !== null && scale !== undefined && Math.abs(drag.to - drag.from) > 6) {
      const [from = 0, to = 0] = [drag.from, drag.to].sort((a, b) => a - b).map((x) => scale.getValueForPixel(x))
      onZoom(zoomTo({ from, to }, record, record.zone), 'push')
    }
    setDrag(null)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { from, to } = asked ?? answer.span
    const shown = { from: Math.max(from, record.from), to: Math.min(to, record.to) }
    const wish = zoomByKey(event.key, shown, record, record.zone)
    if (wish === null) return
    event.preventDefault()
    onZoom(wish, 'replace') // each key a step to go back to would be too many
  }

  return (
    <>
      <section
        className="zoomed"
        aria-label="Chart. Arrow keys move through time, plus and minus zoom, Home and End go to the ends of the record."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => setPointed(null)}
      >
        <Chart draw={draw} label={label} onChart={keep} />
        {drag !== null && (
          <div
            className="dragged"
            style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
          />
        )}
      </section>
      <UsageLegend answer={answer} pointed={pointed} now={record.to} />
    </>
  )
}
