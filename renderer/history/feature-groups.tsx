import type { FeatureAsked, GroupsAnswer } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { CHECKOUTS, HOURS, SHARE } from './columns.tsx'
import type { Column } from './data-table-row.tsx'
import { groupsFinding } from './findings.ts'
import { TablePanel } from './table-panel.tsx'
import { useAnswer } from './use-answer.ts'

type Group = GroupsAnswer['groups'][number]

/** Usage by the groups of the options file (question 10); where there are none, why, in one line. */
export function FeatureGroups({ asked }: { asked: FeatureAsked | undefined }) {
  const { answer, failure, waiting } = useAnswer('groups', asked)
  if (answer === null || answer.groups.length === 0) {
    return answer?.problem == null ? null : <p className="aside">By group: {answer.problem}</p>
  }
  return (
    <TablePanel
      title="Groups"
      className="wide"
      finding={groupsFinding(answer, formats)}
      caption="Groups"
      columns={COLUMNS}
      rows={answer.groups}
      rowKey={keyOf}
      initialSort={{ column: 'hours', descending: true }}
      question="groups"
      asked={asked}
      failure={failure}
      waiting={waiting}
    />
  )
}

const keyOf = ({ group }: Group): string => group ?? ''

const COLUMNS: readonly Column<Group>[] = [
  {
    key: 'group',
    label: 'Group',
    kind: 'text',
    width: 'minmax(7rem, 1fr)',
    value: ({ group }) => group,
    show: ({ group }) => group ?? <span className="muted">in no group</span>,
  },
  HOURS,
  SHARE,
  { key: 'users', label: 'Users', kind: 'figure', width: '4.5rem', value: ({ users }) => users },
  { ...CHECKOUTS, room: 'middle' },
]
