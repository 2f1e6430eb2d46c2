import { addressProblem } from '../../preload/contract/address.ts'
import type { Layer } from './read.ts'

export interface SeedSettings {
  readonly layer: Layer
  /** One sentence for each key that is not taken over. */
  readonly notes: readonly string[]
}

/** The tag of the one server such a file knows; the script asked without a name. */
export const SEED_TAG = 'flexlm'

const TRUE = ['1', 'yes', 'true', 'on']
const FALSE = ['0', 'no', 'false', 'off']

/**
 * Settings from an ini file of the logger script that Seatlog follows (DESIGN section 6): `logusers`, `dbpath` or
 * `logpath`, `licfile`; `name` is the file's, for sentences. Without a `licfile` the script left the search to lmutil.
 * Null when the text holds none of these.
 */
export function readSeedIni(text: string, name: string): SeedSettings | null {
  const { logusers, dbpath, logpath, licfile, ...others } = parseIni(text)
  if ((logusers ?? dbpath ?? logpath ?? licfile) === undefined) return null
  const notes: string[] = []
  const values: Record<string, unknown> = {}
  if (logusers !== undefined) {
    if (TRUE.includes(logusers.toLowerCase())) values.names = 'names'
    else if (FALSE.includes(logusers.toLowerCase())) values.names = 'none'
    else notes.push(`In ${name}, logusers is “${logusers}”, neither True nor False: the default is used.`)
  }
  const folder = logpath || dbpath
  if (folder) values.dataFolder = folder
  const problem = addressProblem(licfile ?? '')
  if (problem !== null) notes.push(`In ${name}, licfile is not used, lmutil searches by itself: ${problem}`)
  values.servers = [{ tag: SEED_TAG, address: problem === null ? (licfile ?? '') : '' }]
  const ignored = Object.keys(others)
  if (ignored.length > 0) notes.push(`Of ${name}, Seatlog has no use for ${ignored.join(', ')}: it writes files only.`)
  return { layer: { name, values }, notes }
}

/**
 * Python's configparser, as far as these files go: keys without case, `=` or `:`, whole-line comments, `%%` for a percent
 * sign; all sections together. The `ini` package takes away backslashes of Windows paths and knows no `:`.
 */
function parseIni(text: string): Record<string, string> {
  const entries: [string, string][] = []
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    // Trimmed afterwards: a pattern that does both takes hours over a line of a million blanks.
    const [, key = '', value = ''] = /^([^=:]*)[=:](.*)$/.exec(line) ?? []
    if (/^[^#;[]/.test(key.trim())) entries.push([key.trim().toLowerCase(), value.trim().replaceAll('%%', '%')])
  }
  return Object.fromEntries(entries)
}
