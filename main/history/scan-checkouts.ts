import { decodeCheckouts } from '../datafiles/checkouts-chk.ts'
import type { Skipped } from '../datafiles/lines.ts'
import { ByteDictionary, hashed, NO_HASH } from './byte-dictionary.ts'
import { type Batch, HOST, IN, OFFSET, OUT, RESERVED, SEATS, SEATS_MASK, SOURCE, WAIT, WHO } from './packed.ts'

/** Numbers of names; each spelling is asked for once. */
export interface Numbering {
  feature(tag: string, name: string): number
  user(name: string): number
  host(name: string): number
}

export interface CheckoutScanner {
  /**
   * Adds the checkouts of whole lines, which begin at the byte `offset` of the source, of which `lines` went before, to the
   * batch. Answers how many lines there were, and those left out.
   */
  scan(bytes: Buffer, about: Scanned, batch: Batch): { readonly lines: number; readonly skipped: readonly Skipped[] }
}

export interface Scanned {
  readonly source: number
  readonly offset: number
  readonly lines: number
}

const [TAB, LF, CR, HASH, ZERO] = [9, 10, 13, 35, 48]
/** The numbers of a line in their order; that of the process may be empty. */
const [SEATS_VALUE, PID_VALUE, REQUEST_VALUE, OUT_VALUE, IN_VALUE] = [0, 1, 2, 3, 4]
const NOT_PLAIN = -1
const MOST_DIGITS = 12
/** Seconds. A row stands in the sheet of each of its days: one of a wrong clock would fill tens of thousands. */
const LONGEST = 10 * 366 * 86_400
/** No license server tells of times before. */
export const FIRST_TIME = Date.UTC(1990) / 1000
/** A later time is none that a word holds. */
export const LAST_TIME = 0xffff_ffff

/**
 * Reads `.chk` files of one tag (DESIGN 4.3) as `decodeCheckouts` does, several times as fast: it makes no strings but
 * for names it has not met, and leaves every line that is not plainly a checkout to `decodeCheckouts`.
 */
