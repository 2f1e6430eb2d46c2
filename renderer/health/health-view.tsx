import type { HealthView as Told } from '../../preload/contract/health.ts'
import type { HistoryStatus } from '../../preload/contract/history.ts'
import { formats } from '../formats.ts'
import { IndexStatus } from '../history/index-status.tsx'
import { useArrival } from '../history/use-arrival.ts'
import { Icon } from '../icons.tsx'
import { useWindow } from '../model.ts'
import { sizeText } from '../settings/words.ts'
import { spanText } from '../wording.ts'
import { DataHealth } from './data-health.tsx'
import { type Fact, Facts } from './facts.tsx'
import { healthFindings, indexFacts } from './health-words.ts'
import { ServerHealthPanel } from './server-health.tsx'
import { useHealth } from './use-health.ts'

/** How Seatlog itself is doing; `tag`: the server that was gone to. */
export function HealthView({ tag, onRaw }: { tag: string | null; onRaw: (tag: string) => void }) {
  const { view, failure } = useHealth()
  const history = useWindow((state) => state.history)
  const place = useArrival<HTMLDivElement>('health')
  return (
    <div ref={place} className="history-place" tabIndex={-1}>
      <section className="history health" aria-label="Health">
        <div className="history-bar">
          <h2>Health</h2>
        </div>
        {failure !== null && (
          <p className="problem error" role="alert">
            <Icon name="error" />
            <span>
              {failure}
              {view !== null && ' What stands below is what was told last.'}
            </span>
          </p>
        )}
        {view === null && failure === null && <p className="muted">Asking Seatlog how it is doing …</p>}
        {view !== null && (
          <>
            <Findings health={view} history={history} />
            {view.servers.map((server) => (
              <ServerHealthPanel key={server.tag} server={server} meant={server.tag === tag} onRaw={onRaw} />
            ))}
            <div className="panels">
              <DataHealth health={view} />
              <div>
                {history !== null && <IndexHealth history={history} />}
                <About health={view} />
              </div>
            </div>
          </>
        )}
      </section>
    </div>
  )
}

function Findings({ health, history }: { health: Told; history: HistoryStatus | null }) {
  const noticed = useWindow((state) => state.info?.notices.some(({ kind }) => kind !== 'info') ?? false)
  const findings = healthFindings(health, history, formats)
  // What is noticed stands above, in every view.
  if (findings.length === 0 && noticed) return null
  if (findings.length === 0) {
    return (
      <p className="findings problem well">
        <Icon name="up" />
        All is well, as far as is known here.
      </p>
    )
  }
  return (
    <ul className="findings" aria-label="To look after">
      {findings.map(({ kind, text }) => (
        <li key={text} className={`problem ${kind}`}>
          <Icon name={kind} />
          {text}
        </li>
      ))}
    </ul>
  )
}

function IndexHealth({ history }: { history: HistoryStatus }) {
  return (
    <section className="panel" aria-labelledby="health-index">
      <h3 id="health-index">History</h3>
      <IndexStatus />
      <Facts facts={indexFacts(history, Date.now() / 1000, formats)} />
    </section>
  )
}

function About({ health }: { health: Told }) {
  const settingsFile = useWindow((state) => state.info?.settingsFile)
  const now = Date.now() / 1000
  const facts: readonly Fact[] = [
    ['Version', health.version],
    [
      'Runs on',
      [`Node ${health.node}`, health.electron && `Electron ${health.electron}`, health.system]
        .filter(Boolean)
        .join(', '),
    ],
    ['Running since', `${formats.moment(health.startedAt, now)} (${spanText(now - health.startedAt, formats)})`],
    ['Memory', sizeText(health.memoryBytes, formats)],
    ['Log file', ...(health.logFile === null ? (['none is written'] as const) : ([health.logFile, 'mono'] as const))],
    ...(settingsFile === undefined ? [] : [['Settings file', settingsFile, 'mono'] as const]),
  ]
  return (
    <section className="panel" aria-labelledby="health-about">
      <h3 id="health-about">Seatlog</h3>
      <Facts facts={facts} />
    </section>
  )
}
