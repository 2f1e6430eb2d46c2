import { useId } from 'react'
import { formats } from '../formats.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { missingText, progressText, readingText, skippedText } from './index-words.ts'

/** What has to be known about the history itself: that it is being read, cannot be used, or lacks something. */
export function IndexStatus() {
  const model = useModel()
  const status = useWindow((state) => state.history)
  const id = useId()
  if (status === null) return null
  const { progress, problem, skipped, missing } = status
  const reading = readingText(status)
  const unread = skippedText(skipped, formats)
  const gone = missingText(missing, formats)
  if (reading === null && problem === null && unread === null && gone === null) return null

  async function ask(channel: 'history.cancel' | 'history.rebuild'): Promise<void> {
    const answer = await (channel === 'history.cancel'
      ? model.ask(channel, null)
      : model.ask(channel, { anyway: missing.length > 0 }))
    model.report(answer.ok ? null : answer.message)
  }

  return (
    <section className="index-status" aria-label="State of the history">
      {problem !== null && (
        <p className="problem error">
          <Icon name="error" />
          {problem}
        </p>
      )}
      {reading !== null && progress !== null && (
        <div className="reading">
          <p className="problem" id={id}>
            <Icon name="info" />
            {reading}
          </p>
          <progress aria-labelledby={id} value={progress.bytes} max={Math.max(1, progress.ofBytes)} />
          <span className="muted">{progressText(progress, formats)}</span>
          {status.state === 'rebuilding' && (
            <button type="button" className="quiet" onClick={() => void ask('history.cancel')}>
              Cancel
            </button>
          )}
        </div>
      )}
      {unread !== null && <Told sentence={unread} items={skipped.told} of={skipped.lines} />}
      {gone !== null && <Told sentence={gone} items={missing} of={missing.length} />}
      {status.state !== 'rebuilding' && (problem !== null || unread !== null || gone !== null) && (
        <button type="button" className="quiet" onClick={() => void ask('history.rebuild')}>
          {missing.length > 0 ? 'Build the history again without these files' : 'Build the history again'}
        </button>
      )}
    </section>
  )
}

/** The first few of what is missing stand behind the sentence. */
const SHOWN = 20

function Told({ sentence, items, of }: { sentence: string; items: readonly string[]; of: number }) {
  const shown = items.slice(0, SHOWN)
  return (
    <details>
      <summary>
        <span className="problem warning">
          <Icon name="warning" />
          {sentence}
        </span>
      </summary>
      <ul className="mono">
        {shown.map((item) => (
          <li key={item}>{item}</li>
        ))}
        {of > shown.length && <li className="muted">and {formats.count(of - shown.length)} more</li>}
      </ul>
    </details>
  )
}
