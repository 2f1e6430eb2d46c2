import { useState } from 'react'
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
      <FromTo key={`${days.from} ${days.to}`} days={days} chosen={typeof span !== 'string'} onPick={pick} />
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

/** Two dates; they take effect with Enter, or when both fields are left. */
function FromTo({ days, chosen, onPick }: { days: Days; chosen: boolean; onPick: (wish: Wish) => void }) {
  const [from, setFrom] = useState(days.from)
  const [to, setTo] = useState(days.to)
  const wrong = from !== '' && to !== '' && from > to
  const typed = from !== days.from || to !== days.to

  function apply(): void {
    if (typed && from !== '' && to !== '' && !wrong) onPick({ from, to })
  }

  return (
    <form
      className={chosen ? 'from-to is-chosen' : 'from-to'}
      aria-label="From and to"
      onSubmit={(event) => {
        event.preventDefault()
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
        aria-invalid={wrong || undefined}
        onChange={(event) => setFrom(event.target.value)}
      />
      <span aria-hidden="true">–</span>
      <input
        type="date"
        aria-label="To"
        value={to}
        aria-invalid={wrong || undefined}
        title={wrong ? 'The last day is before the first.' : undefined}
        onChange={(event) => setTo(event.target.value)}
      />
      <button type="submit" className="unseen" tabIndex={-1}>
        Show these days
      </button>
    </form>
  )
}

/** The first and the last day of what is shown; empty as long as there is no record. */
function shownDays(span: Wish, record: RecordSpan | null): Days {
  if (typeof span !== 'string') return { from: span.from.slice(0, 10), to: span.to.slice(0, 10) }
  if (record === null) return { from: '', to: '' }
  const meant = spanOf(span, record, record.zone)
  const from = Math.max(meant.from, record.from)
  const last = Math.max(from, Math.min(meant.to, record.to) - 1)
  return { from: localDay(from, record.zone), to: localDay(last, record.zone) }
}
