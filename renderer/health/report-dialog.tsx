import { TextDialog } from '../dialogs/text-dialog.tsx'
import { useAskedOnce } from '../dialogs/use-asked-once.ts'

/** The lines of a server that were not understood, fit to be sent away; shown, because the sender answers for it. */
export function ReportDialog({ tag, onClose }: { tag: string; onClose: () => void }) {
  const answer = useAskedOnce('health.report', tag)
  return (
    <TextDialog
      title={`Lines of ${tag} that were not understood`}
      label="Report"
      intro={
        answer === null ? (
          <p>Fetching the lines …</p>
        ) : answer.ok ? (
          <p className="muted">
            Names of users and hosts are replaced. Look the text through, then copy it into a report to the developers
            of Seatlog.
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
