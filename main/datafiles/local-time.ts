import { localText } from '../../preload/contract/local-text.ts'

/** Times as they stand in data files: local to the license server, without zone (DESIGN section 4). */

/** `YYYY-MM-DD HH:MM:SS` of a moment (epoch seconds) in an IANA zone. Throws a RangeError for a zone that is none. */
export const localStamp = (epochSeconds: number, zone: string): string =>
  localText(epochSeconds, zone).replace('T', ' ')

/** `YYYY-MM-DD` of a moment (epoch seconds) in an IANA zone. */
export const localDay = (epochSeconds: number, zone: string): string => localText(epochSeconds, zone).slice(0, 10)
