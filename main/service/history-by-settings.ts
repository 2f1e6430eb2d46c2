import { ok, type Result } from '../../preload/contract/result.ts'
import { type History, openHistory } from '../history/history.ts'
import { placesOf, thisMachine } from '../settings/places.ts'
import { historyPlace, readGroups } from './history-place.ts'
import { featureCodes } from './look-up.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'

/** The history of this user's settings, for a command; to be stopped at its end. */
export interface OpenedHistory {
  readonly history: History
  readonly dataFolder: string
  /** Product names of a feature's code. */
  readonly productsOf: (feature: string) => readonly string[]
  /** What the settings hold that is not used. */
  readonly warnings: readonly string[]
}

export type OpenHistory = (source: SettingsSource) => Result<OpenedHistory>

export const historyBySettings: OpenHistory = (source) => {
  const opened = settingsOf(source)
  if (!opened.ok) return opened
  const store = opened.value
  store.close()
  const settings = store.current()
  // A command may name servers in other words than the Seatlog that keeps the index: it is not built anew for that.
  const place = { ...historyPlace(settings, placesOf(thisMachine()).localStateFolder), anyBasis: true }
  const history = openHistory({ place, groups: () => readGroups(settings) })
  if (!history.ok) return history
  const { productsOf } = featureCodes(store)
  return ok({ history: history.value, dataFolder: settings.dataFolder, productsOf, warnings: store.problems() })
}
