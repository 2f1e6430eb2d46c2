import { failure, ok, type Result } from '../../preload/contract/result.ts'
import { realFiles } from '../datafiles/file-access.ts'
import { guardFiles } from '../datafiles/guarded-files.ts'
import { createNames } from '../datafiles/names.ts'
import { type Imported, type ImportProgress, importSources } from '../importing/import-sources.ts'
import { decodeText } from '../poller/decode.ts'
import { checkKey } from '../settings/schema.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'

export type { ImportProgress } from '../importing/import-sources.ts'
export type { ImportedFile } from '../importing/tally.ts'

export interface ImportWish {
  /** A configured server's, whatever its case, or one that is not polled any more. */
  readonly tag: string
  /** IANA name; null: as configured for the tag, else this computer's. */
  readonly zone: string | null
  /** Files and folders. */
  readonly paths: readonly string[]
}

export interface ImportDone extends Imported {
  /** What the settings hold that is not used. */
  readonly warnings: readonly string[]
}

/** Imports files into the data folder, names as the settings want them; `bad-request` for a bad tag or zone. */
export async function importFiles(
  source: SettingsSource,
  wish: ImportWish,
  progress: ImportProgress,
): Promise<Result<ImportDone>> {
  const opened = settingsOf(source)
  if (!opened.ok) return opened
  opened.value.close()
  const settings = opened.value.current()
  const server = settings.servers.find(({ tag }) => tag.toLowerCase() === wish.tag.toLowerCase())
  const tag = server?.tag ?? wish.tag
  const zone = wish.zone ?? server?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const checked = checkKey('servers', [{ tag, address: '', zone }])
  if (!checked.good) return failure('bad-request', `The server ${checked.problem}`)
  const imported = await importSources(
    {
      data: settings.dataFolder,
      tag,
      zone,
      names: createNames(settings.names, settings.pseudonymKey),
      paths: wish.paths,
    },
    {
      files: guardFiles(realFiles),
      decode: decodeText,
      clock: () => Math.floor(Date.now() / 1000),
      csvEol: process.platform === 'win32' ? '\r\n' : '\n',
      progress,
    },
  )
  if (!imported.ok) return imported
  const { files, notes } = imported.value
  const unknown = `There is no server ${tag} in the settings: what is imported stands under that tag.`
  const told = server === undefined && files.length > 0 ? [unknown, ...notes] : notes
  return ok({ ...imported.value, notes: told, warnings: opened.value.problems() })
}
