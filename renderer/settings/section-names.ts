/** The sections of the settings, in the order they are shown; each has an address of its own. */
export const SETTINGS_SECTIONS = ['servers', 'data', 'alerts', 'features', 'computer'] as const
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]

export const isSettingsSection = (text: string | null | undefined): text is SettingsSection =>
  SETTINGS_SECTIONS.some((section) => section === text)
