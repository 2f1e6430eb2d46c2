import type { Span } from '../../preload/contract/history.ts'
import { wishBetween } from './span.ts'
import type { Wish } from './wish.ts'

/** Shorter spans show nothing more: a license server is polled once a minute at best. */
const SHORTEST = 600

const HOUR = 3600
const DAY = 86_400

/** The span between two moments, as it stands in an address: within the record, at least 10 min, from 2 days on in whole
 * hours. */
export function zoomTo(wanted: Span, record: Span, zone: string): Wish {
  const length = Math.min(Math.max(SHORTEST, wanted.to - wanted.from), record.to - record.from)
  const from = Math.min(Math.max(wanted.from, record.from), record.to - length)
  const round = length < 2 * DAY ? 60 : HOUR
  return wishBetween({ from: Math.floor(from / round) * round, to: Math.ceil((from + length) / round) * round }, zone)
}

/** What a key does to the span that is shown: arrows move it by a quarter, + and - halve and double it, Home and End go
 * to the ends of the record; null where the key means nothing here. */
export function zoomByKey(key: string, shown: Span, record: Span, zone: string): Wish | null {
  const length = shown.to - shown.from
  const middle = (shown.from + shown.to) / 2
  const around = (size: number) => zoomTo({ from: middle - size / 2, to: middle + size / 2 }, record, zone)
  const at = (from: number) => zoomTo({ from, to: from + length }, record, zone)
  switch (key) {
    case 'ArrowLeft':
      return at(shown.from - length / 4)
    case 'ArrowRight':
      return at(shown.from + length / 4)
    case '+':
    case '=':
      return around(length / 2)
    case '-':
      return around(length * 2)
    case 'Home':
      return at(record.from)
    case 'End':
      return at(record.to - length)
    default:
      return null
  }
}
