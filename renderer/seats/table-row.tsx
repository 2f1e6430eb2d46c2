import { memo } from 'react'
import { DetailCells } from './detail-cells.tsx'
import { FeatureCells } from './feature-cells.tsx'
import type { SeatRow } from './rows.ts'

/** How many columns the table has: a line of details spans them. */
const COLUMNS = 9

export interface TableRowProps {
  readonly row: SeatRow
  readonly index: number
  /** The row the Tab key leads to. */
  readonly active: boolean
  readonly pinned: boolean
  readonly byHolder: boolean
  readonly words: readonly string[]
  readonly measure: (element: HTMLElement | null) => void
  readonly onActive: (key: string) => void
  readonly onToggle: (key: string, open: boolean) => void
  readonly onPin: (key: string) => void
}

/** One line of the table; placed by the virtual list. Its keys are the table's business. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, index, active } = props
  const place = {
    ref: props.measure,
    'data-index': index,
    'aria-rowindex': index + 2,
    tabIndex: active ? 0 : -1,
    onFocus: () => props.onActive(row.key),
  }
  if (row.kind !== 'feature') {
    return (
      <tr {...place} aria-level={2} className={`detail ${detailClass(row)}`}>
        <td colSpan={COLUMNS} className="detail-grid">
          <DetailCells row={row} words={props.words} />
        </td>
      </tr>
    )
  }
  return (
    <tr
      {...place}
      aria-level={1}
      aria-expanded={row.open}
      className={`columns feature ${row.open ? 'is-open' : ''}`}
      onClick={(event) => {
        if (isPlainClick(event.target)) props.onToggle(row.key, !row.open)
      }}
    >
      <FeatureCells
        feature={row.feature}
        open={row.open}
        pinned={props.pinned}
        byHolder={props.byHolder}
        words={props.words}
        focusable={active}
        onPin={props.onPin}
      />
    </tr>
  )
})

function detailClass(row: Exclude<SeatRow, { kind: 'feature' }>): string {
  switch (row.kind) {
    case 'heading':
      return `heading of-${row.of}`
    case 'holder':
      return `of-${row.holder.linger === null ? 'holders' : 'lingering'} ${row.hit ? 'is-hit' : ''}`
    case 'waiting':
      return 'of-queue'
    case 'pool':
      return `of-pools ${row.pool.expired ? 'is-expired' : ''}`
    case 'reservation':
      return 'of-reserved'
    case 'note':
      return ''
  }
}

/** Neither the pin nor the end of marking text with the mouse. */
function isPlainClick(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') === null && getSelection()?.isCollapsed !== false
}
