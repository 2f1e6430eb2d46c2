import type { Draft } from './draft.ts'
import type { SettingsSection } from './section-names.ts'

interface Section {
  readonly label: string
  /** What there is to be found in it, in lower case. */
  readonly holds: string
  /** The settings it saves. */
  readonly keys: readonly (keyof Draft)[]
}

/** What the sections of the settings are called and hold. */
export const SECTIONS: Readonly<Record<SettingsSection, Section>> = {
  servers: {
    label: 'Servers',
    holds:
      'add license server tag address role viewer time zone debug logs working hours holidays options file packages',
    keys: ['servers'],
  },
  data: {
    label: 'Polling and data',
    holds: 'lmutil interval data folder record names pseudonyms privacy keep delete files archive folders',
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
  alerts: {
    label: 'Alerts',
    holds: 'rules notifications command mail chat',
    keys: ['alerts', 'alertCommand'],
  },
  features: {
    label: 'Features',
    holds: 'own feature codes product names equivalents denials',
    keys: ['equivalentFeatures', 'denialWindowSeconds'],
  },
  computer: {
    label: 'This computer',
    holds: 'colors theme dark light window start on login export import all settings file',
    keys: ['theme', 'startOnLogin'],
  },
}
