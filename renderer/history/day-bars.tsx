import { useMemo } from 'react'
import type { Span } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { Chart, type Drawing } from './chart.tsx'
import { type ChartColors, faint } from './chart-colors.ts'
import { bucketDays, type DayBucket, type DayUnit, firstDay, unitFor } from './day-buckets.ts'
import { timeTicks } from './time-axis.ts'
import { dayAfter, localDay } from './zone-time.ts'

/** Figures of days under one name. */
export interface DaySeries {
  readonly label: string
  readonly days: readonly DayBucket[]
  /** Faint: it stands behind the others as what they are part of. */
  readonly faint?: boolean
}

/** Bars by local day; by week or month where days would be too thin. Later series stand behind earlier ones. */
export function DayBars({
  series,
  span,
  zone,
  label,
}: {
  series: readonly DaySeries[]
  span: Span
  /** IANA, by which days are meant. */
  zone: string
  /** What is to be seen, in words. */
  label: string
}) {
  const { from, to } = span
  const first = localDay(from, zone)
  const last = localDay(Math.max(from, to - 1), zone)
  const unit = unitFor((to - from) / 86_400)
  const draw = useMemo(
    () => (colors: ChartColors) => drawBars({ first, last, unit, series }, colors),
    [series, first, last, unit],
  )
  return (
    <>
      <Chart draw={draw} label={label} />
      <div className="legend">
        {series.length > 1 && (
          <ul>
            {series.map((one) => (
              <li key={one.label} className={one.faint ? 'is-faint' : undefined}>
                {one.label}
              </li>
            ))}
          </ul>
        )}
        {unit !== 'day' && <p>Each bar is a {unit}; the table has the days.</p>}
      </div>
    </>
  )
}

interface Drawn {
  readonly first: string
  readonly last: string
  readonly unit: DayUnit
  readonly series: readonly DaySeries[]
}

/** Days belong to no zone here: each is its midnight in UTC, so that all are equally wide. */
const xOf = (day: string): number => Date.parse(day) / 1000

/** Marks on the axis, at most; where there is less room the chart leaves some out. */
const TICKS = 8

const WIDTH: Readonly<Record<DayUnit, number>> = { day: 1, week: 7, month: 30.4 }

function drawBars({ first, last, unit, series }: Drawn, colors: ChartColors): Drawing {
  const half = (WIDTH[unit] * 86_400) / 2
  const min = xOf(firstDay(first, unit))
  const max = Math.max(xOf(dayAfter(last, 1)), min + 2 * half)
  const ticks = timeTicks({ from: min, to: max - 1 }, 'UTC', TICKS)
  const labels = new Map(ticks.map(({ at, label }) => [at + (unit === 'day' ? half : 0), label]))
  const name = { day: '', week: 'Week from ', month: 'Month from ' }[unit]
  return {
    type: 'bar',
    data: {
      datasets: series.map((one) => ({
        label: one.label,
        data: bucketDays(one.days, unit).map(({ date, value }) => ({ x: xOf(date) + half, y: value })),
        backgroundColor: one.faint ? faint(colors.muted, 0.28) : colors.accent,
        grouped: false,
        minBarLength: 2,
        maxBarThickness: 44,
        barPercentage: 0.9,
        categoryPercentage: 0.9,
      })),
    },
    options: {
      interaction: { mode: 'x', intersect: false },
      scales: {
        x: {
          type: 'linear',
          min,
          max,
          offset: false,
          grid: { display: false },
          border: { color: colors.edge },
          afterBuildTicks: (axis) => {
            axis.ticks = [...labels.keys()].map((value) => ({ value }))
          },
          ticks: { color: colors.muted, maxRotation: 0, callback: (value) => labels.get(Number(value)) ?? '' },
        },
        y: {
          type: 'linear',
          beginAtZero: true,
          grid: { color: colors.line },
          border: { display: false },
          ticks: {
            color: colors.muted,
            maxTicksLimit: 5,
            precision: 0,
            callback: (value) => formats.count(Number(value)),
          },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: ([item]) =>
              item === undefined || item.parsed.x === null
                ? ''
                : name + formats.date(new Date((item.parsed.x - half) * 1000).toISOString().slice(0, 10)),
            label: ({ dataset, parsed }) => `${dataset.label}: ${formats.count(Math.round((parsed.y ?? 0) * 10) / 10)}`,
          },
        },
      },
    },
  }
}
