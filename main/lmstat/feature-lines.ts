import type { Reservation } from './answer.ts'
import { parseExpiry } from './dates.ts'
import { type DraftFeature, type DraftPool, newFeature } from './draft.ts'
import { errorCode } from './other-lines.ts'
import { readNumber, skipDigits } from './scan.ts'

/** The lines of a feature but its holder rows (GRAMMAR A2). All take a line without blanks around it, runs of blanks inside
 * reduced to one. */

export interface FeatureLine {
  readonly feature: DraftFeature
  /**
   * `refused`: the server says that it does not serve the feature. `dropped`: it did not answer, so that what is held is
   * not known. `unknown`: wording that we do not know; the feature is there so that rows below it have their place.
   */
  readonly answer: 'given' | 'refused' | 'dropped' | 'unknown'
}

/** `Users of NAME: …`: counted, uncounted, error, or no answer; undefined where the name is cut. */
export function parseUsersOf(line: string): FeatureLine | undefined {
  const colon = /:(?=[ (]|$)/.exec(line)
  const name = colon === null ? '' : line.slice('users of '.length, colon.index).trim()
  if (colon === null || name === '') return undefined
  const rest = line.slice(colon.index + 1).trim()
  const key = rest.toLowerCase()
  if (key.startsWith('cannot get users of')) {
    return { feature: { ...newFeature(name, 'error'), error: rest }, answer: isRefusal(rest) ? 'refused' : 'dropped' }
  }
  if (key.startsWith('(') && key.endsWith(')')) {
    if (key.startsWith('(uncounted')) return { feature: newFeature(name, 'uncounted'), answer: 'given' }
    if (key.startsWith('(error:')) {
      const error = rest.slice('(error:'.length, -1).trim()
      return { feature: { ...newFeature(name, 'error'), error }, answer: 'given' }
    }
    const counts = parseCounts(key)
    if (counts) return { feature: { ...newFeature(name, 'counted'), ...counts }, answer: 'given' }
  }
  return { feature: { ...newFeature(name, 'error'), error: rest }, answer: 'unknown' }
}

/** `(total of 144 licenses issued; total of 39 licenses in use)`, singular or plural, with or without the second `total of`. */
function parseCounts(key: string): { issued: number; used: number } | undefined {
  const found = /^\(total of (\d{1,15}) licenses? issued; ?(?:total of )?(\d{1,15}) licenses? in use\)$/.exec(key)
  return found ? { issued: Number(found[1]), used: Number(found[2]) } : undefined
}

/** The codes of "no such feature", "expired", and "feature" or "version not served"; any other says that no answer came. */
function isRefusal(text: string): boolean {
  return /^-(?:5|10|18|25),/.test(errorCode(text) ?? '')
}

export interface TitleLine {
  readonly pool: DraftPool
  /** The expiry is written in a way that we do not know. */
  readonly oddExpiry: boolean
}

/** `"NAME" v31.0, vendor: NAME[, expiry: DATE]`, the beginning of a pool. */
export function parseTitle(line: string): TitleLine | undefined {
  const mark = line.search(/, vendor: /i)
  if (mark < 0) return undefined
  const [vendor = '', ...rest] = line.slice(mark + ', vendor: '.length).split(', ')
  const version = line.slice(line.lastIndexOf(' ', mark - 1) + 1, mark)
  const pool: DraftPool = { version: version.replace(/^v/i, ''), vendor }
  const expiry = rest.find((part) => part.toLowerCase().startsWith('expiry:'))
  if (expiry === undefined) return { pool, oddExpiry: rest.length > 0 }
  const expires = parseExpiry(expiry.slice('expiry:'.length).trim())
  if (expires === undefined) return { pool, oddExpiry: true }
  return { pool: { ...pool, expires }, oddExpiry: false }
}

/** What kind of license a pool is: `floating`, `nodelocked`, `uncounted`, or the words of the line. */
export function parseType(line: string): string | undefined {
  const key = line.toLowerCase()
  if (!/\blicense\b/.test(key)) return undefined
  if (key.startsWith('floating')) return 'floating'
  if (key.startsWith('uncounted')) return 'uncounted'
  if (key.includes('nodelocked') || key.includes('node-locked')) return 'nodelocked'
  return line.replace(/ license$/i, '')
}

/** `10 RESERVATIONs for HOST HOSTPC12 (host3/27002)`: the name may hold blanks, the server may be missing. */
export function parseReservation(line: string): Reservation | undefined {
  const end = skipDigits(line, 0, line.length)
  const count = readNumber(line, 0, end)
  const found = /^ reservations? for (\S+) /i.exec(line.slice(end, end + 80))
  if (count < 0 || found === null) return undefined
  const rest = line.slice(end + found[0].length)
  const bracket = rest.endsWith(')') ? rest.lastIndexOf(' (') : -1
  const name = bracket > 0 && rest.includes('/', bracket) ? rest.slice(0, bracket) : rest
  return { count, kind: found[1] ?? '', name }
}
