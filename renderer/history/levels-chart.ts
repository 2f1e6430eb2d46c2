import type { Plugin } from 'chart.js'
import type { LevelsAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Drawing } from './chart.tsx'
import type { ChartColors } from './chart-colors.ts'
import { hoursText } from './findings.ts'

const HOUR = 3600

/** Nights make the bar of no seat so high that no other would be seen: it is cut, and says its hours. */
export function levelsDrawing(answer: LevelsAnswer, colors: ChartColors): Drawing {
  const { levels, peak, issued } = answer
  const zero = (levels.find(({ seats }) => seats === 0)?.seconds ?? 0) / HOUR
  const others = levels.reduce((top, { seats, seconds }) => (seats > 0 && seconds > top ? seconds : top), 0) / HOUR
  const cut = others > 0 && zero > 1.5 * others
  const highest = Math.max(peak, issued ?? 0)
  const step = stepFor(highest)
  return {
    type: 'bar',
    data: {
      datasets: [
        {
          data: levels.map(({ seats, seconds }) => ({ x: seats, y: seconds / HOUR })),
          backgroundColor: levels.map(({ seats }) =>
            seats > 0 && issued !== null && seats >= issued ? colors.bad : colors.accent,
          ),
          barPercentage: 0.86,
          categoryPercentage: 1,
        },
      ],
    },
    options: {
      events: [],
      layout: { padding: { top: cut ? 30 : 18 } },
      scales: {
        x: {
          type: 'linear',
          min: -0.5,
          max: highest + 0.5,
          offset: false,
          grid: { display: false },
          border: { color: colors.edge },
          title: { display: true, text: 'Seats held', color: colors.muted },
          ticks: { color: colors.muted },
          afterBuildTicks: (scale) => {
            scale.ticks = Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => ({
              value: index * step,
            }))
          },
        },
        y: {
          min: 0,
          ...(cut ? { max: others * 1.25 } : {}),
          border: { display: false },
          grid: { color: colors.line, drawTicks: false },
          ticks: {
            color: colors.muted,
            includeBounds: false,
            maxTicksLimit: 5,
            callback: (value) => `${formats.count(Number(value))} h`,
          },
        },
      },
    },
    plugins: [percentiles(answer, cut ? zero : null, colors)],
  }
}

const stepFor = (highest: number): number =>
  [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((step) => highest / step <= 12) ?? 10_000

/** Lines at the seats that were enough for 50, 95 and 99 % of the time, and the hours of a bar that is cut. */
function percentiles(answer: LevelsAnswer, zero: number | null, colors: ChartColors): Plugin<'line' | 'bar'> {
  return {
    id: 'percentiles',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { x } = scales
      if (x === undefined) return
      ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`
      ctx.textBaseline = 'bottom'
      ctx.strokeStyle = colors.text
      ctx.fillStyle = colors.text
      if (zero !== null) {
        ctx.textAlign = 'left'
        ctx.fillText(`${hoursText(zero * HOUR, formats)} at 0`, chartArea.left, chartArea.top - 16)
      }
      const marks = [
        ['50 %', answer.p50],
        ['95 %', answer.p95],
        ['99 %', answer.p99],
      ] as const
      let taken = Number.NEGATIVE_INFINITY
      ctx.textAlign = 'center'
      for (const [name, seats] of marks) {
        if (seats === 0) continue
        const at = Math.round(x.getPixelForValue(seats)) + 0.5
        ctx.beginPath()
        ctx.setLineDash([3, 3])
        ctx.moveTo(at, chartArea.top - 2)
        ctx.lineTo(at, chartArea.bottom)
        ctx.stroke()
        ctx.setLineDash([])
        const middle = Math.min(Math.max(at, taken + 16), chartArea.right - 14)
        ctx.fillText(name, middle, chartArea.top - 4)
        taken = middle + 16
      }
    },
  }
}
