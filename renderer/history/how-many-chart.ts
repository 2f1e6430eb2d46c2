import type { Plugin } from 'chart.js'
import type { HowManyAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Drawing } from './chart.tsx'
import type { ChartColors } from './chart-colors.ts'
import { worthDrawing } from './how-many-curve.ts'

const HOUR = 3600

/** Short hours over the number of seats, with the present and the tried number marked. */
export function howManyDrawing(answer: HowManyAnswer, seats: number, colors: ChartColors): Drawing {
  const curve = worthDrawing(answer, seats)
  const short = curve.filter(({ shortSeconds }) => shortSeconds > 0) // no bar, not the least one, where all is well
  const [first] = curve
  const last = curve.at(-1)
  return {
    type: 'bar',
    data: {
      datasets: [
        {
          data: short.map((point) => ({ x: point.seats, y: point.shortSeconds / HOUR })),
          minBarLength: 2,
          backgroundColor: short.map((point) => (point.seats === seats ? colors.text : colors.accent)),
          barPercentage: 0.8,
          categoryPercentage: 1,
        },
      ],
    },
    options: {
      events: [],
      layout: { padding: { top: 18 } },
      scales: {
        x: {
          type: 'linear',
          min: (first?.seats ?? 0) - 0.5,
          max: (last?.seats ?? 1) + 0.5,
          offset: false,
          grid: { display: false },
          border: { color: colors.edge },
          title: { display: true, text: 'Seats', color: colors.muted },
          ticks: {
            color: ({ tick }) => (tick?.value === seats ? colors.text : colors.muted),
            font: ({ tick }) => ({ weight: tick?.value === seats ? 'bold' : 'normal' }),
          },
          afterBuildTicks: (scale) => {
            scale.ticks = curve.map((point) => ({ value: point.seats }))
          },
        },
        y: {
          min: 0,
          border: { display: false },
          grid: { color: colors.line, drawTicks: false },
          ticks: { color: colors.muted, maxTicksLimit: 6, callback: (value) => `${formats.count(Number(value))} h` },
        },
      },
    },
    plugins: answer.issued === null ? [] : [present(answer.issued, colors)],
  }
}

/** A line at the number of seats there are. */
function present(issued: number, colors: ChartColors): Plugin<'line' | 'bar'> {
  return {
    id: 'present',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { x } = scales
      if (x === undefined || issued < x.min || issued > x.max) return
      const at = Math.round(x.getPixelForValue(issued)) + 0.5
      ctx.strokeStyle = colors.text
      ctx.fillStyle = colors.text
      ctx.setLineDash([6, 3])
      ctx.beginPath()
      ctx.moveTo(at, chartArea.top - 2)
      ctx.lineTo(at, chartArea.bottom)
      ctx.stroke()
      ctx.setLineDash([])
      ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`
      ctx.textBaseline = 'bottom'
      const text = `${formats.count(issued)} issued`
      const half = ctx.measureText(text).width / 2
      ctx.textAlign = 'center'
      ctx.fillText(text, Math.min(Math.max(at, chartArea.left + half), chartArea.right - half), chartArea.top - 4)
    },
  }
}
