import { useEffect, useRef } from 'react'
import { formats } from '../formats.ts'
import { SearchField } from '../search-field.tsx'
import { FILTERS, type SeatFilter } from './filter.ts'

const LABELS: Readonly<Record<SeatFilter, string>> = {
  all: 'All',
  'in-use': 'In use',
  full: 'None free',
  waiting: 'Waiting',
}

/** Search and filter over the table; Ctrl+F, Cmd+F and `/` lead here. */
export function SearchBar({
  text,
  onText,
  filter,
  onFilter,
  count,
  stale,
  onRenew,
  listening,
}: {
  text: string
  onText: (text: string) => void
  filter: SeatFilter
  onFilter: (filter: SeatFilter) => void
  /** How many features a filter would show. */
  count: (filter: SeatFilter) => number
  /** The rows stand as they were sorted some polls ago. */
  stale: boolean
  onRenew: () => void
  listening: boolean
}) {
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!listening) return
    function onKeyDown(event: KeyboardEvent): void {
      const typing = event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null
      const find = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f'
      const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
      if ((!find && !slash) || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [listening])

  return (
    <search className="search-bar">
      <SearchField
        field={field}
        label="Search products, feature codes, people and hosts"
        placeholder="Product, feature code, person or host"
        text={text}
        onText={onText}
      />
      <fieldset className="filters">
        <legend className="unseen">Show</legend>
        {FILTERS.map((one) => (
          <label key={one}>
            <input type="radio" name="filter" checked={filter === one} onChange={() => onFilter(one)} />
            {LABELS[one]} <span className="number">{formats.count(count(one))}</span>
          </label>
        ))}
      </fieldset>
      {stale && (
        <button type="button" className="quiet" onClick={onRenew} title="Rows stay where they are while you read">
          Sort again
        </button>
      )}
    </search>
  )
}
