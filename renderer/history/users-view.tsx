import { useEffect, useMemo, useRef, useState } from 'react'
import type { NameFound } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { SearchField } from '../search-field.tsx'
import { searchWords } from '../seats/filter.ts'
import { Marked } from '../seats/marked.tsx'
import { USUAL } from './address.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table-row.tsx'
import { tenths } from './figures.tsx'
import { NoRecord } from './no-record.tsx'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { useRecord } from './use-record.ts'
import { namesFinding } from './users-words.ts'
import { dayIn } from './zone-formats.ts'

/** Milliseconds without typing before names are searched. */
const PAUSE = 150

/** Search over all people and hosts of the record; a row leads to its page. */
export function UsersView({ text }: { text: string }) {
  const record = useRecord([])
  const [typed, setTyped] = useTyped(text)
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
      {
        key: 'hours',
        label: 'Seat-hours',
        title: 'In the last 30 days of the record',
        kind: 'figure',
        width: '6.5rem',
        value: ({ seatHours }) => seatHours,
        show: ({ seatHours }) => tenths(seatHours),
      },
      {
        key: 'last',
        label: 'Last seen',
        kind: 'time',
        width: '7.6rem',
        value: ({ lastSeen }) => lastSeen,
        show: ({ lastSeen }) => dayIn(lastSeen, zone),
      },
    ],
    [kind, words, zone],
  )
  return (
    <DataTable
      caption={kind === 'user' ? 'Users' : 'Hosts'}
      columns={columns}
      rows={names}
      rowKey={nameOf}
      initialSort={{ column: 'hours', descending: true }}
      onOpen={({ name }) => goTo({ view: 'person', kind, name, ...USUAL })}
      fill
    />
  )
}

const nameOf = ({ name }: NameFound): string => name

/** What is being typed, handed on to the address after a pause; what the address says when that changes on its own. */
function useTyped(text: string): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState(text)
  const told = useRef(text)

  useEffect(() => {
    if (text === told.current) return
    told.current = text
    setTyped(text)
  }, [text])

  useEffect(() => {
    if (typed === told.current) return
    const timer = setTimeout(() => {
      told.current = typed
      goTo({ view: 'users', text: typed }, 'replace')
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [typed])

  return [typed, setTyped]
}
