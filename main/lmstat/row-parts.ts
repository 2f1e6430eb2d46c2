import type { Linger } from './answer.ts'
import { isDigit, lastCode, readNumber, skipBlanks, skipDigits, trimBlanks } from './scan.ts'

const BLANK = 32
const OPEN = 40
const CLOSE = 41
const COMMA = 44
const SLASH = 47
const ZERO = 48
const COLON = 58
const UPPER_V = 86
const LOWER_V = 118
const BEFORE_START = '), start '
/** Letters of a weekday's short name. */
const WEEKDAY = 3
export const DAY_MINUTES = 24 * 60
/** More than any sum of numbers of two digits. */
const NO_DIGIT = 1000

/**
 * The parts of a holder row behind user, host and display, found from the right (GRAMMAR A3, rules 2 and 3):
 *
 *     … (vVERSION) (server/port handle), start Day M/D H:MM[, N licenses][ (linger: L)][, PID: P]
 *     … (vVERSION) (server/port handle) queued for N licenses
 *
 * Rows are nearly all of a large answer: one instance reads them all, and what a row repeats of its neighbour is compared
 * as a whole instead of being read again.
 */
export class RowParts {
  /** Position after the last character of user, host and display. */
  identityEnd = 0
  /** Without the `v`; empty where the row has none, as are the port and the handle. */
  version = ''
  serverHost = ''
  serverPort = ''
  handle = ''
  queued = false
  startFrom = 0
  startTo = 0
  /** Of a start like `Fri 10/20 9:03`: a number for the date, or -1; the weekday's letters; the minute of the day, and a
   * day more where the hour is padded with a zero. What is printed otherwise has other numbers. */
  date = -1
  weekday = 0
  hour = 0
  minute = 0
  seats = 1
  /** -1 where the row has none. */
  pid = -1
  linger: Linger | undefined
  /** Something behind the start could not be read. */
  odd = false
  /** ` (vVERSION) (server/port ` of the last row that had all of it. */
  private middle = ''

  /** False where `from..to` (no blanks around it) is no holder row. */
  read(text: string, from: number, to: number): boolean {
    this.queued = false
    this.seats = 1
    this.pid = -1
    this.linger = undefined
    this.odd = false
    this.date = -1
    const end = this.readTail(text, from, to)
    return end >= 0 && this.readRequest(text, from, end) && this.identityEnd > from
  }

  /** Position after `(server/port handle)`, or -1. */
  private readTail(text: string, from: number, to: number): number {
    let end = to
    while (end > from) {
      const before = this.takeMinute(text, from, end)
      if (before >= 0) return before
      if (text.charCodeAt(end - 1) === CLOSE) {
        const open = lastCode(text, OPEN, from, end - 1)
        if (open < 0) return -1
        if (!this.takeLinger(text, open, end - 1)) this.odd = true
        end = trimBlanks(text, from, open)
        continue
      }
      let mark = end - 1
      while (mark >= from && text.charCodeAt(mark) !== COMMA && text.charCodeAt(mark) !== CLOSE) mark--
      if (mark < from) return -1
      const item = skipBlanks(text, mark + 1, end)
      const group = text.charCodeAt(mark) === COMMA ? trimBlanks(text, from, mark) : mark + 1
      if (this.takeStart(text, item, end) || this.takeQueued(text, item, end)) return group
      if (!this.takeSeats(text, item, end) && !this.takePid(text, item, end)) this.odd = true
      end = group
    }
    return -1
  }

  /** The common start, `), start Fri 10/20 9:03` that ends at `to`: position after the bracket, or -1. */
  private takeMinute(text: string, from: number, to: number): number {
    if (to - from < 24 || text.charCodeAt(to - 3) !== COLON) return -1
    const minute = digitAt(text, to - 2) * 10 + digitAt(text, to - 1)
    let at = to - 4
    let hour = digitAt(text, at)
    const padded = text.charCodeAt(--at) === ZERO
    if (text.charCodeAt(at) !== BLANK) hour += digitAt(text, at--) * 10
    if (text.charCodeAt(at--) !== BLANK || minute >= 60 || hour >= NO_DIGIT) return -1
    const dateEnd = at
    let day = digitAt(text, at--)
    if (text.charCodeAt(at) !== SLASH) day += digitAt(text, at--) * 10
    if (text.charCodeAt(at--) !== SLASH) return -1
    let month = digitAt(text, at--)
    if (text.charCodeAt(at) !== BLANK) month += digitAt(text, at--) * 10
    const digits = dateEnd - at - 1
    const start = at - WEEKDAY
    const close = start - BEFORE_START.length
    if (month + day >= NO_DIGIT || !this.isBeforeStart(text, close)) return -1
    this.startFrom = start
    this.startTo = to
    this.weekday = (text.charCodeAt(start) * 256 + text.charCodeAt(start + 1)) * 256 + text.charCodeAt(start + 2)
    this.date = (digits * 16 + month) * 32 + day
    this.hour = hour
    this.minute = hour * 60 + minute + (padded ? DAY_MINUTES : 0)
    return close + 1
  }

