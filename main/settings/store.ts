import { randomBytes } from 'node:crypto'
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { errorCode, readLowerLayers, readSettingsFile } from './files.ts'
import type { Places } from './places.ts'
import { checkLayer, checkPatch, mergeLayers } from './read.ts'
import { defaultSettings, type Settings } from './schema.ts'

/** What Seatlog needs of `Conf` (command line, browser host) and of `ElectronStore` (desktop host), which extends it. */
export interface SettingsFile {
  readonly store: Readonly<Record<string, unknown>>
  set(values: Record<string, unknown>): void
  delete(key: string): void
  onDidAnyChange(listener: () => void): () => void
  _closeWatcher(): void
}

export interface SettingsFileOptions {
  readonly cwd: string
  /** The file's name, as `ElectronStore` calls it and as `Conf` does. */
  readonly name: string
  readonly configName: string
  readonly fileExtension: string
  readonly accessPropertiesByDotNotation: boolean
  /** For its user only: it holds the secret of the pseudonyms. */
  readonly configFileMode: number
  readonly watch: boolean
}

export interface SettingsStore {
  readonly file: string
  /** What counts now: the user's settings over the computer's over the seed's ini over the defaults. */
  current(): Settings
  /** Sentences the user must see: what fell back, was ignored, was kept aside, cannot be saved. */
  problems(): readonly string[]
  /** Checks, saves, makes it count; the sentence of a failure names the field or the file. */
  save(patch: unknown): Result<Settings>
  /** Told when settings change, by `save` or by another process; returns the function that ends it. */
  onChange(listener: (settings: Settings) => void): () => void
  close(): void
}

export interface SettingsParts {
  /** `(options) => new Conf(options)`, or the same with `ElectronStore`. */
  readonly openFile: (options: SettingsFileOptions) => SettingsFile
  readonly places: Places
  readonly now: () => Date
  /** Notice changes by other processes; makes the file when there is none. */
  readonly watch: boolean
}

/** Opens the user's settings. Never fails: what cannot be read or saved is told, and the rest counts. */
export function openSettings({ openFile, places, now, watch }: SettingsParts): SettingsStore {
  const file = join(places.settingsFolder, 'settings.json')
  const aside = `${file}.bad-${now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '')}`
  const found = readSettingsFile(file)
  const told = found.kind === 'corrupt' ? [keepCorruptAside(file, aside)] : []
  const lower = readLowerLayers(places.machineWideFile, places.seedIniFiles)
  if (found.kind === 'absent') told.push(...lower.notes)

  const opened = attempt(file, () =>
    openFile({
      cwd: places.settingsFolder,
      name: 'settings',
      configName: 'settings',
      fileExtension: 'json',
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      watch,
    }),
  )
  const store = opened.ok ? opened.value : null
  if (!opened.ok) told.push(opened.message)
  else told.push(...repair(opened.value, file, aside))

  const defaults = defaultSettings(places.defaultDataFolder)
  const listeners = new Set<(settings: Settings) => void>()
  /** Over all else: what this process must do, whatever the files say. */
  let forced: Partial<Settings> = {}
  let seen = look()

  function look(): { readonly settings: Settings; readonly problems: readonly string[] } {
    const values = store?.store ?? (found.kind === 'values' ? found.values : {})
    const own = checkLayer({ name: file, values })
    return { settings: mergeLayers([forced, own.values, ...lower.layers], defaults), problems: own.problems }
  }

  function refresh(): void {
    const before = seen
    seen = look()
    if (isDeepStrictEqual(before.settings, seen.settings)) return
    for (const listener of listeners) listener(seen.settings)
  }

  function save(patch: unknown): Result<Settings> {
    const checked = checkPatch(seen.settings, patch)
    if (!checked.ok) return checked
    if (!opened.ok) return opened
    const wanted = { ...seen.settings, ...checked.value }
    const key = wanted.names === 'pseudonyms' && wanted.pseudonymKey === '' ? { pseudonymKey: newKey() } : {}
    const saved = attempt(file, () => opened.value.set({ ...checked.value, ...key }))
    if (!saved.ok) return saved
    forced = {}
    refresh()
    return ok(seen.settings)
  }

  if (seen.settings.names === 'pseudonyms' && seen.settings.pseudonymKey === '') {
    const saved = save({})
    if (!saved.ok) {
      forced = { names: 'none' }
      refresh()
      told.push(`People are not recorded, because the key of their pseudonyms cannot be kept. ${saved.message}`)
    }
  }
  const unwatch = store?.onDidAnyChange(refresh)

  return {
    file,
    current: () => seen.settings,
    problems: () => [...new Set([...told, ...lower.problems, ...seen.problems])],
    save,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      unwatch?.()
      store?._closeWatcher()
      listeners.clear()
    },
  }
}

function newKey(): string {
  return randomBytes(32).toString('base64url')
}

function keepCorruptAside(file: string, aside: string): string {
  const moved = attempt(file, () => renameSync(file, aside))
  if (!moved.ok) return moved.message
  return `${file} was damaged and is kept as ${aside}: settings start from their defaults, please check them.`
}

/** Takes bad values out of the file, so that the defaults count and it is told once; a copy of it is kept. */
function repair(store: SettingsFile, file: string, aside: string): readonly string[] {
  const { bad, values, problems } = checkLayer({ name: file, values: store.store })
  if (bad.length === 0) return []
  const repaired = attempt(file, () => {
    copyFileSync(file, aside)
    for (const key of bad) {
      const value = values[key]
      if (value === undefined) store.delete(key)
      else store.set({ [key]: value })
    }
  })
  return repaired.ok ? [...problems, `${file} as it was is kept as ${aside}.`] : []
}

function attempt<T>(file: string, work: () => T): Result<T> {
  try {
    return ok(work())
  } catch (error) {
    if (error instanceof SyntaxError) {
      return failure('cannot-write', `${file} is damaged: start Seatlog anew, which keeps it aside.`)
    }
    const code = errorCode(error)
    return failure(
      'cannot-write',
      `Settings cannot be kept in ${file} (${code}): allow reading and writing there, then save again.`,
    )
  }
}
