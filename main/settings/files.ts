import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { checkLayer, type Layer } from './read.ts'
import { isSettingsKey, type Settings, type SettingsKey } from './schema.ts'
import { readSeedIni } from './seed-ini.ts'

/** What became of reading a settings file. */
export type FileRead =
  | { readonly kind: 'values'; readonly values: Layer['values'] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'corrupt' }
  /** `reason`: the system's code, such as `EACCES`. */
  | { readonly kind: 'unreadable'; readonly reason: string }

/** A settings file as it stands, unchecked. */
export function readSettingsFile(file: string): FileRead {
  const text = readText(file)
  return text.kind === 'text' ? parseSettings(text.text) : text
}

/** The layers under the user's own settings, highest first. */
export interface LowerLayers {
  readonly layers: readonly Partial<Settings>[]
  readonly problems: readonly string[]
  /** What was not taken over from the seed's ini: worth telling once. */
  readonly notes: readonly string[]
  /** Keys of which the user's own settings do not count. */
  readonly locked: readonly SettingsKey[]
}

/** The computer's settings, then the first ini file there is. */
export function readLowerLayers(machineWideFile: string, seedIniFiles: readonly string[]): LowerLayers {
  const machineWide = readMachineWide(machineWideFile)
  for (const file of seedIniFiles) {
    const text = readText(file)
    const seed = text.kind === 'text' ? readSeedIni(text.text, basename(file)) : null
    if (seed === null) continue
    const checked = checkLayer(seed.layer)
    const layers = [...machineWide.layers, checked.values]
    return { ...machineWide, layers, notes: [...seed.notes, ...checked.problems] }
  }
  return machineWide
}

function readMachineWide(file: string): LowerLayers {
  const nothing = { layers: [], problems: [], notes: [], locked: [] }
  const read = readSettingsFile(file)
  if (read.kind === 'absent') return nothing
  if (read.kind === 'values') {
    const { [LOCKED]: keys = [], ...values } = read.values
    const checked = checkLayer({ name: file, values })
    const { locked, problems } = lockedKeys(keys, file)
    return { ...nothing, layers: [checked.values], problems: [...checked.problems, ...problems], locked }
  }
  const why = read.kind === 'corrupt' ? 'is not valid JSON' : `cannot be read (${read.reason})`
  return { ...nothing, problems: [`${file} ${why} and is ignored: ask who administers this computer.`] }
}

/** Stands in the computer's settings beside the settings: a list of keys. */
const LOCKED = 'locked'

function lockedKeys(
  keys: unknown,
  file: string,
): { readonly locked: readonly SettingsKey[]; readonly problems: readonly string[] } {
  if (!Array.isArray(keys)) {
    return { locked: [], problems: [`In ${file}, locked must be a list of keys: nothing is locked.`] }
  }
  const isKey = (key: unknown): key is SettingsKey => typeof key === 'string' && isSettingsKey(key)
  const unknown = keys.filter((key) => !isKey(key))
  return {
    locked: [...new Set(keys.filter(isKey))],
    // Of a list nobody knows how deep it goes.
    problems: unknown.map((key) => {
      const held = typeof key === 'object' && key !== null ? 'a list or an object' : JSON.stringify(key)
      return `In ${file}, locked holds ${held}, which is no setting.`
    }),
  }
}

/** A file named on the command line: settings as Seatlog writes them, or an ini file. */
export function readAnySettingsFile(
  file: string,
): { readonly layer: Layer; readonly notes: readonly string[] } | Exclude<FileRead, { kind: 'values' }> {
  const text = readText(file)
  if (text.kind !== 'text') return text
  if (!text.text.trimStart().startsWith('{')) return readSeedIni(text.text, basename(file)) ?? { kind: 'corrupt' }
  const read = parseSettings(text.text)
  if (read.kind === 'corrupt') return read
  // Of the computer's settings, named here: there is nothing above them to lock out.
  const { [LOCKED]: _, ...values } = read.values
  return { layer: { name: file, values }, notes: [] }
}

function parseSettings(text: string): Exclude<FileRead, { kind: 'unreadable' | 'absent' }> {
  try {
    const values: unknown = JSON.parse(text)
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return { kind: 'corrupt' }
    return { kind: 'values', values: { ...values } }
  } catch {
    return { kind: 'corrupt' }
  }
}

type TextRead = { readonly kind: 'text'; readonly text: string } | Extract<FileRead, { kind: 'absent' | 'unreadable' }>

/** UTF-8, or Windows' own code page, as editors there still save ini files. */
function readText(file: string): TextRead {
  try {
    const bytes = readFileSync(file)
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    return { kind: 'text', text: text.includes('\uFFFD') ? bytes.toString('latin1') : text }
  } catch (error) {
    const code = errorCode(error)
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'absent' } : { kind: 'unreadable', reason: code }
  }
}

/** The system's code of an error of a file operation; bugs are thrown on. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
