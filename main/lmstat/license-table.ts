import type { LicenseTableRow } from './answer.ts'
import { parseExpiry } from './dates.ts'
import { readNumber } from './scan.ts'

/** The table of `lmstat -i` (GRAMMAR A8): what the license file says. Lines as in feature-lines.ts. */

/** Which of the last two columns is the expiry; versions of lmstat differ. */
export type TableOrder = 'expires-vendor' | 'vendor-expires'

/** The order that a heading `Feature Version #licenses …` names; undefined where the line is no heading. */
export function parseTableHeading(line: string): TableOrder | undefined {
  const words = line.toLowerCase().split(' ')
  if (words[0] !== 'feature' || words[1] !== 'version') return undefined
  const vendor = words.indexOf('vendor')
  const expires = words.indexOf('expires')
  if (vendor < 0 || expires < 0) return undefined
  return vendor < expires ? 'vendor-expires' : 'expires-vendor'
}

/** One row; undefined where the line has not the five values of the table. */
export function parseTableRow(line: string, order: TableOrder): LicenseTableRow | undefined {
  // The one value that holds blanks: `permanent(no expiration date)`.
  const words = line.replace(/permanent ?\([^()]*\)/i, 'permanent').split(' ')
  const [feature = '', version = '', number = '', fourth = '', fifth = ''] = words
  if (words.length !== 5) return undefined
  const [vendor, date] = order === 'vendor-expires' ? [fourth, fifth] : [fifth, fourth]
  const expires = parseExpiry(date)
  const count = number.toLowerCase() === 'uncounted' ? 'uncounted' : readNumber(number, 0, number.length)
  if (expires === undefined || count === -1) return undefined
  return { feature, version, count, vendor, expires }
}
