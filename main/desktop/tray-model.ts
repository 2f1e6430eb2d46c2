import type { AlertRule } from '../../preload/contract/alerts.ts'
import type { FeatureSeats, SeatsView, ServerSeats } from '../../preload/contract/seats.ts'
import { type FeatureState, featureState, listedFeatures, lowLimit, servedPins, worstState } from './tray-features.ts'
import { featureNames, joinedWithin, seatWords, serverWords, waitingWords } from './tray-words.ts'

export type TrayIcon = FeatureState | 'paused'

/** `feature`: open its place. `tell`: whether its next free seat is to be told. */
export type TrayAction =
  | 'open'
  | 'poll'
  | 'pause'
  | 'pause-hour'
  | 'resume'
  | 'settings'
  | 'quit'
  | { readonly type: 'feature'; readonly key: string }
  | { readonly type: 'tell'; readonly key: string; readonly wanted: boolean }

/** One line of the tray's menu. Without action it cannot be chosen; with `checked` it has a check mark. */
export type TrayItem =
  | { readonly label: string; readonly action: TrayAction | null; readonly checked?: boolean }
  | { readonly label: string; readonly items: readonly TrayItem[] }
  | 'separator'

export interface TrayModel {
  readonly icon: TrayIcon
  readonly tooltip: string
  readonly menu: readonly TrayItem[]
}

export interface TrayInput {
  readonly view: SeatsView
  /** Keys of the features to show; when none of them is there, the fullest are shown. */
  readonly pinned: readonly string[]
  /** Alerts in use, for their limits. */
  readonly rules: readonly AlertRule[]
  /** Names of the people who wait, by the feature's key; absent: nobody, or not known who. */
  readonly waiting: ReadonlyMap<string, readonly string[]>
  /** Keys of the features whose next free seat is told. */
  readonly tellWhenFree: readonly string[]
  /** Epoch seconds at which a pause ends by itself; null: there is none, or it lasts until it is resumed. */
  readonly pausedUntil: number | null
  /** The clock's time in the language of this computer: `14:05`. */
  readonly clockTime: (at: number) => string
  /** Epoch seconds. */
  readonly now: number
  /** Windows cuts a longer tooltip, in UTF-16 units. */
  readonly tooltipLength: number
}

/** What the tray shows. Icon and tooltip speak about the pinned features and their servers, if there are pins. */
export function trayModel(input: TrayInput): TrayModel {
  const { view, pinned, rules, waiting, pausedUntil, clockTime, now, tooltipLength } = input
  const servers = servedPins(view.servers, pinned)
  const features = listedFeatures(view.servers, pinned)
  const names = featureNames(features)
  const inTooltip = features.map((feature, index) => `${names[index]}: ${seatWords(feature)}${waitingWords(feature)}`)
  const inMenu = features.map((feature, index): TrayItem => {
    const words = `${seatWords(feature)}${waitingWords(feature, waiting.get(feature.key))}`
    return { label: `${names[index]}: ${words}`, action: { type: 'feature', key: feature.key } }
  })
  const paused = isPaused(servers)
  const pauseWords = pausedUntil === null ? 'Paused until resumed' : `Paused until ${clockTime(pausedUntil)}`
  const head = [view.demo ? 'Demo' : '', paused ? pauseWords : ''].filter(Boolean)
  return {
    icon: paused ? 'paused' : icon(servers, features, rules),
    tooltip: joinedWithin([...head, ...tooltipParts(servers, inTooltip)], tooltipLength),
    menu: [
      ...section(view.demo ? [{ label: 'Demo: a simulated license server', action: null }] : []),
      ...section([...inMenu, ...tellItems(input, features)]),
      ...section(view.servers.map((server): TrayItem => ({ label: serverWords(server, now), action: 'open' }))),
      { label: 'Open Seatlog', action: 'open' },
      ...pollItems(view.servers, pauseWords),
      { label: 'Settings', action: 'settings' },
      'separator',
      { label: 'Quit Seatlog', action: 'quit' },
    ],
  }
}

const isPaused = (servers: readonly ServerSeats[]): boolean => servers.length > 0 && servers.every((one) => one.paused)

/** Does not answer, though it is asked. */
const isSilent = ({ state, paused }: ServerSeats): boolean => !paused && (state === 'down' || state === 'unknown')

function icon(
  servers: readonly ServerSeats[],
  features: readonly FeatureSeats[],
  rules: readonly AlertRule[],
): FeatureState {
  const states = features.map((feature) => featureState(feature, lowLimit(feature, rules)))
  return worstState(servers.length === 0 || servers.some(isSilent) ? [...states, 'unknown'] : states)
}

function tooltipParts(servers: readonly ServerSeats[], words: readonly string[]): readonly string[] {
  if (servers.length === 0) return ['Seatlog: no license server']
  const parts = [...servers.filter(isSilent).map((server) => `${server.tag}: ${server.state}`), ...words]
  return parts.length > 0 ? parts : ['Seatlog: no features']
}

/** Only who finds no free seat has something to wait for. */
function tellItems({ view, tellWhenFree }: TrayInput, listed: readonly FeatureSeats[]): readonly TrayItem[] {
  const all = view.servers.flatMap((server) => server.features)
  const wishes = new Set(tellWhenFree)
  const inMenu = new Set(listed)
  const offered = all.filter((one) => wishes.has(one.key) || (inMenu.has(one) && one.free !== null))
  if (offered.length === 0) return []
  const names = featureNames(offered)
  const items = offered.map((feature, index): TrayItem => {
    const { key, free, known } = feature
    const checked = wishes.has(key)
    const isFree = known && free !== null && free > 0
    const action = isFree && !checked ? null : ({ type: 'tell', key, wanted: !checked } as const)
    return { label: `${names[index]}: ${seatWords(feature)}`, action, checked }
  })
  return [{ label: 'Tell me when a seat is free', items }]
}

/** A viewer polls nothing, and has nothing to pause. */
function pollItems(servers: readonly ServerSeats[], pauseWords: string): readonly TrayItem[] {
  if (servers.length === 0) return []
  const polled = servers.filter(({ role }) => role !== 'viewer')
  if (polled.length === 0) return [{ label: 'Polled by another Seatlog', action: null }]
  const poll = { label: 'Poll now', action: 'poll' } as const
  if (isPaused(polled)) {
    return [poll, { label: pauseWords, action: null }, { label: 'Resume polling', action: 'resume' }]
  }
  return [
    poll,
    { label: 'Pause polling for 1 hour', action: 'pause-hour' },
    { label: 'Pause polling until resumed', action: 'pause' },
  ]
}

const section = (items: readonly TrayItem[]): readonly TrayItem[] => (items.length > 0 ? [...items, 'separator'] : [])
