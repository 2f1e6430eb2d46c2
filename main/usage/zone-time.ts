/** Local times of a zone, as lmstat and debug logs print them, and epoch seconds. */

const DAY = 86_400

interface Zone {
  readonly format: Intl.DateTimeFormat
  /** Seconds east of Greenwich by the day (counted from 1970) at whose UTC midnight they hold. */
  readonly offsets: Map<number, number>
}

const zones = new Map<string, Zone>()

/** `YYYY-MM-DDTHH:MM:SS` of an epoch second in an IANA zone. Throws a RangeError for a zone that is none. */
export function localText(epoch: number, zone: string): string {
  const parts = new Map(
    zoneOf(zone)
      .format.formatToParts(epoch * 1000)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? ''
  const date = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
  return `${date}T${part('hour')}:${part('minute')}:${part('second')}`
}

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
function midnightOffset(name: string, day: number): number {
  const { offsets } = zoneOf(name)
  const known = offsets.get(day)
  if (known !== undefined) return known
  if (offsets.size >= 1000) offsets.clear()
  const offset = offsetAt(day * DAY, name)
  offsets.set(day, offset)
  return offset
}

function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const zone = { format, offsets: new Map<number, number>() }
  zones.set(name, zone)
  return zone
}
