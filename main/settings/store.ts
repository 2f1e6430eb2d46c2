import { randomBytes } from 'node:crypto'
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { failure, ok, type Result } from '../../preload/contract/result.ts'
import type { SettingsChecked } from '../../preload/contract/settings.ts'
import { errorCode, readLowerLayers, readSettingsFile } from './files.ts'
import type { Places } from './places.ts'
import {
  type CheckedPatch,
  checkIntervals,
  checkLayer,
  checkPatch,
  mergeLayers,
  problemsOf,
  withoutKeys,
  withoutLocked,
} from './read.ts'
import { defaultSettings, type Settings, type SettingsKey } from './schema.ts'

/** What Seatlog needs of `Conf` (command line, browser host) and of `ElectronStore` (desktop host), which extends it. */
export interface SettingsFile {
  get store(): Readonly<Record<string, unknown>>
  /** Replaces all there is. */
  set store(values: Record<string, unknown>)
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
  /**
   * What counts now: the user's settings, without those that are locked, over the computer's over the seed's ini over the
   * defaults.
   */
  current(): Settings
  /** Keys that are locked in the computer's settings. */
  locked(): readonly SettingsKey[]
  /** Of the user's own settings those that count, with the key of the pseudonyms. */
  own(): Partial<Settings>
  /** Sentences the user must see: what fell back, was ignored, was kept aside, cannot be saved. */
  problems(): readonly string[]
  /** Checks, saves, makes it count; the sentence of a failure names the field or the file. */
  save(patch: unknown): Result<Settings>
  /** What `save` would refuse: the key (see `checkKey`) and a sentence; null: nothing. */
  check(patch: unknown): SettingsChecked['problems']
  /**
   * Checks all of the values and puts them in the place of the user's own settings. The key of the pseudonyms stays where
   * they bring none: without it nobody of the record would be found again.
   */
  replace(values: unknown): Result<Settings>
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
  const noKeyAllowed = lower.locked.includes('pseudonymKey')
  const noKey = failure(
    'bad-settings',
    `Not saved: pseudonyms need a key, and ${places.machineWideFile} locks an empty one.`,
  )
  let seen = look()

  function look() {
    const read = checkLayer({ name: file, values: store?.store ?? (found.kind === 'values' ? found.values : {}) })
    const own = withoutKeys(read.values, lower.locked)
    const wanted = mergeLayers([own, ...lower.layers], defaults)
    // Without a key nobody's name would be hidden.
    const settings: Settings = lacksKey(wanted) ? { ...wanted, names: 'none' } : wanted
    return { settings, wanted, own, problems: read.problems }
  }

  function refresh(): void {
    const before = seen
    seen = look()
    if (isDeepStrictEqual(before.settings, seen.settings)) return
    for (const listener of listeners) listener(seen.settings)
  }

  function checked(patch: unknown, current: Settings): CheckedPatch {
    const good = checkPatch(current, patch)
    const fitting = good.ok ? checkIntervals(current, good.value) : good
    return fitting.ok ? withoutLocked(seen.settings, fitting.value, lower.locked, places.machineWideFile) : fitting
  }

  function save(patch: unknown): Result<Settings> {
    const good = checked(patch, seen.settings)
    if (!good.ok) return failure(good.code, good.message)
    return keep({ ...seen.wanted, ...good.value }, (into, key) => into.set({ ...good.value, ...key }))
  }

  function replace(values: unknown): Result<Settings> {
    const good = checked(values, { ...mergeLayers(lower.layers, defaults), servers: [] })
    if (!good.ok) return failure(good.code, good.message)
    const { pseudonymKey } = seen.own
    const own = pseudonymKey && !good.value.pseudonymKey ? { ...good.value, pseudonymKey } : good.value
    return keep(mergeLayers([own, ...lower.layers], defaults), (into, key) => {
      into.store = { ...own, ...key }
    })
  }

  /** `wanted`: what counts afterwards. The key it lacks is made. */
  function keep(wanted: Settings, write: (into: SettingsFile, key: Partial<Settings>) => void): Result<Settings> {
    if (!opened.ok) return opened
    if (noKeyAllowed && lacksKey(wanted) && !lacksKey(seen.wanted)) return noKey
    const key = lacksKey(wanted) && !noKeyAllowed ? { pseudonymKey: newKey() } : {}
    const saved = attempt(file, () => write(opened.value, key))
    if (!saved.ok) return saved
    refresh()
    return ok(seen.settings)
  }

  if (lacksKey(seen.wanted)) {
    const saved = noKeyAllowed ? noKey : save({})
    if (!saved.ok) {
      told.push(`People are not recorded, because the key of their pseudonyms cannot be kept. ${saved.message}`)
    }
  }
  const unwatch = store?.onDidAnyChange(refresh)

  return {
    file,
    current: () => seen.settings,
    problems: () => [...new Set([...told, ...lower.problems, ...seen.problems])],
    locked: () => lower.locked,
    own: () => seen.own,
    save,
    check: (patch) => problemsOf(checked(patch, seen.settings)),
    replace,
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

const lacksKey = ({ names, pseudonymKey }: Settings): boolean => names === 'pseudonyms' && pseudonymKey === ''

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
