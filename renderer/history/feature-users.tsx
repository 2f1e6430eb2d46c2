import { useMemo } from 'react'
import type { FeatureAsked, FeatureUser } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import type { Looked } from './address.ts'
import { ChartPanel } from './chart-panel.tsx'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table-row.tsx'
import { tenths } from './figures.tsx'
import { lengthText, percent, usersFinding } from './findings.ts'
import { goTo } from './use-address.ts'
import { useAnswer } from './use-answer.ts'
import { momentIn } from './zone-formats.ts'

/** Who used a feature (question 4); a row leads to the person. */
export function FeatureUsers({ asked, looked }: { asked: FeatureAsked | undefined; looked: Looked }) {
  const { answer, failure, waiting } = useAnswer('users', asked)
  const zone = answer?.zone
  const columns = useMemo((): readonly Column<FeatureUser>[] => {
    const moment = (at: number) => (zone === undefined ? '' : momentIn(at, zone))
    return [
      { key: 'user', label: 'User', kind: 'text', width: 'minmax(7rem, 1fr)', value: ({ user }) => user },
      {
        key: 'hours',
        label: 'Seat-hours',
        kind: 'figure',
        width: '6rem',
        value: ({ seatHours }) => seatHours,
        show: ({ seatHours }) => tenths(seatHours),
      },
      {
        key: 'share',
        label: 'Share',
        kind: 'figure',
        width: '4.5rem',
        value: ({ share }) => share,
        show: ({ share }) => percent(share, formats),
      },
      {
        key: 'checkouts',
        label: 'Checkouts',
        kind: 'figure',
        width: '5.5rem',
        room: 'middle',
        value: ({ checkouts }) => checkouts,
      },
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
      {
        key: 'last',
        label: 'Last seen',
        kind: 'time',
        width: '8.5rem',
        room: 'wide',
        value: ({ lastSeen }) => lastSeen,
        show: ({ lastSeen }) => moment(lastSeen),
      },
    ]
  }, [zone])
  return (
    <ChartPanel
      title="Users"
      finding={answer && usersFinding(answer, formats)}
      chart={null}
      table={
        answer &&
        answer.users.length > 0 && (
          <DataTable
            caption="Users of the feature"
            columns={columns}
            rows={answer.users}
            rowKey={nameOf}
            initialSort={{ column: 'hours', descending: true }}
            onOpen={({ user }) => goTo({ view: 'person', kind: 'user', name: user, ...looked })}
          />
        )
      }
      question="users"
      asked={asked}
      failure={failure}
      waiting={waiting}
    />
  )
}

const nameOf = ({ user }: FeatureUser): string => user
