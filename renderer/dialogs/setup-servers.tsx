import { useId, useState } from 'react'
import type { TryResult } from '../../preload/contract/api.ts'
import type { Result } from '../../preload/contract/result.ts'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useModel } from '../model.ts'
import { counted, listed } from '../wording.ts'
import { type Draft, type DraftServer, emptyAddressNote, type Field } from './setup-draft.ts'

/** The servers of the set-up form: a tag and an address each, tried out on request. */
export function SetupServers({
  draft,
  wrong,
  onChange,
}: {
  draft: Draft
  wrong: Field | null
  onChange: (part: Partial<Draft>) => void
}) {
  const { servers } = draft
  const replace = (changed: DraftServer) =>
    onChange({ servers: servers.map((server) => (server.id === changed.id ? changed : server)) })
  const add = () => {
    const id = Math.max(-1, ...servers.map((server) => server.id)) + 1
    onChange({ servers: [...servers, { id, tag: '', address: '' }] })
  }
  return (
    <fieldset className="field">
      <legend>License servers</legend>
      <ul className="servers">
        {servers.map((server, index) => (
          <ServerRow
            key={server.id}
            server={server}
            position={index + 1}
            lmutil={draft.lmutil}
            wrong={wrong}
            onChange={replace}
            onRemove={() => onChange({ servers: servers.filter(({ id }) => id !== server.id) })}
          />
        ))}
      </ul>
      <p className="actions">
        <button type="button" onClick={add}>
          Add a server
        </button>
      </p>
      <small>
        An address is <code>port@host</code>, <code>port@h1,port@h2,port@h3</code> for a redundant triad, or the path of
        a license file.
      </small>
    </fieldset>
  )
}

function ServerRow({
  server,
  position,
  lmutil,
  wrong,
  onChange,
  onRemove,
}: {
  server: DraftServer
  position: number
  lmutil: string
  wrong: Field | null
  onChange: (server: DraftServer) => void
  onRemove: () => void
}) {
  const model = useModel()
  const [tried, setTried] = useState<{ readonly address: string; readonly result: Result<TryResult> | null } | null>(
    null,
  )
  const noteId = useId()
  const note = emptyAddressNote(server)
  const result = tried?.address === server.address ? tried.result : undefined

  async function tryOut(): Promise<void> {
    const { address } = server
    setTried({ address, result: null })
    const answer = await model.ask('servers.try', { address: address.trim(), lmutil: lmutil.trim() })
    setTried((now) => (now?.address === address ? { address, result: answer } : now))
  }

  return (
    <li>
      <label className="tag">
        <span className="name">
          Tag (a short name)<span className="unseen"> of server {position}</span>
        </span>
        <input
          className="mono"
          value={server.tag}
          spellCheck={false}
          aria-invalid={wrong === `tag ${server.id}` || undefined}
          onChange={(event) => onChange({ ...server, tag: event.target.value })}
        />
      </label>
      <label className="address">
        <span className="name">
          Address<span className="unseen"> of server {position}</span>
        </span>
        <input
          className="mono"
          placeholder={note === null ? '27000@lic01' : ''}
          value={server.address}
          spellCheck={false}
          aria-invalid={wrong === `address ${server.id}` || undefined}
          aria-describedby={note === null ? undefined : noteId}
          onChange={(event) => onChange({ ...server, address: event.target.value })}
        />
      </label>
      <button type="button" onClick={() => void tryOut()} disabled={result === null}>
        {result === null ? 'Asking …' : 'Try'}
      </button>
      <button type="button" className="quiet icon-only" aria-label={`Remove server ${position}`} onClick={onRemove}>
        <Icon name="close" />
      </button>
      {note !== null && (
        <small id={noteId} className="empty-address">
          {note}
        </small>
      )}
      <p className="tried" role="status">
        {result != null && <Tried result={result} />}
      </p>
    </li>
  )
}

function Tried({ result }: { result: Result<TryResult> }) {
  if (result.ok && result.value.answered) {
    const { features, daemons, used } = result.value
    const of = daemons.length === 0 ? '' : ` of ${listed(daemons)}`
    return (
      <>
        <span className="state-up">
          <Icon name="up" />
        </span>{' '}
        It answered: {counted(features, 'feature', 'features', formats)}
        {of}, {counted(used, 'seat', 'seats', formats)} in use.
      </>
    )
  }
  const message = !result.ok ? result.message : result.value.answered ? '' : result.value.message
  return (
    <>
      <span className="state-down">
        <Icon name="error" />
      </span>{' '}
      {message}
    </>
  )
}
