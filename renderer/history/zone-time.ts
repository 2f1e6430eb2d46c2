const formats = new Map<string, Intl.DateTimeFormat>()

/** `YYYY-MM-DDTHH:MM` of epoch seconds, in an IANA zone. */
export function localStamp(at: number, zone: string): string {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone })
    formats.set(zone, format)
  }
  return format.format(at * 1000).replace(' ', 'T')
}

/** `YYYY-MM-DD` of epoch seconds, in an IANA zone. */
export const localDay = (at: number, zone: string): string => localStamp(at, zone).slice(0, 10)

/** Epoch seconds of `YYYY-MM-DD` (its midnight) or `YYYY-MM-DDTHH:MM` in an IANA zone; the first of two that read the
 * same, and where clocks are put forward the moment they are. */
export function fromLocal(stamp: string, zone: string): number {
  const wanted = stamp.length === 10 ? `${stamp}T00:00` : stamp
  const asUtc = Date.parse(`${wanted}Z`) / 1000
  const ahead = (at: number) => Date.parse(`${localStamp(at, zone)}Z`) / 1000 - Math.floor(at / 60) * 60
  const fitting = [asUtc - ahead(asUtc - 86_400), asUtc - ahead(asUtc + 86_400)].sort((a, b) => a - b)
  const [earlier = asUtc, later = asUtc] = fitting
  return localStamp(earlier, zone) === wanted ? earlier : later
}

/** The day so many days after another, both `YYYY-MM-DD`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
