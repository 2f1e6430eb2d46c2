import type { FeatureSeats, SeatsView, ServerSeats } from '../../preload/contract/seats.ts'
import { type FeatureState, featureState, listedFeatures, worstState } from './tray-features.ts'
import { featureWords, joinedWithin, serverWords } from './tray-words.ts'

export type TrayIcon = FeatureState | 'paused'

export type TrayAction = 'open' | 'poll' | 'pause' | 'resume' | 'quit'

/** One line of the tray's menu; without action it is a heading, which cannot be chosen. */
export type TrayItem = { readonly label: string; readonly action: TrayAction | null } | 'separator'

export interface TrayModel {
  readonly icon: TrayIcon
  readonly tooltip: string
  readonly menu: readonly TrayItem[]
}

export interface TrayInput {
  readonly view: SeatsView
  /** Keys of the features to show; when none of them is there, the fullest are shown. */
  readonly pinned: readonly string[]
  /** Epoch seconds. */
  readonly now: number
  /** Windows cuts a longer tooltip, in UTF-16 units. */
  readonly tooltipLength: number
}

/** What the tray shows. The icon tells the worst of the features that tooltip and menu name, so that pinning a few
 * makes the icon speak about these. */
export function trayModel({ view, pinned, now, tooltipLength }: TrayInput): TrayModel {
  const { servers, demo } = view
  const features = listedFeatures(
    servers.flatMap((server) => server.features),
    pinned,
  )
  const words = features.map((feature) => featureWords(feature, features))
  const paused = servers.length > 0 && servers.every((server) => server.paused)
  const head = [demo ? 'Demo' : '', paused ? 'Paused' : ''].filter(Boolean)
  return {
    icon: paused ? 'paused' : icon(servers, features),
    tooltip: joinedWithin([...head, ...tooltipParts(servers, words)], tooltipLength),
    menu: [
      ...section(demo ? [heading('Demo: a simulated license server')] : []),
      ...section(words.map((label): TrayItem => ({ label, action: 'open' }))),
      ...section(servers.map((server): TrayItem => ({ label: serverWords(server, now), action: 'open' }))),
      { label: 'Open Seatlog', action: 'open' },
      { label: 'Poll now', action: 'poll' },
      paused ? { label: 'Resume polling', action: 'resume' } : { label: 'Pause polling', action: 'pause' },
      'separator',
      { label: 'Quit Seatlog', action: 'quit' },
    ],
  }
}

function icon(servers: readonly ServerSeats[], features: readonly FeatureSeats[]): TrayIcon {
  const notAnswering = servers.some((server) => server.state === 'down' || server.state === 'unknown')
  const states = features.map(featureState)
  return worstState(notAnswering || servers.length === 0 ? [...states, 'unknown'] : states)
}

function tooltipParts(servers: readonly ServerSeats[], words: readonly string[]): readonly string[] {
  if (servers.length === 0) return ['Seatlog: no license server']
  const troubled = servers.filter((server) => server.state === 'down' || server.state === 'unknown')
  const parts = [...troubled.map((server) => `${server.tag}: ${server.state}`), ...words]
  return parts.length > 0 ? parts : ['Seatlog: no features']
}

const heading = (label: string): TrayItem => ({ label, action: null })

const section = (items: readonly TrayItem[]): readonly TrayItem[] => (items.length > 0 ? [...items, 'separator'] : [])
