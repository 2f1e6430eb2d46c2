import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { readAnySettingsFile, readLowerLayers } from './files.ts'
import type { Places } from './places.ts'
import { checkLayer, mergeLayers } from './read.ts'
import { defaultSettings } from './schema.ts'
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
  const settings = mergeLayers([own.values, ...lower.layers], defaultSettings(places.defaultDataFolder))
  if (settings.names === 'pseudonyms' && settings.pseudonymKey === '') {
    return failure('bad-settings', `${file} wants pseudonyms but has no pseudonymKey: add one, or use saved settings.`)
  }
  const problems = [...read.notes, ...own.problems, ...lower.problems]
  return ok({
    file,
    current: () => settings,
    problems: () => problems,
    save: () => failure('cannot-write', `The settings come from ${file}, given by --config: change them there.`),
    onChange: () => () => {},
    close: () => {},
  })
}
