import { join } from 'node:path'
import Conf from 'conf'
import { type Kept, keptText, readKept } from '../../../main/service/alert-file.ts'
import { openSettings, type SettingsStore } from '../../../main/settings/store.ts'

/** A user's settings in a folder, and nothing else that counts. */
export const settingsIn = (folder: string): SettingsStore =>
  openSettings({
    openFile: (file) => new Conf(file),
    places: {
      settingsFolder: folder,
      localStateFolder: folder,
      machineWideFile: join(folder, 'no', 'settings.json'),
      seedIniFiles: [],
      defaultDataFolder: join(folder, 'data'),
    },
    now: () => new Date(0),
    watch: false,
  })

/** What is saved the n-th time: a list of another length than the time before, which holds nothing but n. */
export const savedKeys = (times: number): readonly string[] =>
  Array.from({ length: 20 + (times % 30) }, (_, at) => `${times} ${at}`)

/** The text of alerts kept the n-th time, of other lengths, too. */
export function savedAlerts(times: number): string {
  const about = { at: times, kind: 'down', over: false, tag: 'cad', feature: null, text: '', place: '' } as const
  const alerts = savedKeys(times).map((title, id) => ({ ...about, id, title }))
  return keptText({ alerts, memory: new Map() })
}

/** Which time all that stands in a folder was saved; null: it is nothing that was saved at once. */
export function savedTimes(folder: string): { readonly settings: number | null; readonly alerts: number | null } {
  const store = settingsIn(folder)
  const { tellWhenFree } = store.current()
  const isWhole = store.problems().length === 0
  store.close()
  const { alerts }: Kept = readKept(folder)
  return {
    settings: isWhole ? timesOf(tellWhenFree) : null,
    alerts: timesOf(alerts.map(({ title }) => title)),
  }
}

function timesOf(keys: readonly string[]): number | null {
  const times = Number(keys[0]?.split(' ')[0] ?? 0)
  const expected = times === 0 ? [] : savedKeys(times)
  return keys.join('\n') === expected.join('\n') ? times : null
}
