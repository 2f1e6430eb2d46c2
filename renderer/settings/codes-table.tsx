import { useRef, useState } from 'react'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { SearchField } from '../search-field.tsx'
import { matches, searchWords } from '../seats/filter.ts'
import { focusBeside } from './focus-beside.ts'
import type { CodeRow, OwnCodes } from './own-codes.ts'

/** More rows than these do not help; the search does. */
const SHOWN = 50

const COLUMNS = [
  ['code', 'Feature code', '87676ACD_2023_0F'],
  ['product', 'Product', 'AutoCAD 2023'],
  ['release', 'Release', '2023'],
] as const

/** Names of one's own for feature codes: they go before those of Seatlog’s tables. */
export function CodesTable({ codes }: { codes: OwnCodes }) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const { rows } = codes
  if (rows === null) return <p className="muted">{codes.failure ?? 'Reading the table …'}</p>
  const words = searchWords(text)
  // A row that was just added stays in sight while it is empty.
  const found = rows.filter((row) => isEmpty(row) || matches([row.code, row.product, row.release], words))
  return (
    <>
      <p className="actions">
        <button type="button" onClick={codes.add}>
          Add a name
        </button>
        {rows.length > 12 && (
          <SearchField field={field} label="Search own names" placeholder="Search" text={text} onText={setText} />
        )}
      </p>
      {rows.length > 0 && (
        <table className="edit-table">
          <thead>
            <tr>
              {COLUMNS.map(([key, label]) => (
                <th key={key} scope="col" className={key}>
                  {label}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((row) => (
              <Row key={row.id} row={row} codes={codes} />
            ))}
          </tbody>
        </table>
      )}
      {found.length > SHOWN && <small>{formats.count(found.length - SHOWN)} more: search for them.</small>}
    </>
  )
}

const isEmpty = ({ code, product, release }: CodeRow): boolean => code === '' && product === '' && release === ''

function Row({ row, codes }: { row: CodeRow; codes: OwnCodes }) {
  const name = row.code === '' ? 'new row' : row.code
  return (
    <tr>
      {COLUMNS.map(([key, label, example]) => (
        <td key={key} className={key}>
          <input
            className={key === 'code' ? 'mono' : undefined}
            aria-label={`${label} of ${name}`}
            value={row[key]}
            placeholder={isEmpty(row) ? example : ''}
            spellCheck={false}
            onChange={(event) => codes.set({ ...row, [key]: event.target.value })}
          />
        </td>
      ))}
      <td>
        <button
          type="button"
          className="quiet icon-only remove"
          aria-label={`Remove ${name}`}
          onClick={(event) => {
            focusBeside(event.currentTarget, 'tr')
            codes.remove(row.id)
          }}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  )
}
