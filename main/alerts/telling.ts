import type { Alert } from '../../preload/contract/alerts.ts'
import { ALERTS_PLACE } from './place.ts'
import { firstOf } from './words.ts'

/** One notification, whatever it tells of. */
export interface Telling {
  readonly title: string
  readonly text: string
  /** The address in the window that shows it. */
  readonly place: string
}

const MOST_LISTED = 4

/** One alert by itself, several as a summary: "5 alerts", and what the first of them are. At least one. */
export function tellingOf(alerts: readonly Alert[]): Telling {
  const [first, ...others] = alerts
  if (first === undefined) throw new Error('nothing to tell')
  if (others.length === 0) return { title: first.title, text: first.text, place: first.place }
  const place = others.every((other) => other.place === first.place) ? first.place : ALERTS_PLACE
  const titles = alerts.map(({ title }) => title)
  return { title: `${alerts.length} alerts`, text: firstOf(titles, MOST_LISTED, '\n'), place }
}
