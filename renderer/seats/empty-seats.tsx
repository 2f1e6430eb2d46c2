import { useModel, useWindow } from '../model.ts'
import { listed } from '../wording.ts'

/** Instead of the table: why there is nothing to show, and what can be done about it. */
export function EmptySeats({
  text,
  searching,
  none,
  onSetup,
  onLookUp,
  onClear,
}: {
  text: string
  searching: boolean
  /** There is no feature at all, whatever is searched. */
  none: boolean
  onSetup: () => void
  onLookUp: (text: string) => void
  onClear: () => void
}) {
  const model = useModel()
  const servers = useWindow((state) => state.servers)
  const failure = useWindow((state) => state.failure)
  const lost = useWindow((state) => state.lost)

  if (servers === null) {
    if (lost !== null) return <Empty title="The seats cannot be shown" text={lost} />
    return failure === null ? (
      <Empty title="Asking for the seats …" />
    ) : (
      <Empty title="The seats cannot be shown" text={failure}>
        <button type="button" onClick={() => void model.reload()}>
          Try again
        </button>
      </Empty>
    )
  }
  if (none) {
    const silent = servers.filter((server) => server.answeredAt === null).map(({ tag }) => tag)
    return silent.length > 0 ? (
      <Empty
        title="Nothing is known yet"
        text={`${listed(silent)} ${silent.length === 1 ? 'has' : 'have'} not answered so far. This does not mean that no seat is in use.`}
      >
        <button type="button" onClick={onSetup}>
          Check the settings
        </button>
      </Empty>
    ) : (
      <Empty title="No features" text={`${listed(servers.map(({ tag }) => tag))} answered and serves no feature.`} />
    )
  }
  if (searching) return <Empty title="Searching people and hosts …" />
  return (
    <Empty
      title={text === '' ? 'No feature is in this state now' : `Nothing here matches “${text}”`}
      text={
        text === ''
          ? undefined
          : 'Products, feature codes, servers, and the people and hosts that hold or wait were searched.'
      }
    >
      <button type="button" onClick={onClear}>
        Show all features
      </button>
      {text !== '' && (
        <button type="button" onClick={() => onLookUp(text)}>
          Look it up in the feature codes
        </button>
      )}
    </Empty>
  )
}

function Empty({ title, text, children }: { title: string; text?: string | undefined; children?: React.ReactNode }) {
  return (
    <div className="empty" role="status">
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children !== undefined && <p className="actions">{children}</p>}
    </div>
  )
}