  /** By the character: a slice to compare would be garbage of every row. */
  private isBeforeStart(text: string, from: number): boolean {
    for (let at = 0; at < BEFORE_START.length; at++) {
      if (text.charCodeAt(from + at) !== BEFORE_START.charCodeAt(at)) return false
    }
    return true
  }

  private takeStart(text: string, from: number, to: number): boolean {
    if (!says(text, from, 'start ')) return false
    this.startFrom = skipBlanks(text, from + 6, to)
    this.startTo = to
    return this.startFrom < to
  }

  private takeQueued(text: string, from: number, to: number): boolean {
    if (!says(text, from, 'queued for ')) return false
    this.queued = this.takeSeats(text, skipBlanks(text, from + 11, to), to)
    return this.queued
  }

  /** `16 licenses` */
  private takeSeats(text: string, from: number, to: number): boolean {
    const end = skipDigits(text, from, to)
    if (!says(text, skipBlanks(text, end, to), 'license')) return false
    const seats = readNumber(text, from, end)
    if (seats >= 0) this.seats = seats
    return seats >= 0
  }

  /** `PID: 2924522` */
  private takePid(text: string, from: number, to: number): boolean {
    if (!says(text, from, 'pid:')) return false
    this.pid = readNumber(text, skipBlanks(text, from + 4, to), to)
    return this.pid >= 0
  }

  /** `(linger: 2597880)`: the total; `(linger: 885098 / 1340160)`: what remains, and the total. Seconds. */
  private takeLinger(text: string, open: number, close: number): boolean {
    if (!says(text, open, '(linger:')) return false
    const from = skipBlanks(text, open + 8, close)
    const end = trimBlanks(text, from, close)
    const slash = lastCode(text, SLASH, from, end)
    const total = readNumber(text, slash < 0 ? from : skipBlanks(text, slash + 1, end), end)
    if (total < 0) return false
    if (slash < 0) {
      this.linger = { total }
      return true
    }
    const remaining = readNumber(text, from, trimBlanks(text, from, slash))
    if (remaining >= 0) this.linger = { remaining, total }
    return remaining >= 0
  }

  /** `(vVERSION) (server/port handle)` that ends at `end`, and so the end of the identity; false where it is not there. */
  private readRequest(text: string, from: number, end: number): boolean {
    const close = end - 1
    if (text.charCodeAt(close) !== CLOSE) return false
    let space = close - 1
    while (space > from && text.charCodeAt(space) > BLANK && text.charCodeAt(space) !== OPEN) space--
    const middle = space + 1 - this.middle.length
    // slice and compare: twice as fast as startsWith, which goes by the character.
    if (this.middle !== '' && middle > from && text.slice(middle, space + 1) === this.middle) {
      this.handle = text.slice(space + 1, close)
      this.identityEnd = trimBlanks(text, from, middle)
      return true
    }
    const open = text.charCodeAt(space) === OPEN ? space : lastCode(text, OPEN, from, space)
    if (open < 0) return false
    const hostPort = open < space ? trimBlanks(text, open, space) : close
    const slash = lastCode(text, SLASH, open + 1, hostPort)
    if (slash < 0) return false
    this.serverHost = text.slice(open + 1, slash)
    this.serverPort = text.slice(slash + 1, hostPort)
    this.handle = open < space ? text.slice(space + 1, close) : ''
    this.identityEnd = this.readVersion(text, from, trimBlanks(text, from, open))
    this.middle = this.version !== '' && this.handle !== '' ? text.slice(this.identityEnd, space + 1) : ''
    return true
  }

  /** Position where the identity ends: before `(vVERSION)` that ends at `end`, or `end` where there is none. */
  private readVersion(text: string, from: number, end: number): number {
    const open = text.charCodeAt(end - 1) === CLOSE ? lastCode(text, OPEN, from, end - 1) : -1
    const letter = open < 0 ? 0 : text.charCodeAt(open + 1)
    if (letter !== LOWER_V && letter !== UPPER_V) {
      this.version = ''
      return end
    }
    this.version = text.slice(open + 2, end - 1)
    return trimBlanks(text, from, open)
  }
}

/** Whether these words stand at `at`, in any case. */
function says(text: string, at: number, words: string): boolean {
  return text.slice(at, at + words.length).toLowerCase() === words
}

function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return isDigit(code) ? code - ZERO : NO_DIGIT
}
