import type { ComponentProps } from 'react'
import type { Question } from '../../preload/contract/history.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'

type PanelProps<Q extends Question> = Omit<ComponentProps<typeof ChartPanel<Q>>, 'chart' | 'table'>
type TableProps<R> = Omit<ComponentProps<typeof DataTable<R>>, 'fill'>

/** A figure of the record that is a table itself; of no rows its finding alone tells. */
export function TablePanel<Q extends Question, R>(props: PanelProps<Q> & TableProps<R>) {
  const { caption, columns, rows, rowKey, initialSort, opens, ...panel } = props
  const table = { caption, columns, rows, rowKey, initialSort, ...(opens && { opens }) }
  return <ChartPanel {...panel} chart={null} table={rows.length === 0 ? null : <DataTable {...table} />} />
}
