import { Icon } from '../icons.tsx'
import { firstOrder, type SortColumn, type SortOrder } from './order.ts'

const COLUMNS: readonly { readonly column: SortColumn; readonly label: string }[] = [
  { column: 'product', label: 'Product' },
  { column: 'server', label: 'Server' },
  { column: 'use', label: 'In use' },
  { column: 'free', label: 'Free' },
  { column: 'held', label: 'Held' },
  { column: 'reserved', label: 'Reserved' },
  { column: 'queued', label: 'Waiting' },
  { column: 'expires', label: 'Expires' },
]

export interface TableHeadProps {
  readonly order: SortOrder
  readonly onOrder: (order: SortOrder) => void
}

/** The names of the columns: a click sorts, a second one turns the direction. */
export function TableHead({ order, onOrder }: TableHeadProps) {
  return (
    <thead>
      <tr className="columns" aria-rowindex={1}>
        <th scope="col" className="cell-pin">
          <span className="unseen">Pinned</span>
        </th>
        {COLUMNS.map(({ column, label }) => {
          const sorted = order.column === column
          const direction = order.descending ? 'descending' : 'ascending'
          return (
            <th key={column} scope="col" className={`cell-${column}`} aria-sort={sorted ? direction : undefined}>
              <button
                type="button"
                className="sort"
                onClick={() => onOrder(sorted ? { column, descending: !order.descending } : firstOrder(column))}
              >
                {label}
                {sorted && <Icon name={direction} />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
