import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { openConfigFile, openMachineWide } from '../settings/config-file.ts'
import { placesOf, thisMachine } from '../settings/places.ts'
import { checkPatch } from '../settings/read.ts'
import type { Settings } from '../settings/schema.ts'
import { openSettings, type SettingsParts, type SettingsStore } from '../settings/store.ts'

/** Where a host's settings come from. */
export interface SettingsSource {
  /** `(options) => new Conf(options)`, or the same with `ElectronStore`. */
  readonly openFile: SettingsParts['openFile']
  /** A file in the place of the user's own settings (`--config`). */
  readonly config?: string
  /** Nothing of the user counts, only the computer's settings (`--machine`). */
  readonly machineWide?: boolean
  /** What the command line says over all else; never saved. */
  readonly overrides?: Readonly<Record<string, unknown>>
  /** Notice what other processes save. */
  readonly watch: boolean
}

/** The settings of this user on this computer. Fails with one sentence for a bad override, or a bad file where only
 * that file counts. */
export function settingsOf(source: SettingsSource): Result<SettingsStore> {
  const opened = opening(source)
  const { overrides } = source
  if (!opened.ok || overrides === undefined) return opened
  const checked = checkPatch(opened.value.current(), overrides)
  if (!checked.ok) return failure(checked.code, checked.message.replace(/^Not saved: /, 'On the command line, '))
  return ok(overridden(opened.value, checked.value))
}

function opening({ openFile, config, machineWide, watch }: SettingsSource): Result<SettingsStore> {
  const places = placesOf(thisMachine())
  if (machineWide) return openMachineWide(places)
  if (config !== undefined) return openConfigFile(config, places)
  return ok(openSettings({ openFile, places, now: () => new Date(), watch }))
}

function overridden(store: SettingsStore, over: Partial<Settings>): SettingsStore {
  const withOverrides = (settings: Settings): Settings => ({ ...settings, ...over })
  return {
    ...store,
    current: () => withOverrides(store.current()),
    save(patch) {
      const saved = store.save(patch)
      return saved.ok ? ok(withOverrides(saved.value)) : saved
    },
    onChange: (listener) => store.onChange((settings) => listener(withOverrides(settings))),
  }
}
