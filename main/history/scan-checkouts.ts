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
const FIELDS = 13
/** The one number that may be empty in a plain row. */
const PID = 9
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
  /** Of the line at hand: begin, end and hash of its names, and the numbers of its fields. */
  const found = new Float64Array(9)
  const numbersOfLine = new Float64Array(FIELDS)

  const names = [features, users, hosts]

  return {
    scan(bytes, { source, offset, lines: before }, batch) {
      const skipped: Skipped[] = []
      const end = bytes.length
      let lines = 0
      let at = before === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
      while (at < end) {
        const start = at
        lines++
        if (bytes[at] === HASH) {
          at = behindLine(bytes, at)
          continue
        }
        let isPlain = true
        let field = 0
        let name = 0
        // The names, then the numbers, field by field; the loop ends behind the line.
        for (;;) {
          const from = at
          let byte = bytes[at] ?? LF
          if (field === 1 || field === 3 || field === 4) {
            let hash = NO_HASH
            while (byte !== TAB && byte !== LF) {
              hash = hashed(hash, byte)
              byte = bytes[++at] ?? LF
            }
            const place = 3 * name++
            found[place] = from
            found[place + 1] = at
            found[place + 2] = hash
          } else if (field >= 8) {
            let number = 0
            while (byte !== TAB && byte !== LF) {
              const digit = byte - ZERO
              if (digit >= 0 && digit <= 9) number = number * 10 + digit
              else if (byte !== CR || bytes[at + 1] !== LF) isPlain = false
              byte = bytes[++at] ?? LF
            }
            if ((at === from && field !== PID) || at - from > MOST_DIGITS) isPlain = false
            numbersOfLine[field] = number
          } else while (byte !== TAB && byte !== LF) byte = bytes[++at] ?? LF
          field++
          at++
          if (byte === LF) break
          if (field === FIELDS) {
            // Columns that are not known here.
            at = behindLine(bytes, at)
            break
          }
        }
        const [request = 0, out = 0, checkin = 0] = [numbersOfLine[10], numbersOfLine[11], numbersOfLine[12]]
        const row =
          isPlain && field === FIELDS && request > 0 && out >= FIRST_TIME && checkin >= out && isHeld(out, checkin)
            ? {
                feature: named(0, bytes),
                user: named(1, bytes),
                host: named(2, bytes),
                seats: numbersOfLine[8] ?? 0,
                request,
                out,
                checkin,
              }
            : decoded(bytes.toString('utf8', start, at))
        if (typeof row === 'string') skipped.push({ line: before + lines, reason: row })
        if (row === null || typeof row === 'string') continue
        const word = batch.add(row.feature)
        const { rows } = batch
        rows[word + OUT] = row.out
        rows[word + IN] = row.checkin
        rows[word + SEATS] = Math.min(row.seats, SEATS_MASK) | (reserved.has(row.user) ? RESERVED : 0)
        rows[word + WHO] = row.user
        rows[word + HOST] = row.host
        rows[word + SOURCE] = source
        rows[word + OFFSET] = offset + start
        rows[word + WAIT] = Math.max(0, row.out - row.request)
      }
      return { lines, skipped }
    },
  }

  function named(which: 0 | 1 | 2, bytes: Buffer): number {
    const [from = 0, to = 0, hash = 0] = [found[3 * which], found[3 * which + 1], found[3 * which + 2]]
    return names[which]?.find(bytes, from, to, hash) ?? 0
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

function behindLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LF, at)
  return end === -1 ? bytes.length : end + 1
}
