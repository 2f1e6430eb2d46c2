import type { AlertRequests, AlertsView } from './alerts.ts'
import type { HealthRequests } from './health.ts'
import type { HistoryRequests, HistoryStatus } from './history.ts'
import type { Result } from './result.ts'
import type { FeatureDetails, RawAnswer, SeatsFound, SeatsView, ServerSeats } from './seats.ts'
import type { SettingsRequests, SettingsView } from './settings.ts'

export type { NamesMode, ServerSetting, SettingsPatch, SettingsView, Theme } from './settings.ts'

/** Every request the window can make: channel name to request and response. Implemented by `main/service`, carried by
 * the preload bridge (desktop) or loopback HTTP (browser) with the same payload checks. */
export interface Requests extends HistoryRequests, AlertRequests, SettingsRequests, HealthRequests {
  'app.info': { request: null; response: AppInfo }
  'seats.get': { request: null; response: SeatsView }
  'seats.details': { request: { key: string }; response: FeatureDetails }
  /** Search over features, products, codes, and the people and hosts that hold or wait. */
  'seats.find': { request: { text: string }; response: SeatsFound }
  'servers.raw': { request: { tag: string }; response: RawAnswer }
  /** Polls one server, or all; returns when the answer is in. */
  'servers.poll': { request: { tag: string | null }; response: null }
  /** `minutes`: polling goes on by itself then; null: not before it is resumed. */
  'servers.pause': { request: { paused: boolean; minutes: number | null }; response: null }
  /** One lmstat against an address that is not saved yet. */
  'servers.try': { request: { address: string; lmutil: string }; response: TryResult }
  'codes.lookup': { request: { text: string }; response: readonly CodeFound[] }
}

export type Channel = keyof Requests
export type RequestOf<C extends Channel> = Requests[C]['request']
export type ResponseOf<C extends Channel> = Requests[C]['response']

/** Everything main tells the window without being asked. */
export interface Events {
  /** One server's seats changed: replaces what the window had under the tag. */
  'seats.server': ServerSeats
  /** The list of servers changed (settings saved, demo left): ask for everything anew. */
  'seats.reset': null
  'app.changed': AppInfo
  'settings.changed': SettingsView
  /** New rows were read, or a rebuild went on: what is shown of history may be asked for anew. */
  'history.changed': HistoryStatus
  /** Something was told, or is to be told. */
  'alerts.changed': AlertsView
  /** The window is to show a place: an address as in its own (`#…`). */
  'window.go': { readonly place: string }
}

export type EventName = keyof Events

/** The one object a window talks to, whatever the host. */
export interface SeatlogClient {
  call<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Result<ResponseOf<C>>>
  /** Returns the function that ends the subscription. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
}

export interface AppInfo {
  readonly version: string
  readonly host: 'desktop' | 'browser'
  /** The simulated license server is shown, because no server is configured or because it was asked for. */
  readonly demo: boolean
  /** Null: nothing is recorded. */
  readonly dataFolder: string | null
  /** Epoch seconds at which polling goes on by itself; null: it is not paused, or until it is resumed. */
  readonly pausedUntil: number | null
  readonly settingsFile: string
  /** Sentences the user must see: settings that fell back, a folder that cannot be written, rows that wait. */
  readonly notices: readonly Notice[]
}

export interface Notice {
  /** Stable while the condition lasts. */
  readonly id: string
  readonly kind: 'error' | 'warning' | 'info'
  readonly message: string
}

export type TryResult =
  | { readonly answered: true; readonly features: number; readonly daemons: readonly string[]; readonly used: number }
  | { readonly answered: false; readonly message: string }

export interface CodeFound {
  readonly code: string
  readonly product: string
  readonly release: string
  readonly kind: string
  readonly vendor: string
  /** Keys of the features of the seats view that carry this code. */
  readonly seen: readonly string[]
}
