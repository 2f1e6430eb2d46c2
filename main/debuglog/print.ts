import { EVENT_TYPES, type LogEvent } from './event.ts'
import type { LogSummary } from './summary.ts'

const NAMES: readonly (keyof LogEvent)[] = [
  'time',
  'offset',
  'daemon',
  'type',
  'feature',
  'user',
  'host',
  'seats',
  'data',
  'reason',
  'code',
  'components',
  'line',
]

/** A line of `seatlog parse-log` with its line end: one JSON object, its names in this order as far as they are there. */
export const printEvent = (event: LogEvent): string => `${JSON.stringify(event, NAMES as string[])}\n`

/** The one object of `seatlog parse-log --summary`, with its line end: types by their names among the other counts. */
export function printSummary(summary: LogSummary): string {
  const { lines, events, ...others } = summary
  const counts = Object.fromEntries(EVENT_TYPES.map((type) => [type, events[type]]))
  return `${JSON.stringify({ lines, ...counts, ...others }, null, 2)}\n`
}
