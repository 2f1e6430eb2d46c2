import type { DenialsAnswer } from '../../preload/contract/history.ts'
import type { DaySeries } from './day-bars.tsx'

/** Denials by day as bars: those that count, and behind them the lines of the log where there are more of them. */
export function denialSeries(byDay: DenialsAnswer['byDay']): readonly DaySeries[] {
  const counting = { label: 'Denials that count', days: byDay.map(({ date, counted }) => ({ date, value: counted })) }
  if (byDay.every(({ counted, raw }) => counted === raw)) return [counting]
  const lines = byDay.map(({ date, raw }) => ({ date, value: raw }))
  return [counting, { label: 'Lines of the log', days: lines, faint: true }]
}
