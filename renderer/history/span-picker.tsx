import { useId, useRef, useState } from 'react'
import { Icon } from '../icons.tsx'
import type { Looked } from './address.ts'
import { spanOf } from './span.ts'
import { type RecordSpan, useRecord } from './use-record.ts'
import { NAMED, type NamedWish, type Wish } from './wish.ts'
import { localDay } from './zone-time.ts'

const LABELS: Readonly<Record<NamedWish, string>> = {
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
  '90d': '90 d',
  '1y': '1 y',
  all: 'All',
}

/** A group of radio buttons that looks like tabs: which part of the record is shown, and whether only its working hours. */
export function SpanPicker({
  looked,
  onLook,
  tags,
  withWorking = true,
}: {
  looked: Looked
  onLook: (looked: Looked) => void
  /** The servers whose time zone is meant; the first one's counts. */
  tags: readonly string[]
  /** Off for questions that know no working hours. */
  withWorking?: boolean
}) {
  const { span, working } = looked
  const days = shownDays(span, useRecord(tags))
  const pick = (wish: Wish) => onLook({ span: wish, working })
  return (
    <div className="span-picker">
      <fieldset className="filters">
        <legend className="unseen">Span</legend>
        {NAMED.map((name) => (
          <label key={name}>
            <input type="radio" name="span" checked={span === name} onChange={() => pick(name)} />
            {LABELS[name]}
          </label>
        ))}
      </fieldset>
      <FromTo days={days} chosen={typeof span !== 'string'} onPick={pick} />
      {withWorking && (
        <label className="working">
          <input
            type="checkbox"
            checked={working}
            onChange={(event) => onLook({ span, working: event.target.checked })}
          />
          Working hours only
        </label>
      )}
    </div>
  )
}

interface Days {
  readonly from: string
  readonly to: string
}

/** Two dates; they take effect by the button, with Enter, or when both fields are left. */
function FromTo({ days, chosen, onPick }: { days: Days; chosen: boolean; onPick: (wish: Wish) => void }) {
  const [typed, setTyped] = useState(days)
  const [shown, setShown] = useState(days)
  const last = useRef<HTMLInputElement>(null)
  const id = useId()
  if (!isSame(days, shown)) {
    setShown(days)
    setTyped(days)
  }
  const { from, to } = typed
  const written = from !== '' && to !== ''
  const wrong = written && from > to
  const ready = written && !wrong && !isSame(typed, days)
  const wired = { 'aria-invalid': wrong || undefined, 'aria-describedby': wrong ? id : undefined }

  function apply(): void {
    if (ready) onPick(typed)
  }

  return (
    <form
      className={chosen ? 'from-to is-chosen' : 'from-to'}
      aria-label="From and to"
      onSubmit={(event) => {
        event.preventDefault()
        if (document.activeElement?.matches('button')) last.current?.focus() // the button is about to go
        apply()
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) apply()
      }}
    >
      <input
        type="date"
        aria-label="From"
        value={from}
        onChange={(event) => setTyped({ from: event.target.value, to })}
        {...wired}
      />
      <span aria-hidden="true">–</span>
      <input
        ref={last}
        type="date"
        aria-label="To"
        value={to}
        onChange={(event) => setTyped({ from, to: event.target.value })}
        {...wired}
      />
      {ready && <button type="submit">Show</button>}
      {wrong && (
        <span id={id} className="wrong">
          <Icon name="error" /> The last day is before the first.
        </span>
      )}
    </form>
  )
}

const isSame = (a: Days, b: Days): boolean => a.from === b.from && a.to === b.to

/** The first and the last day of what is shown; empty as long as there is no record. */
function shownDays(span: Wish, record: RecordSpan | null): Days {
  if (typeof span !== 'string') return { from: span.from.slice(0, 10), to: span.to.slice(0, 10) }
  if (record === null) return { from: '', to: '' }
  const meant = spanOf(span, record, record.zone)
  const from = Math.max(meant.from, record.from)
  const last = Math.max(from, Math.min(meant.to, record.to) - 1)
  return { from: localDay(from, record.zone), to: localDay(last, record.zone) }
}
