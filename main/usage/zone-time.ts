import { localText } from '../../preload/contract/local-text.ts'

/** Local times of a zone, as lmstat and debug logs print them, and epoch seconds. */

const DAY = 86_400

/** Seconds east of Greenwich by the day (counted from 1970) at whose UTC midnight they hold, zone by zone. */
const midnightOffsets = new Map<string, Map<number, number>>()

/**
 * The epoch second of a local time `YYYY-MM-DDTHH:MM:SS`; null where the text is none. A time that a clock change brings
 * twice is the later one, unless that is after `latest` (the last moment it can have been); one that a clock change
 * leaves out is read by the clock before the change, so that 02:30 becomes 03:30.
 */
export function epochOf(local: string, zone: string, latest = Number.POSITIVE_INFINITY): number | null {
  const text = Date.parse(`${local}Z`) / 1000
  if (Number.isNaN(text)) return null
  const day = Math.floor(text / DAY)
  // Local and UTC days differ by less than one, and no zone changes its clock twice within days.
  const before = text - midnightOffset(zone, day - 1)
  const after = text - midnightOffset(zone, day + 2)
  if (before === after) return before
  const [early, late] = before < after ? [before, after] : [after, before]
  const fits = (epoch: number): boolean => epoch + offsetAt(epoch, zone) === text
  if (fits(late) && (late <= latest || !fits(early))) return late
  return fits(early) ? early : before
}

/** Seconds east of Greenwich of a zone at an epoch second. */
export const offsetAt = (epoch: number, zone: string): number =>
  Date.parse(`${localText(epoch, zone)}Z`) / 1000 - Math.floor(epoch)

/** Thousands of rows share few days, and Intl is slow. */
function midnightOffset(zone: string, day: number): number {
  const offsets = midnightOffsets.get(zone) ?? new Map<number, number>()
  midnightOffsets.set(zone, offsets)
  const known = offsets.get(day)
  if (known !== undefined) return known
  if (offsets.size >= 1000) offsets.clear()
  const offset = offsetAt(day * DAY, zone)
  offsets.set(day, offset)
  return offset
}
