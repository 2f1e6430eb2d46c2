import { BEGINNING_RULES } from '../../../main/alerts/rules.ts'
import { checkKey, isSettingsKey } from '../../../main/settings/schema.ts'
import { failure } from '../../../preload/contract/result.ts'
import type { ServerSeats } from '../../../preload/contract/seats.ts'
import type { OwnCode, SettingsChecked, SettingsPatch, SettingsView } from '../../../preload/contract/settings.ts'

const OWN_CODES: readonly OwnCode[] = [
  { code: 'WAVE_VIEW', product: 'Waveform viewer of the test lab', release: '' },
  { code: 'DRC_RUN', product: 'Design rule check, batch', release: '2026' },
]

/** Settings as they are in a named state; `servers` are those of its seats. */
export function settingsIn(state: string, servers: readonly ServerSeats[]): SettingsView {
  const none = state === 'demo' || state === 'empty' || state === 'nothing-found'
  return {
    servers: none
      ? []
      : servers.map(({ tag, address }) => (tag === 'cad-main' ? { tag, address, ...CAD_MAIN } : { tag, address })),
    lmutil: '',
    lmutilFound: state === 'errors' || state === 'nothing-found' ? null : '/opt/flexnet/lmutil',
    dataFolder: none ? '/home/admin/Seatlog' : '/srv/licenses/seatlog',
    names: 'names',
    intervalSeconds: 60,
    recordIntervalSeconds: 300,
    capacityIntervalSeconds: 3600,
    timeoutSeconds: 30,
    keepDays: none ? {} : { users: 90 },
    archiveFolders: [],
    denialWindowSeconds: 10,
    equivalentFeatures: none ? [] : [['87676ACD_2023_0F', '87084ACD_2019_0F']],
    pinned: servers.flatMap(({ features }) => features.slice(16, 17)).map(({ key }) => key),
    theme: 'system',
    alerts: null,
    alertsInUse: BEGINNING_RULES,
    alertCommand: none ? [] : ['/opt/site/alert-mail', '--to', 'licenses@example.org'],
    startOnLogin: false,
    locked: state === 'locked' ? ['servers', 'dataFolder', 'names', 'keepDays', 'alerts', 'theme'] : [],
  }
}

const CAD_MAIN = {
  zone: 'Europe/Berlin',
  debugLogs: ['/mnt/lic-cad/adskflex-@DATE@.log'],
  workingHours: { weekdays: [1, 2, 3, 4, 5], from: '07:00', to: '19:00', holidays: ['2026-12-25'] },
}

/** Answers about settings, by channel. `get` and `set`: what is saved. */
export function settingsAnswers(state: string, get: () => SettingsView, set: (settings: SettingsView) => void) {
  let codes = OWN_CODES

  /** By the schema of main; the sentences are simpler. */
  function problemsIn(patch: SettingsPatch): SettingsChecked['problems'] {
    const found: SettingsChecked['problems'][number][] = []
    for (const [key, value] of Object.entries(patch)) {
      if (!isSettingsKey(key)) return [{ key, message: `There is no setting “${key}”.` }]
      if (state === 'errors' && key === 'dataFolder')
        return [{ key, message: 'The data folder is on a drive that is full.' }]
      const checked = checkKey(key, value)
      if (checked.good) continue
      for (const { at, problem } of checked.all) found.push({ key: at, message: `It ${problem.replace(/\.$/, '')}.` })
    }
    return found
  }

  return {
    'settings.get': get,
    'settings.check': (patch: SettingsPatch) => ({ problems: problemsIn(patch) }),
    'settings.save': (patch: SettingsPatch) => {
      const [problem] = problemsIn(patch)
      if (problem !== undefined) return failure('bad-settings', `Not saved: ${problem.message}`)
      const { alerts = get().alerts } = patch
      set({ ...get(), ...patch, alerts, alertsInUse: alerts ?? BEGINNING_RULES })
      return get()
    },
    'settings.export': () => ({ fileName: 'seatlog-settings.json', text: JSON.stringify(get(), null, 2) }),
    'settings.import': ({ text }: { text: string }) => {
      if (!text.startsWith('{')) return failure('bad-settings', 'Not imported: the file holds no settings of Seatlog.')
      set({ ...get(), ...JSON.parse(text) })
      return get()
    },
    'settings.codes': () => codes,
    'settings.saveCodes': (asked: { codes: readonly OwnCode[] }) => {
      codes = asked.codes
      return codes
    },
    'setup.find': () =>
      state === 'nothing-found'
        ? { lmutil: null, servers: [] }
        : {
            lmutil: '/opt/flexnet/lmutil',
            servers: [
              { address: '27000@lic-cad', tag: 'lic-cad', source: 'ADSKFLEX_LICENSE_FILE' },
              { address: '27001@lic-a,27001@lic-b,27001@lic-c', tag: 'lic-a', source: 'LM_LICENSE_FILE' },
              { address: '/opt/edad/license.dat', tag: 'license', source: '/opt/edad/license.dat' },
            ],
          },
    'setup.folder': ({ folder }: { folder: string }) =>
      folder.startsWith('/srv') || folder.startsWith('/home')
        ? { problem: null, free: 412_300_000_000, tags: folder.startsWith('/srv') ? ['cad-main', 'eng'] : [] }
        : { problem: `${folder} cannot be written: you have no right to.`, free: null, tags: [] },
    'setup.log': ({ path }: { path: string }) =>
      path.startsWith('/mnt/lic-cad')
        ? { problem: null, files: ['/mnt/lic-cad/adskflex-2026-10-12.log'], events: EVENTS }
        : { problem: 'No file is there now; check the folder and the right to read it.', files: [], events: [] },
  }
}

const EVENTS = [
  { time: '2026-10-12 07:58:02', type: 'out', text: '"87676ACD_2023_0F" aberger@WS-1201' },
  { time: '2026-10-12 07:58:41', type: 'out', text: '"87688RVT_2023_0F" bkuhn@WS-1388' },
  { time: '2026-10-12 08:01:10', type: 'denied', text: '"87084ACD_2019_0F" cnowak@WS-1710 (-4) no seat' },
  { time: '2026-10-12 08:03:55', type: 'in', text: '"87676ACD_2023_0F" aberger@WS-1201' },
]
