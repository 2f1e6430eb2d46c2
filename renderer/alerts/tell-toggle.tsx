import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { canWait } from './alert-words.ts'

const RULES = 'Rules of the options file may apply.'

/** Whether the next free seat of a feature is told, once; nothing where it cannot be waited for. */
export function TellToggle({
  feature,
  withServer = false,
  brief = false,
}: {
  feature: FeatureSeats
  /** Where several servers are meant at once. */
  withServer?: boolean
  /** Beside other things: the bell says it. */
  brief?: boolean
}) {
  const model = useModel()
  const wanted = useWindow((state) => state.alerts?.tellWhenFree.includes(feature.key) ?? false)
  if (!wanted && !canWait(feature)) return null
  const label = `Tell me when a seat is free${withServer ? ` on ${feature.tag}` : ''}`
  const title = [brief ? label : null, wanted ? null : RULES].filter((part) => part !== null).join('. ')
  return (
    <span className="tell">
      <button
        type="button"
        className="quiet"
        aria-pressed={wanted}
        aria-label={label}
        title={title}
        onClick={() => void model.tellWhenFree(feature.key, !wanted)}
      >
        <Icon name="bell" />
        {brief ? withServer && feature.tag : label}
      </button>
      {wanted && <small> Once, by a notification. {RULES}</small>}
    </span>
  )
}
