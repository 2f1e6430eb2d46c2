import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { formats } from '../formats.ts'
import { useModel, useWindow } from '../model.ts'
import { EmptySeats } from './empty-seats.tsx'
import { namesMatch, passes, type SeatFilter, searchWords } from './filter.ts'
import { FULLEST_FIRST, sortFeatures } from './order.ts'
import { flatten } from './rows.ts'
import { SearchBar } from './search-bar.tsx'
import { SeatTable } from './seat-table.tsx'
import { useFound } from './use-found.ts'
import { useHeldOrder } from './use-held-order.ts'

/** Milliseconds after the pointer last moved over the table in which its rows are not stirred. */
const AT_REST = 5000

/** A feature that is to be shown, opened; by the search that found it. A new object each time. */
export interface Revealed {
  readonly key: string
  readonly text: string
}

/** Seats now: search, filter, and the table of all features of all servers. */
export function SeatsView({
  hidden,
  revealed,
  onSetup,
  onLookUp,
}: {
  hidden: boolean
  revealed: Revealed | null
  onSetup: () => void
  onLookUp: (text: string) => void
}) {
  const model = useModel()
  const servers = useWindow((state) => state.servers)
  const opened = useWindow((state) => state.opened)
  const pinnedKeys = useWindow((state) => state.settings?.pinned)
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<SeatFilter>('all')
  const [order, setOrder] = useState(FULLEST_FIRST)
  const [reveal, setReveal] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const pointerMoved = useRef(Number.NEGATIVE_INFINITY)

  const features = useMemo(() => servers?.flatMap((server) => server.features) ?? [], [servers])
  const byKey = useMemo(() => new Map(features.map((feature) => [feature.key, feature])), [features])
  const pinned = useMemo(() => new Set(pinnedKeys), [pinnedKeys])
  const typed = useDeferredValue(text) // typing goes first, the table follows
  const words = useMemo(() => searchWords(typed), [typed])
  const found = useFound(text)

  const matching = useMemo(
    () => features.filter((feature) => namesMatch(feature, words) || found.keys.has(feature.key)),
    [features, words, found.keys],
  )
  const byHolder = useMemo(
    () => new Set(matching.filter((feature) => !namesMatch(feature, words)).map(({ key }) => key)),
    [matching, words],
  )
  const fresh = useMemo(
    () =>
      sortFeatures(
        matching.filter((feature) => passes(feature, filter)),
        order,
        pinned,
      ),
    [matching, filter, order, pinned],
  )
  const question = JSON.stringify([typed, found.searching, filter, order, pinnedKeys])
  const { keys, stale, renew } = useHeldOrder(fresh, question, () => {
    const table = scroller.current
    if (table === null) return false
    const touched = performance.now() - pointerMoved.current < AT_REST || table.contains(document.activeElement)
    return touched || table.scrollTop > 0 || fresh.some((key) => opened.has(key))
  })

  const rows = useMemo(() => {
    const shown = keys.map((key) => byKey.get(key)).filter((feature): feature is FeatureSeats => feature !== undefined)
    return flatten(shown, opened, { words, now: Date.now() / 1000, formats })
  }, [keys, byKey, opened, words])

  const toggle = useCallback(
    (key: string, open: boolean) => {
      const tag = byKey.get(key)?.tag
      if (open && tag !== undefined) model.open(key, tag)
      else model.close(key)
    },
    [byKey, model],
  )
  /** What is typed now goes before a jump whose row is still waited for. */
  const look = (wanted: string) => {
    setText(wanted)
    setReveal(null)
  }
  const pin = useCallback((key: string) => void model.pin(key), [model])

  // What is to be shown must not be hidden by a search or filter.
  useEffect(() => {
    if (revealed === null) return
    setText(revealed.text)
    setFilter('all')
    setReveal(revealed.key)
  }, [revealed])

  const count = (one: SeatFilter) => matching.reduce((sum, feature) => sum + (passes(feature, one) ? 1 : 0), 0)
  return (
    <section
      className="seats"
      aria-label="Seats"
      hidden={hidden}
      onPointerMove={() => (pointerMoved.current = performance.now())}
    >
      {features.length > 0 && (
        <SearchBar
          text={text}
          onText={look}
          filter={filter}
          onFilter={setFilter}
          count={count}
          stale={stale}
          onRenew={renew}
          listening={!hidden}
        />
      )}
      {rows.length > 0 ? (
        <SeatTable
          rows={rows}
          words={words}
          pinned={pinned}
          byHolder={byHolder}
          order={order}
          onOrder={setOrder}
          reveal={reveal}
          onRevealed={() => setReveal(null)}
          scroller={scroller}
          onToggle={toggle}
          onPin={pin}
        />
      ) : (
        <EmptySeats
          text={text}
          searching={found.searching}
          none={features.length === 0}
          onSetup={onSetup}
          onLookUp={onLookUp}
          onClear={() => {
            look('')
            setFilter('all')
          }}
        />
      )}
    </section>
  )
}
