import type { SettingsView } from '../../../preload/contract/settings.ts'

/** Settings as they are where nobody has changed any, but for `own`. */
export const settingsOf = (own: Partial<SettingsView> = {}): SettingsView => ({
  ...{ servers: [], lmutil: '', lmutilFound: null, dataFolder: '/srv/seatlog', names: 'names', intervalSeconds: 60 },
  ...{ recordIntervalSeconds: 300, capacityIntervalSeconds: 3600, timeoutSeconds: 30, keepDays: {} },
  ...{ archiveFolders: [], denialWindowSeconds: 10, equivalentFeatures: [], pinned: [], theme: 'system' },
  ...{ alerts: null, alertsInUse: [], alertCommand: [], startOnLogin: false, locked: [] },
  ...own,
})
