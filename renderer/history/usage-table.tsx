import { useMemo } from 'react'
import type { UsageAnswer, UsageBucket } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { BUCKET_NAMES } from './bucket-names.ts'
import { DataTable } from './data-table.tsx'
import type { Column } from './data-table-row.tsx'
import { seatsText } from './findings.ts'
import { momentIn } from './zone-formats.ts'

/** The buckets of a usage answer as a table. */
export function UsageTable({ answer }: { answer: UsageAnswer }) {
  const columns = useMemo((): readonly Column<UsageBucket>[] => {
    const seats = (key: string, label: string, value: Column<UsageBucket>['value']): Column<UsageBucket> => ({
      key,
      label,
      kind: 'figure',
      width: '6rem',
      value,
    })
    return [
      {
        key: 'from',
        label: 'From',
        kind: 'time',
        width: 'minmax(9.4rem, 14rem)',
        value: ({ from }) => from,
        show: ({ from }) => momentIn(from, answer.zone, answer.span.to),
      },
      seats('peak', 'Peak held', ({ peak }) => peak),
      {
        ...seats('mean', 'Mean held', ({ mean }) => mean),
        show: ({ mean }) => (mean === null ? null : seatsText(mean, formats)),
      },
      { ...seats('used', 'Peak used', ({ usedPeak }) => usedPeak), title: 'With idle reserved, as lmstat counts' },
      seats('issued', 'Issued', ({ issued }) => issued),
      { ...seats('denials', 'Denials', ({ denials }) => denials.counted), room: 'middle' },
      {
        ...seats('raw', 'In the log', ({ denials }) => denials.raw),
        title: 'All denials, as the debug log has them',
        room: 'middle',
      },
    ]
  }, [answer])
  return (
    <DataTable
      caption={`Seats used per ${BUCKET_NAMES[answer.bucket]}`}
      columns={columns}
      rows={answer.buckets}
      rowKey={startOf}
      initialSort={{ column: 'from', descending: true }}
    />
  )
}

const startOf = ({ from }: UsageBucket): string => String(from)
