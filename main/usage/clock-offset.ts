import type { ClockOffset } from '../../preload/contract/seats.ts'
import type { TrackerState } from './tracker-state.ts'
import { offsetAt } from './zone-time.ts'

/** Offsets from Greenwich that zones have beside whole hours, in hours: a clock wrong by 15 min is no wrong zone. */
const PARTED_HOURS = [-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, 13.75]
const FIRST_HOUR = -12
const LAST_HOUR = 14

/**
 * What the new rows of polls told of a tag's clock (DESIGN 4.3): of the first daemon whose times are off; null while none
 * is. Pure; `fitting` is the zone at its last complete answer.
 */
export function clockOffset({ daemons }: TrackerState): ClockOffset | null {
  const found = daemons.find(({ clock }) => clock.offset !== 0)
  if (found === undefined) return null
  const { name, zone, completeAt } = found
  const { offset } = found.clock
  const east = offsetAt(completeAt, zone) + offset
  return { daemon: name, offset, zone, fitting: isZone(east / 3600) ? east : null }
}

const isZone = (hours: number): boolean =>
  Number.isInteger(hours) ? hours >= FIRST_HOUR && hours <= LAST_HOUR : PARTED_HOURS.includes(hours)
