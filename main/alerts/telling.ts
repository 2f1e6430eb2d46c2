import type { Alert } from '../../preload/contract/alerts.ts'
import { plainLine } from '../../preload/contract/plain-line.ts'
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
/** More of it no system shows. */
const LINE = 200
const TEXT = 500

/** One alert by itself, several as a summary: "5 alerts", and what the first of them are. At least one. */
export function tellingOf(alerts: readonly Alert[]): Telling {
  const [first, ...others] = alerts
  if (first === undefined) throw new Error('nothing to tell')
  if (others.length === 0) {
    return { title: plainLine(first.title, LINE), text: plainLine(first.text, TEXT), place: first.place }
  }
  const place = others.every((other) => other.place === first.place) ? first.place : ALERTS_PLACE
  const titles = alerts.map(({ title }) => plainLine(title, LINE))
  return { title: `${alerts.length} alerts`, text: firstOf(titles, MOST_LISTED, '\n'), place }
}
