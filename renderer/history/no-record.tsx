import { useWindow } from '../model.ts'

/** Instead of a view of history, as long as there is no record: why, and what will appear when. */
export function NoRecord({ title, text }: { title: string; text: string }) {
  const status = useWindow((state) => state.history)
  const folder = useWindow((state) => state.info?.dataFolder)
  if (status === null) return <Told title="Asking for the record …" />
  if (status.record === null && (status.state === 'rebuilding' || status.state === 'reading')) {
    return <Told title="The record is being read" text="What it says appears here as soon as that is done." />
  }
  // The line above says why.
  if (status.state === 'off' || status.problem !== null) return <Told title="History cannot be shown now" />
  if (folder === null) {
    return (
      <Told title="Nothing is recorded" text="Set a data folder in the settings, and Seatlog keeps a record there." />
    )
  }
  return <Told title={title} text={text} />
}

function Told({ title, text }: { title: string; text?: string | undefined }) {
  return (
    <div className="empty" role="status">
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
    </div>
  )
}
