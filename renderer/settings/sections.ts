import type { Draft } from './draft.ts'
import type { SettingsSection } from './section-names.ts'

/** What a section is called, and which settings it saves. */
export const SECTIONS: Readonly<
  Record<SettingsSection, { readonly label: string; readonly keys: readonly (keyof Draft)[] }>
> = {
  servers: { label: 'Servers', keys: ['servers'] },
  data: {
    label: 'Polling and data',
    keys: [
      'lmutil',
      'intervalSeconds',
      'timeoutSeconds',
      'dataFolder',
      'recordIntervalSeconds',
      'capacityIntervalSeconds',
      'names',
      'keepDays',
      'archiveFolders',
    ],
  },
  alerts: { label: 'Alerts', keys: ['alerts', 'alertCommand'] },
  features: { label: 'Features', keys: ['equivalentFeatures', 'denialWindowSeconds'] },
  computer: { label: 'This computer', keys: ['theme', 'startOnLogin'] },
}
