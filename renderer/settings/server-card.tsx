import { Icon } from '../icons.tsx'
import { Field, useLocked } from './field.tsx'
import { messageAt } from './field-of.ts'
import { focusBeside } from './focus-beside.ts'
import { ServerDetails } from './server-details.tsx'
import { type DraftServer, moved } from './server-draft.ts'
import { Tried, useTry } from './tried.tsx'
import { useSettingsForm } from './use-form.ts'

/** A server: tag and address, tried out on request, its place in the list, and the rest of it behind a click. */
export function ServerCard({
  server,
  source,
  bare = false,
}: {
  server: DraftServer
  /** Where it was found. */
  source?: string | undefined
  /** Tag and address only. */
  bare?: boolean
}) {
  const { draft, problems, change } = useSettingsForm()
  const { servers } = draft
  const locked = useLocked('servers')
  const name = `servers.${server.id}`
  const position = servers.findIndex(({ id }) => id === server.id)
  const label = server.tag.trim() === '' ? `server ${position + 1}` : server.tag.trim()
  const { result, tryOut } = useTry(server.address, draft.lmutil)
  const wrongAt = (part: string) => messageAt(name + part, problems) !== null
  const empty = server.tag.trim() !== '' && server.address.trim() === ''

  const set = (part: Partial<DraftServer>) =>
    change({ servers: servers.map((one) => (one.id === server.id ? { ...one, ...part } : one)) })

  return (
    <li className="server-card">
      <fieldset>
        <legend className="unseen">Server {label}</legend>
        <div className="server-head">
          <Field name={`${name}.tag`} label="Tag" className="tag">
            {(wired) => (
              <input
                {...wired}
                className="mono"
                value={server.tag}
                placeholder="cad"
                spellCheck={false}
                onChange={(event) => set({ tag: event.target.value })}
              />
            )}
          </Field>
          <Field
            name={`${name}.address`}
            label="Address"
            hint={empty ? 'Empty: lmutil’s own search (LM_LICENSE_FILE).' : undefined}
            className="address"
          >
            {(wired) => (
              <input
                {...wired}
                className="mono"
                placeholder={empty ? '' : '27000@lic01'}
                value={server.address}
                spellCheck={false}
                onChange={(event) => set({ address: event.target.value })}
              />
            )}
          </Field>
          <p className="server-tools">
            <button type="button" onClick={() => void tryOut()} disabled={result === null}>
              {result === null ? 'Asking …' : 'Try'}
            </button>
            {!locked && (
              <>
                {!bare && servers.length > 1 && (
                  <>
                    <Mover label={`Move ${label} up`} icon="ascending" ended={position === 0} by={-1} id={server.id} />
                    <Mover
                      label={`Move ${label} down`}
                      icon="descending"
                      ended={position === servers.length - 1}
                      by={1}
                      id={server.id}
                    />
                  </>
                )}
                <button
                  type="button"
                  className="quiet icon-only remove"
                  aria-label={`Remove ${label}`}
                  onClick={(event) => {
                    focusBeside(event.currentTarget, 'li')
                    change({ servers: servers.filter(({ id }) => id !== server.id) })
                  }}
                >
                  <Icon name="close" />
                </button>
              </>
            )}
          </p>
        </div>
        {source !== undefined && <small>Found in {source}</small>}
        <Tried result={result} />
        {!bare && (
          <ServerDetails
            server={server}
            wrong={wrongAt('') && !wrongAt('.tag') && !wrongAt('.address')}
            onChange={set}
          />
        )}
      </fieldset>
    </li>
  )
}

function Mover(props: {
  label: string
  icon: 'ascending' | 'descending'
  /** It stands at that end already. */
  ended: boolean
  by: -1 | 1
  id: number
}) {
  const { draft, change } = useSettingsForm()
  return (
    <button
      type="button"
      className="quiet icon-only"
      aria-label={props.label}
      aria-disabled={props.ended}
      onClick={() => change({ servers: moved(draft.servers, props.id, props.by) })}
    >
      <Icon name={props.icon} />
    </button>
  )
}
