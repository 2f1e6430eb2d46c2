import type { ReactNode } from 'react'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { clockSentence, isPaused } from './server-words.ts'

interface Line {
  readonly id: string
  readonly kind: 'error' | 'warning' | 'info'
  readonly text: string
  readonly action?: ReactNode
}

/** More lines than these wait behind a click, so that the seats stay in sight. */
const SHOWN = 2

/** Everything that is wrong, a sentence each: the connection, the pause, the last action, notices, servers, then their clocks. */
export function Problems({ onRaw }: { onRaw: (tag: string) => void }) {
  const model = useModel()
  const lost = useWindow((state) => state.lost)
  const message = useWindow((state) => state.message)
  const notices = useWindow((state) => state.info?.notices)
  const servers = useWindow((state) => state.servers)
  const pausedUntil = useWindow((state) => state.info?.pausedUntil ?? null)

  const resume = (
    <button type="button" className="link" onClick={() => void model.pause(false)}>
      Resume
    </button>
  )
  const paused = {
    id: 'paused',
    kind: 'warning',
    text: `Paused${pausedUntil === null ? '' : ` until ${formats.clock(pausedUntil)}`}: nothing is polled or recorded.`,
    action: resume,
  } as const
  const lines: Line[] = []
  if (message !== null && lost === null) {
    const dismiss = (
      <button type="button" className="quiet icon-only" aria-label="Dismiss" onClick={() => model.report(null)}>
        <Icon name="close" />
      </button>
    )
    lines.push({ id: 'action', kind: 'error', text: message, action: dismiss })
  }
  for (const notice of notices ?? []) lines.push({ id: `notice ${notice.id}`, kind: notice.kind, text: notice.message })
  for (const { tag, state, problem } of servers ?? []) {
    if (problem === null) continue
    const raw = (
      <button type="button" className="link" onClick={() => onRaw(tag)}>
        Text of lmstat
      </button>
    )
    const text = `${tag}: ${problem.message}`
    lines.push({ id: `server ${tag}`, kind: state === 'down' ? 'error' : 'warning', text, action: raw })
  }
  for (const server of servers ?? []) {
    const text = clockSentence(server, formats)
    if (text !== null) lines.push({ id: `clock ${server.tag}`, kind: 'info', text })
  }

  const first = lines.slice(0, SHOWN)
  const more = lines.slice(SHOWN)
  return (
    <div className="problems" role="status">
      {lost !== null && servers !== null && (
        <ProblemLine line={{ id: 'lost', kind: 'warning', text: `${lost} The figures below are the last it told.` }} />
      )}
      {isPaused(servers ?? []) && <ProblemLine line={paused} />}
      {first.map((line) => (
        <ProblemLine key={line.id} line={line} />
      ))}
      {more.length > 0 && (
        <details>
          <summary>{more.length} more</summary>
          {more.map((line) => (
            <ProblemLine key={line.id} line={line} />
          ))}
        </details>
      )}
    </div>
  )
}

function ProblemLine({ line }: { line: Line }) {
  return (
    <p className={`problem ${line.kind}`}>
      <Icon name={line.kind} />
      <span>{line.text}</span>
      {line.action}
    </p>
  )
}