export function createCheckoutScanner(tag: string, numbers: Numbering): CheckoutScanner {
  const features = new ByteDictionary((name) => numbers.feature(tag, name))
  const reserved = new Set<number>()
  const users = new ByteDictionary((name) => {
    const number = numbers.user(name)
    if (name.startsWith('r:')) reserved.add(number)
    return number
  })
  const hosts = new ByteDictionary((name) => numbers.host(name))
  /** Of the line at hand: begin, end and hash of its names, and its numbers. */
  const found = new Float64Array(9)
  const values = new Float64Array(5)

  return {
    scan(bytes, { source, offset, lines: before }, batch) {
      const skipped: Skipped[] = []
      const end = bytes.length
      let lines = 0
      let at = before === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
      while (at < end) {
        const start = at
        lines++
        const next = bytes[at] === HASH ? NOT_PLAIN : behindPlain(bytes, at)
        at = next === NOT_PLAIN ? behindLine(bytes, at) : next
        if (bytes[start] === HASH) continue
        const out = values[OUT_VALUE] ?? 0
        const checkin = values[IN_VALUE] ?? 0
        let word: number
        if (next !== NOT_PLAIN && out >= FIRST_TIME && checkin >= out && isHeld(out, checkin)) {
          word = batch.add(nameAt(features, 0, bytes))
          const [user, host] = [nameAt(users, 3, bytes), nameAt(hosts, 6, bytes)]
          put(batch.rows, word, user, host, values[SEATS_VALUE] ?? 0, values[REQUEST_VALUE] ?? 0, out, checkin)
        } else {
          const row = decoded(bytes.toString('utf8', start, at))
          if (typeof row === 'string') skipped.push({ line: before + lines, reason: row })
          if (row === null || typeof row === 'string') continue
          word = batch.add(row.feature)
          put(batch.rows, word, row.user, row.host, row.seats, row.request, row.out, row.checkin)
        }
        batch.rows[word + SOURCE] = source
        batch.rows[word + OFFSET] = offset + start
      }
      return { lines, skipped }
    },
  }

  /** Finds names and numbers of the line that begins at `start`; answers where the next begins, or `NOT_PLAIN`. */
  function behindPlain(bytes: Buffer, start: number): number {
    let at = behindText(bytes, start)
    at = behindName(bytes, at, 0)
    at = behindField(bytes, at)
    at = behindName(bytes, at, 3)
    at = behindName(bytes, at, 6)
    for (let field = 5; field < 8; field++) at = behindField(bytes, at)
    for (let value = 0; value < values.length; value++) at = behindNumber(bytes, at, value)
    for (let value = 0; value < values.length; value++) if (Number.isNaN(values[value])) return NOT_PLAIN
    if (values[REQUEST_VALUE] === 0) return NOT_PLAIN
    if (bytes[at] === CR) at++
    if (bytes[at] === LF) return at + 1
    // Columns that are not known here.
    return bytes[at] === TAB && bytes[at - 1] !== CR ? behindLine(bytes, at) : NOT_PLAIN
  }

  // Each of these begins at the tab before a field and ends at the tab or line end behind it. Where there is no such tab, or
  // another control character comes, all end there, and the last number is none.

  function behindField(bytes: Buffer, at: number): number {
    return bytes[at] === TAB ? behindText(bytes, at + 1) : at
  }

  function behindName(bytes: Buffer, tab: number, place: number): number {
    if (bytes[tab] !== TAB) return tab
    let at = tab + 1
    let hash = NO_HASH
    for (let byte = bytes[at] ?? LF; byte > LF; byte = bytes[++at] ?? LF) hash = hashed(hash, byte)
    found[place] = tab + 1
    found[place + 1] = at
    found[place + 2] = hash
    return at
  }

  function behindNumber(bytes: Buffer, tab: number, value: number): number {
    let at = tab + 1
    let number = 0
    for (let digit = (bytes[at] ?? LF) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? LF) - ZERO)
      number = number * 10 + digit
    const digits = at - tab - 1
    const isNumber = bytes[tab] === TAB && (digits > 0 || value === PID_VALUE) && digits <= MOST_DIGITS
    values[value] = isNumber ? number : Number.NaN
    return isNumber ? at : tab
  }

  function put(
    rows: Uint32Array,
    word: number,
    user: number,
    host: number,
    seats: number,
    request: number,
    out: number,
    checkin: number,
  ): void {
    rows[word + OUT] = out
    rows[word + IN] = checkin
    rows[word + SEATS] = Math.min(seats, SEATS_MASK) | (reserved.has(user) ? RESERVED : 0)
    rows[word + WHO] = user
    rows[word + HOST] = host
    rows[word + WAIT] = Math.max(0, out - request)
  }

  function nameAt(names: ByteDictionary, place: number, bytes: Buffer): number {
    return names.find(bytes, found[place] ?? 0, found[place + 1] ?? 0, found[place + 2] ?? 0)
  }

  /** Null: a line that holds no row. */
  function decoded(line: string) {
    const { rows, skipped } = decodeCheckouts(line)
    const row = rows[0]
    if (row === undefined) return skipped[0]?.reason ?? null
    if (row.checkoutAt < FIRST_TIME || row.checkinAt > LAST_TIME) return 'a time lies before 1990 or behind 2105'
    if (!isHeld(row.checkoutAt, row.checkinAt)) return 'the checkout lasts longer than ten years'
    const user = numbers.user(row.user)
    if (row.user.startsWith('r:')) reserved.add(user)
    const [feature, host] = [numbers.feature(tag, row.feature), numbers.host(row.host)]
    return {
      feature,
      user,
      host,
      seats: row.seats,
      request: row.requestAt,
      out: row.checkoutAt,
      checkin: row.checkinAt,
    }
  }
}

const isHeld = (out: number, checkin: number): boolean => checkin <= LAST_TIME && checkin - out <= LONGEST

/** The first tab, line end or other such control character from `at` on. */
function behindText(bytes: Buffer, from: number): number {
  let at = from
  while ((bytes[at] ?? LF) > LF) at++
  return at
}

function behindLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LF, at)
  return end === -1 ? bytes.length : end + 1
}
