import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { Icon } from '../icons.tsx'
import { useModel, useWindow } from '../model.ts'
import { canWait } from './alert-words.ts'

/** Whether the next free seat of a feature is told, once; nothing where it cannot be waited for. */
export function TellToggle({
  feature,
  withServer = false,
}: {
  feature: FeatureSeats
  /** Where several servers are meant at once. */
  withServer?: boolean
}) {
  const model = useModel()
  const wanted = useWindow((state) => state.alerts?.tellWhenFree.includes(feature.key) ?? false)
  if (!wanted && !canWait(feature)) return null
  return (
    <span className="tell">
      <button
        type="button"
        className="quiet"
        aria-pressed={wanted}
        onClick={() => void model.tellWhenFree(feature.key, !wanted)}
      >
        <Icon name="bell" />
        Tell me when a seat is free{withServer && ` on ${feature.tag}`}
      </button>{' '}
      <small>{wanted && 'Once, by a notification. '}Rules of the options file may apply.</small>
    </span>
  )
}
