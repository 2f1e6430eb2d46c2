import { useState } from 'react'
import { type DraftServer, othersOf } from './server-draft.ts'
import { ServerMore } from './server-more.tsx'

/** The rest of a server behind a click; stands open while something in it is wrong. */
export function ServerDetails({
  server,
  wrong,
  onChange,
}: {
  server: DraftServer
  wrong: boolean
  onChange: (part: Partial<DraftServer>) => void
}) {
  const [open, setOpen] = useState(false)
  const others = othersOf(server)
  return (
    <details
      open={open || wrong}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
        if (wrong) event.currentTarget.open = true
      }}
    >
      <summary>
        Role, time zone, logs and files
        {others.length > 0 && <span className="muted"> · {others.join(' · ')}</span>}
      </summary>
      {(open || wrong) && <ServerMore server={server} onChange={onChange} />}
    </details>
  )
}
