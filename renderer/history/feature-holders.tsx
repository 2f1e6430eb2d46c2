import { useEffect, useMemo, useState } from 'react'
import type { FeatureDetails, FeatureSeats, Holder } from '../../preload/contract/seats.ts'
import { formats } from '../formats.ts'
import { useModel, useWindow } from '../model.ts'
import { seatsSentence } from '../seats/seat-words.ts'
import { heldForText } from '../wording.ts'
import type { Looked } from './address.ts'
import type { Column } from './data-table-row.tsx'
import { TablePanel } from './table-panel.tsx'

/** A holder with a name of its own among equal ones, and the server that says so. */
interface Held {
  readonly key: string
  readonly tag: string
  readonly holder: Holder
}

/** Who holds a feature now, on the servers that are shown; the live view's own figures. */
export function FeatureHolders({ features, looked }: { features: readonly FeatureSeats[]; looked: Looked }) {
  const model = useModel()
  const ahead = useWindow((state) => state.clockAhead)
  const [details, setDetails] = useState<readonly FeatureDetails[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  useEffect(() => {
    let current = true
    async function ask(): Promise<void> {
      const answers = await Promise.all(features.map(({ key }) => model.ask('seats.details', { key })))
      if (!current) return
      setDetails(answers.filter((answer) => answer.ok).map(({ value }) => value))
      setFailure(answers.find((answer) => !answer.ok)?.message ?? null)
    }
    void ask()
    return () => {
      current = false
    }
  }, [features, model])

  const rows = useMemo(() => {
    const tagOf = new Map(features.map(({ key, tag }) => [key, tag]))
    return (details ?? []).flatMap(({ key, holders }) =>
      holders.map((holder, index): Held => ({ key: `${key} ${index}`, tag: tagOf.get(key) ?? '', holder })),
    )
  }, [details, features])
  const now = Date.now() / 1000 + ahead
  const sentences = features.map((feature) => {
    const sentence = `${seatsSentence(feature, now, formats).replace(/\.$/, '')}.`
    return features.length === 1 ? sentence : `${feature.tag}: ${sentence}`
  })
  return (
    <TablePanel
      title="Now"
      finding={features.length === 0 ? 'No server serves this feature at present.' : sentences.join(' ')}
      caption="Holders now"
      columns={COLUMNS}
      rows={rows}
      rowKey={keyOf}
      initialSort={{ column: 'held', descending: true }}
      opens={({ holder: { uncertain, user } }) =>
        uncertain || user === '' ? null : { view: 'person', kind: 'user', name: user, ...looked }
      }
      question="users"
      asked={undefined}
      failure={failure}
    />
  )
}

const keyOf = ({ key }: Held): string => key

const COLUMNS: readonly Column<Held>[] = [
  {
    key: 'user',
    label: 'User',
    kind: 'text',
    width: 'minmax(7rem, 1fr)',
    value: ({ holder }) => (holder.uncertain ? holder.raw : holder.user),
  },
  { key: 'host', label: 'Host', kind: 'text', width: 'minmax(6rem, 1fr)', value: ({ holder }) => holder.host },
  { key: 'server', label: 'Server', kind: 'text', width: '7rem', room: 'wide', value: ({ tag }) => tag },
  { key: 'seats', label: 'Seats', kind: 'figure', width: '4rem', room: 'middle', value: ({ holder }) => holder.seats },
  {
    key: 'held',
    label: 'Held for',
    kind: 'figure',
    width: '6.5rem',
    value: ({ holder }) => holder.heldFor,
    show: ({ holder }) => (holder.heldFor === null ? null : heldForText(holder.heldFor, formats)),
  },
]
