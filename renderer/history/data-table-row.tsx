import { memo, type ReactNode } from 'react'
import type { Address } from './address.ts'
import { AddressLink } from './address-link.tsx'
import { goTo } from './use-address.ts'

/** A column of a data table over rows `R`. */
export interface Column<R> {
  /** What a sort is called by. */
  readonly key: string
  readonly label: string
  /** What the label leaves open, shown on pointing at it. */
  readonly title?: string
  /** Figures stand to the right, `denied` ones with room for the raw number beside; all but texts are sorted from the
   * largest first. */
  readonly kind: 'text' | 'figure' | 'denied' | 'time'
  /** A track of a CSS grid, independent of what the cells hold: `6rem`, `minmax(8rem, 2fr)`. */
  readonly width: string
  /** What rows are sorted by; null: not known. */
  readonly value: (row: R) => number | string | null
  /** What the cell shows, null for not known; the value itself where absent. */
  readonly show?: (row: R) => ReactNode
  /** Where the cell leads to. */
  readonly link?: (row: R) => Address | null
  /** Left out where there is less room than this; absent: always there. */
  readonly room?: 'middle' | 'wide'
}

/** The classes of a column's cells, its head's too. */
export const cellClass = ({ kind, room }: Pick<Column<never>, 'kind' | 'room'>): string =>
  `cell-${kind}${room === undefined ? '' : ` room-${room}`}`

/** What nobody knows: never a zero, never nothing. */
export function NotKnown() {
  return (
    <span className="muted" title="not known">
      <span aria-hidden="true">–</span>
      <span className="unseen">not known</span>
    </span>
  )
}

interface Props<R> {
  readonly row: R
  readonly rowKey: string
  readonly index: number
  readonly columns: readonly Column<R>[]
  /** The row the Tab key leads to. */
  readonly active: boolean
  readonly place: (element: HTMLElement | null) => void
  readonly onActive: (key: string) => void
  readonly opens: ((row: R) => Address | null) | undefined
}

function Row<R>({ row, rowKey, index, columns, active, place, onActive, opens }: Props<R>) {
  const to = opens?.(row) ?? null
  return (
    <tr
      ref={place}
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={active ? 0 : -1}
      className={to === null ? undefined : 'opens'}
      onFocus={() => onActive(rowKey)}
      onClick={(event) => {
        if (to !== null && isPlainClick(event.target)) goTo(to)
      }}
    >
      {columns.map((column) => {
        const content = column.show === undefined ? column.value(row) : column.show(row)
        const link = column.link?.(row) ?? null
        const title = column.kind === 'text' && typeof content === 'string' ? content : undefined
        return (
          <td key={column.key} className={cellClass(column)} title={title}>
            {content === null ? (
              <NotKnown />
            ) : link === null ? (
              content
            ) : (
              <AddressLink to={link} focusable={active}>
                {content}
              </AddressLink>
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** One line of a data table; placed by the virtual list. Its keys are the table's business. */
export const DataRow = memo(Row) as typeof Row

/** Neither a link nor the end of marking text with the mouse. */
function isPlainClick(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button') === null && getSelection()?.isCollapsed !== false
}
