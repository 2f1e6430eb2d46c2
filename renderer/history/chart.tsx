import {
  BarController,
  BarElement,
  type ChartConfiguration,
  Chart as ChartJs,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import { useEffect, useRef } from 'react'
import { type ChartColors, useChartColors } from './chart-colors.ts'

ChartJs.register(LineController, BarController, LineElement, BarElement, PointElement, LinearScale, Filler, Tooltip)
ChartJs.defaults.animation = false
ChartJs.defaults.normalized = true
ChartJs.defaults.parsing = false
ChartJs.defaults.maintainAspectRatio = false

/** Lines and bars over two linear scales. */
export type Drawing = ChartConfiguration<'line' | 'bar', { x: number; y: number }[]>

/**
 * A drawing of Chart.js, as high as its place. `draw` makes it in the theme's colors and must be the same function as
 * long as it would draw the same; `label` says in words what is to be seen.
 */
export function Chart({
  draw,
  label,
  onChart,
}: {
  draw: (colors: ChartColors) => Drawing
  label: string
  /** Gets the chart when it is there, null when it goes: for what needs its pixels. */
  onChart?: (chart: ChartJs | null) => void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = useChartColors()

  // Made anew rather than updated: Chart.js keeps the plugins, and with them the gaps and marks, that it was made with.
  useEffect(() => {
    if (canvas.current === null) return
    const chart = new ChartJs(canvas.current, draw(colors))
    onChart?.(chart as unknown as ChartJs)
    return () => {
      onChart?.(null)
      chart.destroy()
    }
  }, [draw, colors, onChart])

  return (
    <div className="chart">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}
