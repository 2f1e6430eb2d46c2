import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Icon } from '../icons.tsx'
import type { Address } from './address.ts'
import { rowAfterKey, sortRows, type TableSort, uniqueKeys } from './data-table-order.ts'
import { type Column, cellClass, DataRow } from './data-table-row.tsx'
import { goTo } from './use-address.ts'

/** Up to so many rows all are in the page, so that they can be searched by the browser and printed. */
const ALL = 200

/** Heights in units of the root font size, as the styles set them. */
const HEIGHT = { head: 2, row: 1.85 } as const

interface Props<R> {
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string
  readonly initialSort: TableSort
  /** Where Enter or a click on a row leads; null: nowhere. */
  readonly opens?: (row: R) => Address | null
  /** What the table holds, to a screen reader. */
  readonly caption: string
  /** It takes the height that is left, instead of as much as its rows need up to a limit. */
  readonly fill?: boolean
}

/** A table of figures that is sorted by its head and read by keys; good for 20 000 rows. */
export function DataTable<R>({ columns, rows, rowKey, initialSort, opens, caption, fill = false }: Props<R>) {
  const [sort, setSort] = useState(initialSort)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const focusWanted = useRef(false)
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), [])

  const sorted = useMemo(() => {
    const column = columns.find(({ key }) => key === sort.column)
    return column === undefined ? rows : sortRows(rows, column.value, sort.descending)
  }, [columns, rows, sort])
  const keys = useMemo(() => uniqueKeys(sorted.map(rowKey)), [sorted, rowKey])
  const active = useMemo(() => (activeKey === null ? 0 : Math.max(0, keys.indexOf(activeKey))), [keys, activeKey])

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rem * HEIGHT.row,
    getItemKey: (index) => keys[index] ?? index,
    // The row with the focus stays in the page wherever the list is scrolled to.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range)
      return shown.includes(active) || active >= sorted.length ? shown : [...shown, active].sort((a, b) => a - b)
    },
    paddingStart: rem * HEIGHT.head,
    scrollPaddingStart: rem * HEIGHT.head,
    measureElement: () => rem * HEIGHT.row, // all are alike: to look would force a layout for each
    overscan: sorted.length <= ALL ? ALL : 8,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  })

  useLayoutEffect(() => {
    if (!focusWanted.current || activeKey === null) return
    const element = virtualizer.elementsCache.get(activeKey)
    if (element?.isConnected !== true) return
    focusWanted.current = false
    element.focus({ preventScroll: true })
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
    if (event.key === 'Enter' && event.target.closest('a') === null) {
      const row = sorted[active]
      const to = row === undefined ? null : opens?.(row)
      if (to) goTo(to)
      return
    }
    const page = Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / (rem * HEIGHT.row)) - 2)
    const goal = rowAfterKey(event.key, active, sorted.length, page)
    if (goal === null) return
    event.preventDefault()
    focusWanted.current = true
    setActiveKey(keys[goal] ?? null)
    virtualizer.scrollToIndex(goal, { align: 'auto' })
  }

  function sortBy(wanted: TableSort): void {
    setSort(wanted)
    virtualizer.scrollToOffset(0)
  }

  return (
    <div className={`data-scroller${fill ? ' fill' : ''}`} ref={scroller}>
      <table
        className="data-table"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows take the focus
        role="grid"
        aria-label={caption}
        aria-rowcount={rows.length + 1}
        style={tracks(columns)}
      >
        <DataHead columns={columns} sort={sort} onSort={sortBy} />
        <tbody ref={virtualizer.containerRef} onKeyDown={onKeyDown}>
          {virtualizer.getVirtualItems().map(({ index, key }) => {
            const row = sorted[index]
            if (row === undefined) return null
            return (
              <DataRow
                key={key}
                row={row}
                rowKey={String(key)}
                index={index}
                columns={columns}
                active={index === active}
                place={virtualizer.measureElement}
                onActive={setActiveKey}
                opens={opens}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

interface HeadProps<R> {
  readonly columns: readonly Column<R>[]
  readonly sort: TableSort
  readonly onSort: (sort: TableSort) => void
}

/** The names of the columns: a click sorts, a second one turns the direction. */
function DataHead<R>({ columns, sort, onSort }: HeadProps<R>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => {
          const sorted = sort.column === column.key
          const direction = sort.descending ? 'descending' : 'ascending'
          return (
            <th
              key={column.key}
              scope="col"
              className={cellClass(column)}
              aria-sort={sorted ? direction : undefined}
              title={column.title}
            >
              <button
                type="button"
                className="sort"
                onClick={() =>
                  onSort({ column: column.key, descending: sorted ? !sort.descending : column.kind !== 'text' })
                }
              >
                {column.label}
                {sorted && <Icon name={direction} />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

/** The columns' widths for little, middle and much room, for the styles to choose from. */
function tracks<R>(columns: readonly Column<R>[]): Record<`--${string}`, string> {
  const widths = (chosen: readonly Column<R>[]) => chosen.map(({ width }) => width).join(' ')
  return {
    '--tracks': widths(columns.filter(({ room }) => room === undefined)),
    '--tracks-middle': widths(columns.filter(({ room }) => room !== 'wide')),
    '--tracks-wide': widths(columns),
  }
}
