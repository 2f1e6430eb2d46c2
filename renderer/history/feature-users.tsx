import { useMemo } from 'react'
import type { FeatureAsked, FeatureUser, UsageAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Looked } from './address.ts'
import { CHECKOUTS, HOURS, lastSeenColumn, SHARE } from './columns.tsx'
import type { Column } from './data-table-row.tsx'
import { usersFinding } from './feature-users-words.ts'
import { lengthText } from './findings.ts'
import { TablePanel } from './table-panel.tsx'
import { useAnswer } from './use-answer.ts'

/** Who used a feature (question 4); a row leads to the person. */
export function FeatureUsers({
  asked,
  looked,
  usage,
}: {
  asked: FeatureAsked | undefined
  looked: Looked
  /** Of the same feature and span; null as long as it is not known. */
  usage: UsageAnswer | null
}) {
  const { answer, failure, waiting } = useAnswer('users', asked)
  const zone = answer?.zone ?? 'UTC'
  const columns = useMemo(
    (): readonly Column<FeatureUser>[] => [
      { key: 'user', label: 'User', kind: 'text', width: 'minmax(7rem, 1fr)', value: ({ user }) => user || null },
      HOURS,
      SHARE,
      { ...CHECKOUTS, room: 'middle' },
      {
        key: 'longest',
        label: 'Longest',
        kind: 'figure',
        width: '6.5rem',
        room: 'middle',
        value: ({ longest }) => longest,
        show: ({ longest }) => lengthText(longest, formats),
      },
      {
        key: 'denials',
        label: 'Denials',
        kind: 'figure',
        width: '5rem',
        room: 'middle',
        value: ({ denials }) => denials.counted,
      },
      { ...lastSeenColumn(zone), room: 'wide' },
    ],
    [zone],
  )
  return (
    <TablePanel
      title="Users"
      finding={answer && usage && usersFinding(answer, usage, formats)}
      caption="Users of the feature"
      columns={columns}
      rows={answer?.users ?? []}
      rowKey={nameOf}
      initialSort={{ column: 'hours', descending: true }}
      opens={({ user }) => (user === '' ? null : { view: 'person', kind: 'user', name: user, ...looked })}
      question="users"
      asked={asked}
      failure={failure}
      waiting={waiting}
    />
  )
}

const nameOf = ({ user }: FeatureUser): string => user
