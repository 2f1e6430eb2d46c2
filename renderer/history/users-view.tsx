import { useEffect, useMemo, useRef } from 'react'
import type { NameFound } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { SearchField } from '../search-field.tsx'
import { searchWords } from '../seats/filter.ts'
import { Marked } from '../seats/marked.tsx'
import { USUAL } from './address.ts'
import { ChartPanel } from './chart-panel.tsx'
import { HOURS, lastSeenColumn } from './columns.tsx'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table-row.tsx'
import { NoRecord } from './no-record.tsx'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { useRecord } from './use-record.ts'
import { useTold } from './use-told.ts'
import { namesFinding } from './users-words.ts'

/** Search over all people and hosts of the record; a row leads to its page. */
export function UsersView({ text }: { text: string }) {
  const record = useRecord([])
  const [typed, setTyped] = useTold(text, (wished) => goTo({ view: 'users', text: wished }, 'replace'))
  const field = useRef<HTMLInputElement>(null)
  const wanted = text.trim()
  const asked = useMemo(() => (record === null ? undefined : { text: wanted }), [record, wanted])
  const { answer, failure, waiting } = useAnswer('names', asked)
  const words = useMemo(() => searchWords(wanted), [wanted])
  const there = record !== null

  useEffect(() => {
    if (there) field.current?.focus()
  }, [there])

  if (record === null) {
    return (
      <NoRecord
        title="Nobody is in the record yet"
        text="People and hosts appear here once their first checkout has ended and is written. Where names are not recorded, nobody does."
      />
    )
  }
  return (
    <section className="history filled" aria-label="Users">
      <div className="history-bar">
        <h2>Users and hosts</h2>
        <SearchField
          field={field}
          label="Search users and hosts"
          placeholder="User or host"
          text={typed}
          onText={setTyped}
        />
      </div>
      <ChartPanel
        title="In the record"
        className="fill"
        finding={answer && namesFinding(answer, wanted, formats)}
        chart={null}
        table={
          answer && (
            <div className="side-by-side">
              <Names kind="user" names={answer.users} words={words} zone={record.zone} />
              <Names kind="host" names={answer.hosts} words={words} zone={record.zone} />
            </div>
          )
        }
        question="names"
        asked={asked}
        failure={failure}
        waiting={waiting}
      />
    </section>
  )
}

interface NamesProps {
  readonly kind: 'user' | 'host'
  readonly names: readonly NameFound[]
  readonly words: readonly string[]
  readonly zone: string
}

function Names({ kind, names, words, zone }: NamesProps) {
  const columns = useMemo(
    (): readonly Column<NameFound>[] => [
      {
        key: 'name',
        label: kind === 'user' ? 'User' : 'Host',
        kind: 'text',
        width: 'minmax(6rem, 1fr)',
        value: ({ name }) => name,
        show: ({ name }) => <Marked text={name} words={words} />,
      },
      { ...HOURS, title: 'In the last 30 days of the record' },
      lastSeenColumn(zone),
    ],
    [kind, words, zone],
  )
  const latest = words.length === 0
  return (
    <DataTable
      key={latest ? 'latest' : 'found'}
      caption={kind === 'user' ? 'Users' : 'Hosts'}
      columns={columns}
      rows={names}
      rowKey={nameOf}
      initialSort={latest ? { column: 'last', descending: true } : { column: 'name', descending: false }}
      opens={({ name }) => ({ view: 'person', kind, name, ...USUAL })}
      fill
    />
  )
}

const nameOf = ({ name }: NameFound): string => name
