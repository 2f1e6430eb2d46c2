import { useId } from 'react'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import { useNow } from '../clock.ts'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { ServerPanel } from './server-panel.tsx'
import { freshness, isPaused, shownState } from './server-words.ts'

/** Every server with its state and the age of what it told; a click tells more. */
export function ServerStrip({ onRaw }: { onRaw: (tag: string) => void }) {
  const model = useModel()
  const servers = useWindow((state) => state.servers)
  const busy = useWindow((state) => state.polling.has('*'))
  if (servers === null || servers.length === 0) return null
  const paused = isPaused(servers)
  return (
    <div className="server-strip">
      <ul aria-label="License servers">
        {servers.map((server) => (
          <li key={server.tag}>
            <ServerButton server={server} onRaw={onRaw} />
          </li>
        ))}
      </ul>
      {servers.some(({ role }) => role !== 'viewer') && (
        <div className="actions">
          <button type="button" className="quiet" onClick={() => void model.poll(null)} disabled={busy}>
            {busy ? 'Polling …' : 'Poll now'}
          </button>
          <button type="button" className="quiet" onClick={() => void model.pause(!paused)}>
            {paused ? 'Resume' : 'Pause'}
          </button>
        </div>
      )}
    </div>
  )
}

function ServerButton({ server, onRaw }: { server: ServerSeats; onRaw: (tag: string) => void }) {
  const panel = useId()
  const ahead = useWindow((state) => state.clockAhead)
  const now = useNow() + ahead
  const shown = shownState(server)
  return (
    <>
      <button type="button" className={`server state-${shown}`} popoverTarget={panel}>
        <Icon name={shown} />
        <span className="tag">{server.tag}</span>
        <span className="state">{shown}</span>
        <span className="fresh">
          {freshness(server, now, formats)}
          {server.role === 'viewer' && server.loggedBy !== null && `, logged by ${server.loggedBy}`}
          {server.role === 'window' && ', not recorded'}
          {server.paused && shown !== 'paused' && ', paused'}
        </span>
      </button>
      <ServerPanel id={panel} server={server} now={now} onRaw={onRaw} />
    </>
  )
}
