import { VIEW_ENTRIES, type ViewEntry } from '../header/views.ts'
import { SETTINGS_SECTIONS } from '../settings/section-names.ts'
import { SECTIONS } from '../settings/sections.ts'

/** A place of the window, with what else it is found by. */
type Place = Pick<ViewEntry, 'label' | 'to'> & { readonly holds: string }

/** The views, and the sections of the settings. */
export const PLACES: readonly Place[] = [
  ...VIEW_ENTRIES.map(({ label, to }) => ({ label, to, holds: '' })),
  ...SETTINGS_SECTIONS.map((section): Place => {
    const { label, holds } = SECTIONS[section]
    return { label: `Settings: ${label}`, holds, to: () => ({ view: 'settings', section }) }
  }),
]
