import { formats } from '../formats.ts'
import { TextDialog } from './text-dialog.tsx'
import { useAskedOnce } from './use-asked-once.ts'

/** What lmutil printed in the last poll of a server, as it stood. */
export function RawDialog({ tag, onClose }: { tag: string; onClose: () => void }) {
  const answer = useAskedOnce('servers.raw', tag)
  return (
    <TextDialog
      title={`What lmstat said of ${tag}`}
      label="Text of lmstat"
      intro={
        answer === null ? (
          <p>Fetching the text …</p>
        ) : answer.ok ? (
          <p className="muted">
            <span className="mono">{answer.value.command}</span> at {formats.moment(answer.value.at, Date.now() / 1000)}
          </p>
        ) : (
          <p role="alert">{answer.message}</p>
        )
      }
      text={answer?.ok === true ? answer.value.text : null}
      onClose={onClose}
    />
  )
}
