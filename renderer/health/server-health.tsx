import { useEffect, useId, useRef, useState } from 'react'
import type { PollHealth, ServerHealth } from '../../preload/contract/health.ts'
import { formats } from '../formats.ts'
import { roleSentence } from '../header/server-words.ts'
import { NotKnown } from '../history/data-table-row.tsx'
import { Icon } from '../icons.tsx'
import { PollPicture } from './poll-picture.tsx'
import { pollsSentence, tookText, unrecognizedSentence } from './poll-words.ts'
import { ReportDialog } from './report-dialog.tsx'

/** Polls that stand there at once; the others are a click away. */
const SHOWN = 5

/** How the polls of one server went. `meant`: it is the one that was gone to. */
export function ServerHealthPanel({
  server,
  meant,
  onRaw,
}: {
  server: ServerHealth
  meant: boolean
  onRaw: (tag: string) => void
}) {
  const { tag, polls, unrecognized } = server
  const [reporting, setReporting] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()

  useEffect(() => {
    if (!meant) return
    heading.current?.closest('section')?.scrollIntoView()
    heading.current?.focus({ preventScroll: true })
  }, [meant])

  return (
    <section className="panel server-health" aria-labelledby={id}>
      <div className="summary">
        <h3 id={id} ref={heading} tabIndex={-1}>
          {tag}
        </h3>
        <p className="muted">{roleSentence(server)}</p>
        {server.role !== 'viewer' && (
          <>
            {polls.length > 0 && <PollPicture polls={polls} />}
            <p>{pollsSentence(polls, formats)}</p>
          </>
        )}
        {unrecognized > 0 && (
          <p className="problem warning">
            <Icon name="warning" />
            {unrecognizedSentence(unrecognized, formats)}
            {server.role === 'viewer' && ' They can be reported from where it is polled.'}
          </p>
        )}
        {unrecognized === 0 && polls[0]?.complete === true && <p className="muted">All its lines were understood.</p>}
        <p className="actions">
          {unrecognized > 0 && server.role !== 'viewer' && (
            <button type="button" onClick={() => setReporting(true)}>
              Copy report …
            </button>
          )}
          {server.role !== 'viewer' && polls.length > 0 && (
            <button type="button" className="quiet" onClick={() => onRaw(tag)}>
              Text of the last poll
            </button>
          )}
        </p>
      </div>
      {polls.length > 0 && <Polls tag={tag} polls={polls} />}
      {reporting && <ReportDialog tag={tag} onClose={() => setReporting(false)} />}
    </section>
  )
}

function Polls({ tag, polls }: { tag: string; polls: readonly PollHealth[] }) {
  const [all, setAll] = useState(false)
  const now = Date.now() / 1000
  const rest = polls.length - SHOWN
  return (
    <div className="polls">
      <table aria-label={`Polls of ${tag}`}>
        <thead>
          <tr>
            <th scope="col">Polled at</th>
            <th scope="col" className="number">
              Took
            </th>
            <th scope="col">Answer</th>
            <th scope="col" className="number less">
              Features
            </th>
            <th scope="col" className="number less">
              Checkouts
            </th>
          </tr>
        </thead>
        <tbody>
          {polls.slice(0, all ? polls.length : SHOWN).map((poll) => (
            <tr key={`${poll.at} ${poll.milliseconds}`}>
              <td>
                {formats.day(poll.at) === formats.day(now) ? formats.clock(poll.at) : formats.moment(poll.at, now)}
              </td>
              <td className="number">{tookText(poll.milliseconds, formats)}</td>
              <td className={poll.complete ? 'state-up' : 'state-down'}>
                <Icon name={poll.complete ? 'up' : 'down'} />
                {poll.complete ? 'complete' : (poll.problem ?? 'not complete')}
              </td>
              <td className="number less">{figure(poll, poll.features)}</td>
              <td className="number less">{figure(poll, poll.checkouts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Only the last ${SHOWN}` : `${formats.count(rest)} earlier ones`}
          <span className="unseen"> of {tag}</span>
        </button>
      )}
    </div>
  )
}

/** A poll that failed saw nothing: that is no zero. */
const figure = ({ complete }: PollHealth, count: number) =>
  !complete && count === 0 ? <NotKnown /> : formats.count(count)
