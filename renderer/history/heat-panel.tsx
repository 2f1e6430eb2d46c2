import { useId, useState } from 'react'
import type { FeatureAsked, HeatAnswer, HeatCell } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { ChartPanel } from './chart-panel.tsx'
import { type HeatKind, heatFinding, seatsText } from './findings.ts'
import { useAnswer } from './use-answer.ts'

const KINDS: Readonly<Record<HeatKind, string>> = { peak: 'Peak', mean: 'Mean', denials: 'Denials' }

/** Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

// 4 January 1970 was a Sunday.
const named = (weekday: 'long' | 'short') => {
  const format = new Intl.DateTimeFormat(undefined, { weekday, timeZone: 'UTC' })
  return (day: number) => format.format((3 + day) * 86_400_000)
}
const longDay = named('long')
const shortDay = named('short')

/** Weekday by hour of the server's local time (question 3). */
export function HeatPanel({ asked }: { asked: FeatureAsked | undefined }) {
  const { answer, failure, waiting } = useAnswer('heat', asked)
  const [kind, setKind] = useState<HeatKind>('peak')
  const id = useId()
  const known = answer?.cells.some(({ peak }) => peak !== null) ? answer : null
  return (
    <ChartPanel
      title="Weekdays and hours"
      finding={answer === null ? null : heatFinding(answer, kind, longDay, formats)}
      chart={null}
      table={known && <HeatMap answer={known} kind={kind} />}
      tools={
        <fieldset className="filters">
          <legend className="unseen">Show by weekday and hour</legend>
          {(Object.keys(KINDS) as HeatKind[]).map((one) => (
            <label key={one}>
              <input type="radio" name={id} checked={kind === one} onChange={() => setKind(one)} />
              {KINDS[one]}
            </label>
          ))}
        </fieldset>
      }
      question="heat"
      asked={asked}
      failure={failure}
      waiting={waiting}
    />
  )
}

/** Chart and table in one: the numbers stand in the colored cells. */
function HeatMap({ answer, kind }: { answer: HeatAnswer; kind: HeatKind }) {
  const byPlace = new Map(answer.cells.map((cell) => [cell.weekday * 24 + cell.hour, cell]))
  const values = answer.cells.map((cell) => amount(cell, kind) ?? 0)
  const most = Math.max(1, ...values)
  return (
    <table className="heat">
      <thead>
        <tr>
          <td />
          {HOURS.map((hour) => (
            <th key={hour} scope="col">
              {hour % 3 === 0 ? hour : <span className="unseen">{hour}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {WEEK.map((day) => (
          <tr key={day}>
            <th scope="row" aria-label={longDay(day)}>
              {shortDay(day)}
            </th>
            {HOURS.map((hour) => (
              <Heat key={hour} cell={byPlace.get(day * 24 + hour)} kind={kind} most={most} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Heat({ cell, kind, most }: { cell: HeatCell | undefined; kind: HeatKind; most: number }) {
  const value = cell === undefined ? null : amount(cell, kind)
  if (cell === undefined || value === null) {
    return (
      <td className="not-known" title="not known">
        <span className="unseen">not known</span>
      </td>
    )
  }
  const when = `${longDay(cell.weekday)}, ${cell.hour}:00 to ${cell.hour + 1}:00`
  return (
    <td style={{ '--heat': `${Math.round((value / most) * 100)}%` } as object} title={`${when}: ${words(value, kind)}`}>
      {value === 0 ? <span className="unseen">0</span> : short(value)}
    </td>
  )
}

const amount = (cell: HeatCell, kind: HeatKind): number | null => {
  if (kind !== 'denials') return cell[kind]
  return cell.peak === null && cell.denials.raw === 0 ? null : cell.denials.counted
}

/** What fits into a cell. */
const short = (value: number): string =>
  value >= 9.95 || Number.isInteger(value)
    ? formats.count(Math.round(value))
    : value < 0.05
      ? ''
      : seatsText(value, formats)

function words(value: number, kind: HeatKind): string {
  const told = seatsText(value, formats)
  return kind === 'denials' ? `${told} denials` : kind === 'peak' ? `at most ${told} held` : `${told} held on average`
}
