import { useWindow } from '../model.ts'
import { isNew } from './seen.ts'
import { useSeen } from './use-seen.ts'

/** More than this is only "many". */
const MOST = 99

/** How many alerts nobody has looked at, beside the name of their view. */
export function NewAlerts() {
  const alerts = useWindow((state) => state.alerts?.alerts)
  const seen = useSeen()
  const count = alerts?.filter((alert) => isNew(alert, seen)).length ?? 0
  if (count === 0) return null
  return (
    <>
      <span className="new-count" aria-hidden="true">
        {count > MOST ? `${MOST}+` : count}
      </span>
      <span className="unseen">{count} new</span>
    </>
  )
}
