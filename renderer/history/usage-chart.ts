import type { Chart as ChartJs, Plugin } from 'chart.js'
import type { Span, UsageAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Drawing } from './chart.tsx'
import { type ChartColors, faint } from './chart-colors.ts'
import { type TimeTick, timeTicks } from './time-axis.ts'
import { deniedAt, type Step, usageLines } from './usage-lines.ts'

/** Pixels that a label of the time axis needs. */
const LABEL = 74

/** The drawing of a usage answer: held as a filled step line, issued as a dashed one, gaps hatched, denials along the top. */
export function usageDrawing(answer: UsageAnswer, colors: ChartColors): Drawing {
  const lines = usageLines(answer)
  const step = (data: readonly Step[], style: object) => ({
    data: [...data],
    stepped: 'before' as const,
    pointRadius: 0,
    spanGaps: false,
    ...style,
  })
  return {
    type: 'line',
    data: {
      datasets: [
        step(lines.issued, { borderColor: colors.text, borderWidth: 1.5, borderDash: [6, 3] }),
        step(lines.used, { borderColor: colors.muted, borderWidth: 1, borderDash: [2, 2] }),
        step(lines.mean, { borderColor: faint(colors.text, 0.6), borderWidth: 1 }),
        step(lines.held, {
          borderColor: colors.accent,
          borderWidth: 1.5,
          fill: 'origin',
          backgroundColor: faint(colors.accent, 0.16),
        }),
      ],
    },
    options: {
      events: [],
      layout: { padding: { top: 10, right: 2 } },
      scales: {
        x: timeScale(answer.span, answer.zone, colors),
        y: seatScale(lines.top, colors),
      },
    },
    plugins: [hatched(answer.gaps, colors), marks(deniedAt(answer), colors)],
  }
}

/** A time axis over a span, with round times of a zone. */
export function timeScale({ from, to }: Span, zone: string, colors: ChartColors) {
  let shown: readonly TimeTick[] = []
  return {
    type: 'linear' as const,
    min: from,
    max: to,
    border: { color: colors.edge },
    grid: { color: colors.line, drawTicks: true, tickLength: 4 },
    afterBuildTicks: (scale: { width: number; ticks: { value: number }[] }) => {
      shown = timeTicks({ from, to }, zone, Math.max(2, Math.floor(scale.width / LABEL)))
      scale.ticks = shown.map(({ at }) => ({ value: at }))
    },
    ticks: {
      color: colors.muted,
      maxRotation: 0,
      autoSkip: false,
      callback: (value: number | string) => shown.find(({ at }) => at === value)?.label ?? '',
    },
  }
}

/** An axis of seats, from 0 on, in whole numbers. */
export function seatScale(top: number, colors: ChartColors) {
  return {
    type: 'linear' as const,
    min: 0,
    max: Math.max(1, top * 1.06),
    border: { display: false },
    grid: { color: colors.line, drawTicks: false },
    ticks: {
      color: colors.muted,
      precision: 0,
      includeBounds: false,
      maxTicksLimit: 6,
      callback: (value: number | string) => formats.count(Number(value)),
    },
  }
}

/** Bands over what nobody watched. */
function hatched(gaps: readonly Span[], colors: ChartColors): Plugin<'line' | 'bar'> {
  return {
    id: 'gaps',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const pattern = ctx.createPattern(hatch(colors), 'repeat')
      if (pattern === null || scales.x === undefined) return
      ctx.fillStyle = pattern
      for (const { from, to } of gaps) {
        const left = scales.x.getPixelForValue(from)
        ctx.fillRect(left, chartArea.top, Math.max(2, scales.x.getPixelForValue(to) - left), chartArea.height)
      }
    },
  }
}

function hatch(colors: ChartColors): OffscreenCanvas {
  const tile = new OffscreenCanvas(8, 8)
  const context = tile.getContext('2d')
  if (context === null) return tile
  context.fillStyle = colors.sunken
  context.fillRect(0, 0, 8, 8)
  context.strokeStyle = colors.edge
  context.beginPath()
  for (const shift of [-8, 0, 8]) {
    context.moveTo(shift, 8)
    context.lineTo(shift + 8, 0)
  }
  context.stroke()
  return tile
}

/** Marks at moments of denials, in the strip above the plot. */
function marks(denials: readonly number[], colors: ChartColors): Plugin<'line' | 'bar'> {
  return {
    id: 'denials',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      if (scales.x === undefined) return
      ctx.beginPath()
      let last = Number.NEGATIVE_INFINITY
      for (const at of denials) {
        const x = Math.round(scales.x.getPixelForValue(at))
        if (x - last < 3) continue
        last = x
        ctx.moveTo(x - 3, chartArea.top - 8)
        ctx.lineTo(x + 3, chartArea.top - 8)
        ctx.lineTo(x, chartArea.top - 2)
        ctx.closePath()
      }
      ctx.fillStyle = colors.bad
      ctx.fill()
    },
  }
}

/** The moment under a pixel of the plot, counted from the canvas' left edge; null outside. */
export function momentAt(chart: ChartJs, x: number): number | null {
  const { left, right } = chart.chartArea
  return x < left || x > right ? null : (chart.scales.x?.getValueForPixel(x) ?? null)
}
