import type { ServerSeats } from '../../preload/contract/seats.ts'
import { formats } from '../formats.ts'
import { goTo } from '../history/use-address.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { counted } from '../wording.ts'
import { clockSentence, daemonState, pollSentence, roleSentence } from './server-words.ts'

/** What is known of one server, over the window: problem, members, vendor daemons, who polls and when. */
export function ServerPanel({
  id,
  server,
  now,
  onRaw,
}: {
  id: string
  server: ServerSeats
  now: number
  onRaw: (tag: string) => void
}) {
  const model = useModel()
  const busy = useWindow((state) => state.polling.has(server.tag))
  const clock = clockSentence(server, formats)
  return (
    <section id={id} popover="auto" className="server-panel" aria-label={`Server ${server.tag}`}>
      <h2>{server.tag}</h2>
      <p className="mono">{server.address === '' ? 'lmutil’s own search' : server.address}</p>
      {server.problem !== null && (
        <p>
          {server.problem.message} <span className="muted">Since {formats.moment(server.problem.since, now)}.</span>
        </p>
      )}
      <ul className="members">
        {server.hosts.map((host) => (
          <Member key={`host ${host.host}`} state={host.state} name={host.host} error={host.error}>
            {['license server', host.master ? 'master' : null, host.version].filter(Boolean).join(', ')}
          </Member>
        ))}
        {server.daemons.map((daemon) => {
          const state = daemonState(daemon, server)
          const last =
            daemon.completeAt === null
              ? 'never answered completely'
              : `known at ${formats.moment(daemon.completeAt, now)}`
          return (
            <Member key={`daemon ${daemon.name}`} state={state} name={daemon.name} error={daemon.error}>
              {['vendor daemon', daemon.version, state === 'up' ? null : last].filter(Boolean).join(', ')}
            </Member>
          )
        })}
      </ul>
      {clock !== null && (
        <p>
          {clock}{' '}
          <span className="muted">
            Until then a new checkout begins, in the record, with the poll that showed it first; times from debug logs
            are off by as much.
          </span>
        </p>
      )}
      <p className="muted">
        {roleSentence(server)} {server.role !== 'viewer' && pollSentence(server, formats)}
      </p>
      {server.unrecognized > 0 && (
        <p className="muted">
          {counted(server.unrecognized, 'line', 'lines', formats)} of the answer could not be placed.
        </p>
      )}
      <p className="actions">
        {server.role !== 'viewer' && (
          <button type="button" onClick={() => void model.poll(server.tag)} disabled={busy}>
            {busy ? 'Polling …' : 'Poll now'}
          </button>
        )}
        <button
          type="button"
          onClick={(event) => {
            // Before the dialog opens, so that it gives the focus back to what opened the panel.
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
            onRaw(server.tag)
          }}
        >
          Text of lmstat
        </button>
        <button
          type="button"
          popoverTarget={id}
          popoverTargetAction="hide"
          onClick={() => goTo({ view: 'health', tag: server.tag })}
        >
          Health
        </button>
      </p>
    </section>
  )
}

function Member({
  state,
  name,
  error,
  children,
}: {
  state: 'up' | 'down' | 'unknown'
  name: string
  error: string | null
  children: string
}) {
  return (
    <li className={`state-${state}`}>
      <Icon name={state} />
      <span>
        <span className="mono">{name}</span> {state} <span className="muted">{children}</span>
        {error !== null && <span className="said">{error}</span>}
      </span>
    </li>
  )
}
