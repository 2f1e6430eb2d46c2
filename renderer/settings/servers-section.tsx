import { LockNote, useLocked } from './field.tsx'
import { ServerCard } from './server-card.tsx'
import { withServer } from './server-draft.ts'
import { useSettingsForm } from './use-form.ts'

/** The license servers, in the order the window shows them. */
export function ServersSection() {
  const { draft, change } = useSettingsForm()
  const locked = useLocked('servers')
  return (
    <>
      <ServersIntro />
      {locked && <LockNote />}
      {draft.servers.length === 0 && <p>No license server is set up.</p>}
      <ul className="server-cards">
        {draft.servers.map((server) => (
          <ServerCard key={server.id} server={server} />
        ))}
      </ul>
      {!locked && (
        <p className="actions">
          <button type="button" onClick={() => change({ servers: withServer(draft.servers) })}>
            Add a server
          </button>
        </p>
      )}
    </>
  )
}

/** What a tag and an address are. */
export function ServersIntro() {
  return (
    <p className="muted">
      A tag is a short name that goes into every record. An address is <code>port@host</code>,{' '}
      <code>port@h1,port@h2,port@h3</code> for a redundant triad, or the full path of a license file.
    </p>
  )
}
