import { type Address, type Looked, USUAL, USUAL_KINDS, type View } from '../history/address.ts'

/** An entry of the title bar, and of the search over everything. */
export interface ViewEntry {
  readonly label: string
  /** The views that belong to it. */
  readonly of: readonly View[]
  /** Where it leads: what is looked at there is what was looked at before. */
  to(looked: Looked): Address
}

export const VIEW_ENTRIES: readonly ViewEntry[] = [
  { label: 'Seats', of: ['seats'], to: () => ({ view: 'seats' }) },
  { label: 'Features', of: ['features', 'feature', 'how-many'], to: (looked) => ({ view: 'features', ...looked }) },
  { label: 'Users', of: ['users', 'person'], to: () => ({ view: 'users', text: '' }) },
  {
    label: 'Denials',
    of: ['denials'],
    to: ({ span }) => ({ view: 'denials', span, tags: [], feature: null, user: null, kinds: USUAL_KINDS }),
  },
  { label: 'Capacity', of: ['capacity'], to: () => ({ view: 'capacity' }) },
  { label: 'Feature codes', of: ['codes'], to: () => ({ view: 'codes' }) },
  { label: 'Alerts', of: ['alerts'], to: () => ({ view: 'alerts' }) },
  { label: 'Health', of: ['health'], to: () => ({ view: 'health', tag: null }) },
  { label: 'Settings', of: ['settings'], to: () => ({ view: 'settings', section: 'servers' }) },
]

/** What an address is restricted to, for the next one. */
export const lookedAt = (address: Address): Looked => ({
  span: 'span' in address ? address.span : USUAL.span,
  working: 'working' in address ? address.working : USUAL.working,
})
