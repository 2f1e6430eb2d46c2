import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Keeps what is being read where it is: after rows came or went, the first row that was in sight and is still there
 * stands at the same height again; the head of the table covers what lies under it. At the very top nothing is held, so that new rows there are seen.
 */
export function useAnchor(
  virtualizer: Virtualizer<HTMLDivElement, HTMLElement>,
  indexOf: ReadonlyMap<string, number>,
): void {
  const seen = useRef<readonly { readonly key: string; readonly above: number }[]>([])
  const rows = useRef(indexOf)

  useLayoutEffect(() => {
    if (rows.current === indexOf) return
    rows.current = indexOf
    if ((virtualizer.scrollOffset ?? 0) <= 0) return
    const anchor = seen.current.find(({ key }) => indexOf.has(key))
    if (anchor === undefined) return
    virtualizer.getTotalSize() // brings the measurements up to the new rows
    const item = virtualizer.measurementsCache[indexOf.get(anchor.key) ?? 0]
    if (item === undefined) return
    const offset = item.start + anchor.above
    if (Math.abs(offset - (virtualizer.scrollOffset ?? 0)) >= 1) virtualizer.scrollToOffset(offset)
  })

  useEffect(() => {
    const offset = virtualizer.scrollOffset ?? 0
    seen.current = virtualizer
      .getVirtualItems()
      .filter(({ end }) => end > offset + virtualizer.options.scrollPaddingStart)
      .map(({ key, start }) => ({ key: String(key), above: offset - start }))
  })
}
