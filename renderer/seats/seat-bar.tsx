import { memo } from 'react'
import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { formats } from '../formats.ts'
import { seatsSentence } from './seat-words.ts'

/** Held, idle reserved, blocked (by a package) and free seats as lengths; over-use beyond a mark. Nothing where there is no count to fill. */
export const SeatBar = memo(function SeatBar({ feature }: { feature: FeatureSeats }) {
  const { issued, used, known, held, reserved, over, free, ownFree } = feature
  if (issued === null || used === null || feature.noLimit) return null
  const sentence = seatsSentence(feature, Date.now() / 1000, formats)
  if (!known) return <span className="bar bar-unknown" role="img" aria-label={sentence} title={sentence} />
  const whole = Math.max(issued, used, 1)
  const share = (seats: number) => `${(100 * Math.min(seats, whole)) / whole}%`
  const tone = over > 0 ? 'bar-over' : feature.free === 0 ? 'bar-full' : ''
  return (
    <span className={`bar ${tone}`} role="img" aria-label={sentence} title={sentence}>
      {held > 0 && <span className="bar-held" style={{ width: share(held) }} />}
      {reserved > 0 && <span className="bar-reserved" style={{ width: share(reserved) }} />}
      {ownFree !== null && free !== null && <span className="bar-blocked" style={{ width: share(ownFree - free) }} />}
      {over > 0 && <span className="bar-limit" style={{ left: share(issued) }} />}
    </span>
  )
})
