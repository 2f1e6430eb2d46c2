import { join } from 'node:path'
import type { CodeFound } from '../../preload/contract/api.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import { type FeatureCodes, loadTables } from '../featurecodes/codes.ts'
import type { SettingsStore } from '../settings/store.ts'
import { ownCodesFile } from './own-table.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'

/** The shipped tables lie beside the built program, in a checkout as in the package. */
const TABLES = join(import.meta.dirname, '..', '..', 'Feature Codes')

/** All tables, the user's own in the settings folder first. */
export const featureCodes = (store: SettingsStore): FeatureCodes => loadTables(TABLES, ownCodesFile(store))

export const problemSentence = ({ file, line, message }: ReturnType<FeatureCodes['problems']>[number]): string =>
  `${file}${line === null ? '' : `, line ${line}`}: ${message}`

/** Codes and products that fit the text, without any server's features. */
export function lookUp(
  settings: SettingsSource,
  text: string,
): Result<{ readonly found: readonly CodeFound[]; readonly warnings: readonly string[] }> {
  const opened = settingsOf(settings)
  if (!opened.ok) return opened
  opened.value.close()
  const codes = featureCodes(opened.value)
  const found = codes.lookup(text, [])
  return ok({ found, warnings: [...opened.value.problems(), ...codes.problems().map(problemSentence)] })
}
