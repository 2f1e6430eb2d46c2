import { useState } from 'react'
import type { Result } from '../../preload/contract/result.ts'
import type { LogTried } from '../../preload/contract/settings.ts'
import { Icon } from '../icons.tsx'
import { useModel } from '../model.ts'
import { linesOf } from './typed.ts'

interface Tried {
  readonly path: string
  readonly answer: Result<LogTried>
}

/** Reads the debug logs once: the files their paths stand for now, and the first events, or why there are none. */
export function LogTry({ paths }: { paths: string }) {
  const model = useModel()
  const wanted = linesOf(paths)
  const [tried, setTried] = useState<{ readonly paths: string; readonly logs: readonly Tried[] | null }>()
  const logs = tried?.paths === paths ? tried.logs : undefined

  async function tryOut(): Promise<void> {
    setTried({ paths, logs: null })
    const answers = await Promise.all(
      wanted.map(async (path) => ({ path, answer: await model.ask('setup.log', { path }) })),
    )
    setTried((now) => (now?.paths === paths ? { paths, logs: answers } : now))
  }

  if (wanted.length === 0) return null
  return (
    <div className="log-try">
      <button type="button" onClick={() => void tryOut()} disabled={logs === null}>
        {logs === null ? 'Reading …' : wanted.length === 1 ? 'Try the log' : 'Try the logs'}
      </button>
      <div role="status">
        {logs?.map(({ path, answer }) => (
          <LogAnswer key={path} path={path} answer={answer} />
        ))}
      </div>
    </div>
  )
}

function LogAnswer({ path, answer }: { path: string; answer: Result<LogTried> }) {
  const problem = answer.ok ? answer.value.problem : answer.message
  const { files, events } = answer.ok ? answer.value : { files: [], events: [] }
  return (
    <>
      {problem !== null && (
        <p className="tried">
          <span className="state-down">
            <Icon name="error" />
          </span>{' '}
          {!problem.includes(path) && (
            <>
              <span className="mono">{path}</span>:{' '}
            </>
          )}
          {problem}
        </p>
      )}
      {problem === null && files.length > 0 && (
        <p className="tried">
          <span className="state-up">
            <Icon name="up" />
          </span>{' '}
          <span className="mono">{files.join(', ')}</span>
          {events.length === 0 ? ' holds no event yet.' : ' begins with:'}
        </p>
      )}
      {events.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
        <section className="plain-table" tabIndex={0} aria-label={`First events of ${path}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Event</th>
                <th scope="col">Says</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file, in its order
                <tr key={index}>
                  <td>{event.time}</td>
                  <td>{event.type}</td>
                  <td className="mono">{event.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}
