import { Icon } from '../icons.tsx'
import { FieldGroup } from './field.tsx'
import { focusBeside } from './focus-beside.ts'
import { type DraftPackage, type DraftServer, nextId } from './server-draft.ts'

/** Which features a package (an Autodesk collection, a suite) takes seats of. */
export function PackagesTable({
  name,
  rows,
  onChange,
}: {
  name: string
  rows: readonly DraftPackage[]
  onChange: (part: Pick<DraftServer, 'packages'>) => void
}) {
  const set = (changed: DraftPackage) =>
    onChange({ packages: rows.map((row) => (row.id === changed.id ? changed : row)) })
  return (
    <FieldGroup
      name={name}
      label="Packages"
      hint="Feature codes with blanks between. Counted before what license file and debug log tell of packages."
    >
      {rows.length > 0 && (
        <table className="edit-table">
          <thead>
            <tr>
              <th scope="col">Package</th>
              <th scope="col">Its components</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.id}>
                <td className="code">
                  <input
                    className="mono"
                    aria-label={`Package ${index + 1}`}
                    value={row.name}
                    placeholder="64300ACD_F"
                    spellCheck={false}
                    onChange={(event) => set({ ...row, name: event.target.value })}
                  />
                </td>
                <td>
                  <input
                    className="mono"
                    aria-label={`Components of package ${index + 1}`}
                    value={row.components}
                    placeholder="87676ACD_2023_0F 87688RVT_2023_0F"
                    spellCheck={false}
                    onChange={(event) => set({ ...row, components: event.target.value })}
                  />
                </td>
                <td>
                  <button
                    type="button"
                    className="quiet icon-only remove"
                    aria-label={`Remove package ${index + 1}`}
                    onClick={(event) => {
                      focusBeside(event.currentTarget, 'tr')
                      onChange({ packages: rows.filter(({ id }) => id !== row.id) })
                    }}
                  >
                    <Icon name="close" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="actions">
        <button
          type="button"
          onClick={() => onChange({ packages: [...rows, { id: nextId(rows), name: '', components: '' }] })}
        >
          Add a package
        </button>
      </p>
    </FieldGroup>
  )
}
