import { useCallback, useId, useMemo, useState } from 'react'
import type { FeatureAsked, HowManyAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Address } from './address.ts'
import { Chart } from './chart.tsx'
import type { ChartColors } from './chart-colors.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table-row.tsx'
import { FeatureHead } from './feature-head.tsx'
import { deniedSentence, hoursText, howManyFinding } from './findings.ts'
import { howManyDrawing } from './how-many-chart.ts'
import { mostSeats } from './how-many-curve.ts'
import { NoRecord } from './no-record.tsx'
import { unbroken } from './unbroken.ts'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { useLiveFeature } from './use-live-feature.ts'
import { useSpan } from './use-record.ts'
import { useTold } from './use-told.ts'

/** What another number of seats would have meant, from the record (question 9). */
export function HowManyView({ address }: { address: Extract<Address, { view: 'how-many' }> }) {
  const { tags, feature, span: wish, working } = address
  const span = useSpan(wish, tags)
  const live = useLiveFeature(feature)
  if (span === undefined) {
    return (
      <NoRecord
        title="There is no history yet"
        text="From some weeks of recorded checkouts this view tells what more or fewer seats would have meant."
      />
    )
  }
  return (
    <section className="history" aria-label={`How many seats of ${feature}`}>
      <FeatureHead address={address} live={live} />
      <HowMany
        asked={{ ...span, tags, feature, working }}
        tried={address.seats}
        onTried={(seats) => goTo({ ...address, seats }, 'replace')}
      />
    </section>
  )
}

interface HowManyProps {
  readonly asked: FeatureAsked
  /** Null: as many as there are. */
  readonly tried: number | null
  readonly onTried: (seats: number | null) => void
}

function HowMany({ asked, tried, onTried }: HowManyProps) {
  const { answer, failure, waiting } = useAnswer('how-many', asked)
  const [chosen, setChosen] = useTold(tried, onTried)
  const seats = answer === null ? 0 : Math.min(chosen ?? answer.issued ?? answer.peak, mostSeats(answer))
  const known = answer !== null && answer.knownSeconds > 0 ? answer : null
  const denied = answer === null ? null : deniedSentence(answer, formats)
  const finding = answer === null ? null : howManyFinding(answer, seats, formats)
  return (
    <ChartPanel
      title="Hours that would have been short"
      className="how-many"
      finding={
        finding === null ? null : (
          <>
            <output>{unbroken(finding)}</output>
            {denied !== null && <span className="muted"> {denied}</span>}
          </>
        )
      }
      tools={known && <SeatsField answer={known} seats={seats} onSeats={setChosen} />}
      chart={known && <HowManyChart answer={known} seats={seats} label={finding ?? ''} />}
      table={known && <Curve answer={known} />}
      question="how-many"
      asked={asked}
      failure={failure}
      waiting={waiting}
    />
  )
}

/** How many seats are tried: a slider for looking, a field for writing. */
function SeatsField({
  answer,
  seats,
  onSeats,
}: {
  answer: HowManyAnswer
  seats: number
  onSeats: (seats: number) => void
}) {
  const id = useId()
  const most = mostSeats(answer)
  /** What stands in the field while it is written: no number, too, or one too large. */
  const [typed, setTyped] = useState<string | null>(null)
  const set = (text: string) => {
    const wanted = Number.parseInt(text, 10)
    if (wanted >= 0) onSeats(wanted)
  }
  return (
    <div className="seats-field">
      <label htmlFor={id}>Seats</label>
      <input
        type="range"
        aria-label="Seats, by slider"
        min={0}
        max={most}
        value={seats}
        onChange={(event) => set(event.target.value)}
      />
      <input
        id={id}
        type="number"
        min={0}
        max={most}
        value={typed ?? seats}
        onChange={(event) => {
          setTyped(event.target.value)
          set(event.target.value)
        }}
        onBlur={() => setTyped(null)}
      />
    </div>
  )
}

function HowManyChart({ answer, seats, label }: { answer: HowManyAnswer; seats: number; label: string }) {
  const draw = useCallback((colors: ChartColors) => howManyDrawing(answer, seats, colors), [answer, seats])
  return <Chart draw={draw} label={label} />
}

type Point = HowManyAnswer['curve'][number]

/** The same numbers as a table, all of them. */
function Curve({ answer }: { answer: HowManyAnswer }) {
  const columns = useMemo(
    (): readonly Column<Point>[] => [
      { key: 'seats', label: 'Seats', kind: 'figure', width: '5rem', value: ({ seats }) => seats },
      {
        key: 'short',
        label: 'Short',
        title: 'Time in which more seats were held than these',
        kind: 'figure',
        width: '7rem',
        value: ({ shortSeconds }) => shortSeconds,
        show: ({ shortSeconds }) => hoursText(shortSeconds, formats),
      },
      {
        key: 'waiting',
        label: 'Would have waited',
        title: 'Checkouts that would have found no seat',
        kind: 'figure',
        width: '10rem',
        value: ({ waiting }) => waiting,
      },
    ],
    [],
  )
  return (
    <DataTable
      caption="What each number of seats would have meant"
      columns={columns}
      rows={answer.curve}
      rowKey={seatsOf}
      initialSort={{ column: 'seats', descending: true }}
    />
  )
}

const seatsOf = ({ seats }: Point): string => String(seats)
