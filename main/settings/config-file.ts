import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { readAnySettingsFile, readLowerLayers } from './files.ts'
import type { Places } from './places.ts'
import { checkLayer, checkPatch, mergeLayers, problemsOf } from './read.ts'
import { defaultSettings, type Settings } from './schema.ts'
import type { SettingsStore } from './store.ts'

/**
 * Settings from a file named on the command line, a Seatlog `settings.json` or an ini file of the seed's script, in place
 * of the user's own; the computer's count under it. Nothing is ever saved into it.
 */
export function openConfigFile(file: string, places: Places): Result<SettingsStore> {
  const read = readAnySettingsFile(file)
  if ('kind' in read) {
    if (read.kind === 'absent')
      return failure('cannot-read', `There is no file ${file}: check the path after --config.`)
    if (read.kind === 'corrupt')
      return failure(
        'bad-settings',
        `${file} is neither Seatlog’s settings (JSON) nor an ini file with logusers, dbpath, logpath or licfile.`,
      )
    return failure('cannot-read', `${file} cannot be read (${read.reason}): check its permissions.`)
  }
  const lower = readLowerLayers(places.machineWideFile, [])
  const own = checkLayer(read.layer)
  return fixed({
    file,
    layers: [own.values, ...lower.layers],
    problems: [...read.notes, ...own.problems, ...lower.problems],
    places,
    refusal: `The settings come from ${file}, given by --config: change them there.`,
  })
}

/**
 * The computer's settings alone, for a logger that runs as a service (`--machine`). Nothing is ever saved into them. A file
 * that is absent or damaged is a failure here: the defaults would log nothing, or names nobody wanted.
 */
export function openMachineWide(places: Places): Result<SettingsStore> {
  const file = places.machineWideFile
  const { layers, problems } = readLowerLayers(file, [])
  if (layers.length === 0) {
    return failure('cannot-read', problems[0] ?? `There is no ${file}: write the settings of this computer there.`)
  }
  const isNamed = layers.some(({ dataFolder }) => dataFolder !== undefined)
  const unnamed = `${file} names no dataFolder: ${places.defaultDataFolder}, of the user this runs as, is used.`
  return fixed({
    file,
    layers,
    problems: isNamed ? problems : [...problems, unnamed],
    places,
    refusal: `The settings come from ${file}, by --machine: change them there.`,
  })
}

interface Found {
  readonly file: string
  readonly layers: readonly Partial<Settings>[]
  readonly problems: readonly string[]
  readonly places: Places
  /** What who wants to save is told. */
  readonly refusal: string
}

/** Settings that are read once. */
function fixed({ file, layers, problems, places, refusal }: Found): Result<SettingsStore> {
  const settings = mergeLayers(layers, defaultSettings(places.defaultDataFolder))
  if (settings.names === 'pseudonyms' && settings.pseudonymKey === '') {
    return failure('bad-settings', `${file} wants pseudonyms but has no pseudonymKey: add one, or use saved settings.`)
  }
  return ok({
    file,
    current: () => settings,
    locked: () => [],
    own: () => layers[0] ?? {},
    problems: () => problems,
    save: () => failure('cannot-write', refusal),
    check: (patch) => problemsOf(checkPatch(settings, patch)),
    replace: () => failure('cannot-write', refusal),
    onChange: () => () => {},
    close: () => {},
  })
}
