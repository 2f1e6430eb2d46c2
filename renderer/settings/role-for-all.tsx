import { FieldGroup } from './field.tsx'
import { useSettingsForm } from './use-form.ts'

/** Whether this computer keeps the record of the servers or shows what another one wrote. */
export function RoleForAll() {
  const { draft, change } = useSettingsForm()
  const viewer = draft.servers.length > 0 && draft.servers.every(({ role }) => role === 'viewer')
  const choose = (role: 'auto' | 'viewer') => change({ servers: draft.servers.map((server) => ({ ...server, role })) })
  return (
    <FieldGroup name="servers.role" label="What this computer does">
      <label className="choice">
        <input type="radio" name="role" checked={!viewer} onChange={() => choose('auto')} />
        <span>
          Keep the record <small>unless another Seatlog with the same data folder does.</small>
        </span>
      </label>
      <label className="choice">
        <input type="radio" name="role" checked={viewer} onChange={() => choose('viewer')} />
        <span>
          Show only what another Seatlog records{' '}
          <small>Choose its data folder below; the license servers are never asked from here.</small>
        </span>
      </label>
    </FieldGroup>
  )
}
