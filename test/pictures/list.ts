import type { Page } from 'playwright-core'

export type Colors = 'light' | 'dark'

/** A picture of `docs/`: `<name>-light.png` and `<name>-dark.png`, `height` CSS pixels high. */
export interface Pictured {
  readonly name: string
  /** The window's address. */
  readonly place: string
  readonly height: number
  /** Of the made-up site. */
  readonly state?: string
  readonly before?: (page: Page) => Promise<void>
}

export const DEMO_PICTURES: readonly Pictured[] = [
  { name: 'seats', place: '#/seats', height: 734 },
  { name: 'history-feature', place: '#/feature/CAD/64300ACD_F?span=30d', height: 1014 },
  { name: 'history-user', place: '#/user/z.jimoh', height: 874 },
  { name: 'history-denials', place: '#/denials', height: 974 },
  { name: 'history-features', place: '#/features', height: 734 },
]

export const WINDOW_PICTURES: readonly Pictured[] = [
  { name: 'first-run', place: '#/first-run', height: 874, state: 'empty' },
  { name: 'settings-servers', place: '#/settings/servers', height: 874 },
  { name: 'settings-alerts', place: '#/settings/alerts', height: 874 },
  { name: 'alerts', place: '#/alerts', height: 734 },
  { name: 'health', place: '#/health', height: 874 },
]
