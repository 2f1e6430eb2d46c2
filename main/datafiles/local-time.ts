/** Times as they stand in data files: local to the license server, without zone (DESIGN section 4). */

const formatters = new Map<string, Intl.DateTimeFormat>()

/** `YYYY-MM-DD HH:MM:SS` of a moment (epoch seconds) in an IANA zone. Throws a RangeError for a zone that is none. */
export function localStamp(epochSeconds: number, zone: string): string {
  const parts = new Map(
    formatter(zone)
      .formatToParts(epochSeconds * 1000)
      .map(({ type, value }) => [type, value]),
  )
  const [year = '', month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(
    (part) => parts.get(part as Intl.DateTimeFormatPartTypes),
  )
  return `${year.padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}`
}

/** `YYYY-MM-DD` of a moment (epoch seconds) in an IANA zone. */
export const localDay = (epochSeconds: number, zone: string): string => localStamp(epochSeconds, zone).slice(0, 10)

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
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
  formatters.set(zone, made)
  return made
}
