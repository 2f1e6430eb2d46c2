import { createFormats, type Formats } from '../formats.ts'
import { localStamp } from './zone-time.ts'

const known = new Map<string, Formats>()

/** The user's own formats, days and times as in an IANA zone. */
export function formatsIn(zone: string): Formats {
  const found = known.get(zone) ?? createFormats(undefined, zone)
  known.set(zone, found)
  return found
}

/** `12 Oct, 07:31` of epoch seconds in an IANA zone; the year only where it is not that of `now`. */
export const momentIn = (at: number, zone: string, now = Date.now() / 1000): string =>
  formatsIn(zone).localTime(localStamp(at, zone), now)

/** `12 Oct 2026` of epoch seconds in an IANA zone. */
export const dayIn = (at: number, zone: string): string => formatsIn(zone).date(localStamp(at, zone).slice(0, 10))
