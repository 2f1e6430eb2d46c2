import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { SeatRow } from './rows.ts'
import { TableHead, type TableHeadProps } from './table-head.tsx'
import { stepOf } from './table-keys.ts'
import { TableRow } from './table-row.tsx'
import { useAnchor } from './use-anchor.ts'

/** In units of the root font size: the head as the styles set it, and first guesses for rows, measured once seen. */
const HEIGHT = { head: 2, feature: 2.8, heading: 2.1, detail: 1.75 } as const

export interface SeatTableProps extends TableHeadProps {
  readonly rows: readonly SeatRow[]
  readonly words: readonly string[]
  readonly pinned: ReadonlySet<string>
  /** Features found by their holders only. */
  readonly byHolder: ReadonlySet<string>
  /** The key of a feature to bring into sight, with the focus on it; `onRevealed` once that is done. */
  readonly reveal: string | null
  readonly onRevealed: () => void
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onToggle: (key: string, open: boolean) => void
  readonly onPin: (key: string) => void
}

const heightOf = (kind: SeatRow['kind'] | undefined): number =>
  kind === 'feature' || kind === 'heading' ? HEIGHT[kind] : HEIGHT.detail

/** The table of seats: one virtual list of features and, where open, their details. A tree to screen readers and keys. */
export function SeatTable(props: SeatTableProps) {
  const { rows, scroller, reveal, onRevealed, onToggle } = props
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const focusWanted = useRef(false)
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), [])
  const indexOf = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows])
  const active = indexOf.get(activeKey ?? '') ?? 0

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rem * heightOf(rows[index]?.kind),
    getItemKey: (index) => rows[index]?.key ?? index,
    // The row with the focus stays in the page wherever the list is scrolled to.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range)
      return shown.includes(active) || active >= rows.length ? shown : [...shown, active].sort((a, b) => a - b)
    },
    paddingStart: rem * HEIGHT.head,
    scrollPaddingStart: rem * HEIGHT.head,
    overscan: 4,
    // A row that just came is taken for as high as it was, or as guessed, until the browser has laid it out anyway: to
    // ask at once would force a layout for every row that scrolls in.
    measureElement: (element, entry, list) => {
      const [box] = entry?.borderBoxSize ?? []
      if (box !== undefined) return box.blockSize
      const index = list.indexFromElement(element)
      return list.itemSizeCache.get(list.options.getItemKey(index)) ?? list.options.estimateSize(index)
    },
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  })
  useAnchor(virtualizer, indexOf)

  useLayoutEffect(() => {
    if (!focusWanted.current || activeKey === null) return
    const element = virtualizer.elementsCache.get(activeKey)
    if (element?.isConnected !== true) return
    focusWanted.current = false
    element.focus({ preventScroll: true })
  })

  function goTo(index: number, align: 'auto' | 'start'): void {
    const row = rows[index]
    if (row === undefined) return
    focusWanted.current = true
    setActiveKey(row.key)
    virtualizer.scrollToIndex(index, { align })
  }

  useEffect(() => {
    const index = reveal === null ? undefined : indexOf.get(reveal)
    if (index === undefined) return
    onRevealed()
    goTo(index, 'start')
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
    if (event.target.closest('button') !== null && (event.key === 'Enter' || event.key === ' ')) return
    const page = Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / (rem * HEIGHT.feature)) - 1)
    const step = stepOf(event.key, rows, active, page)
    if (step === null) return
    event.preventDefault()
    if ('goTo' in step) goTo(step.goTo, 'auto')
    else onToggle(step.toggle, step.open)
  }

  return (
    <div className="scroller" ref={scroller}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows open and take the focus */}
      <table className="seat-table" role="treegrid" aria-label="Seats" aria-rowcount={rows.length + 1}>
        <TableHead order={props.order} onOrder={props.onOrder} />
        <tbody ref={virtualizer.containerRef} onKeyDown={onKeyDown}>
          {virtualizer.getVirtualItems().map(({ index, key }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <TableRow
                key={key}
                row={row}
                index={index}
                active={index === active}
                pinned={props.pinned.has(row.key)}
                byHolder={props.byHolder.has(row.key)}
                words={props.words}
                measure={virtualizer.measureElement}
                onActive={setActiveKey}
                onToggle={onToggle}
                onPin={props.onPin}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
