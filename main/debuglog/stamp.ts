import { dayNumber } from './dates.ts'

/** A time stamp at the beginning of a line, reused from line to line for speed. */
export interface Stamp {
  /** Of the day. */
  seconds: number
  /** Where the text goes on behind the stamp. */
  end: number
  /** Days since 1970, of an ISO stamp. */
  day: number | undefined
  /** `Z` or `+02:00`, of an ISO stamp with a zone. */
  offset: string | undefined
}

const ISO = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?(?:(Z)|([+-]\d\d):?(\d\d))?/y

/** Reads `h:mm:ss` or an ISO 8601 stamp (GRAMMAR B1) that stands before a blank; false where there is none. */
export function readStamp(text: string, from: number, into: Stamp): boolean {
  const colon = isDigit(text, from) ? (text.charCodeAt(from + 1) === COLON ? from + 1 : from + 2) : -1
  if (colon < 0) return false
  if (text.charCodeAt(colon) !== COLON) return readIso(text, from, into)
  if (text.charCodeAt(colon + 3) !== COLON || text.charCodeAt(colon + 6) !== BLANK) return false
  into.end = colon + 6
  into.day = undefined
  into.offset = undefined
  const hour = colon === from + 1 ? text.charCodeAt(from) - ZERO : twoDigits(text, from)
  return setClock(into, hour, twoDigits(text, colon + 1), twoDigits(text, colon + 4))
}

function readIso(text: string, from: number, into: Stamp): boolean {
  ISO.lastIndex = from
  const match = ISO.exec(text)
  if (match === null || text.charCodeAt(ISO.lastIndex) !== BLANK) return false
  const [, year, month, day, hour, minute, second, zulu, hours, minutes] = match
  into.end = ISO.lastIndex
  into.day = dayNumber(Number(year), Number(month), Number(day))
  into.offset = zulu ?? (hours === undefined ? undefined : `${hours}:${minutes}`)
  return into.day !== undefined && setClock(into, Number(hour), Number(minute), Number(second))
}

function setClock(into: Stamp, hour: number, minute: number, second: number): boolean {
  into.seconds = hour * 3600 + minute * 60 + second
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
}

const BLANK = 32
const ZERO = 48
const COLON = 58

/** Below zero where they are no digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO
  const ones = text.charCodeAt(at + 1) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

export function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= ZERO && code <= ZERO + 9
}
