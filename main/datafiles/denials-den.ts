import type { SeatlogEvent } from './events.ts'
import { decodeFields, dotted, encodeFields, readNumber } from './fields.ts'
import type { Decoded } from './lines.ts'
import { type Names, privateRequest } from './names.ts'

/** A DENIED line of a debug log. `at`: epoch seconds; texts are '' where nobody said. */
export interface DenialRow {
  readonly at: number
  readonly tag: string
  readonly feature: string
  /** The project, where known. */
  readonly account: string
  readonly user: string
  readonly host: string
  readonly seats: number
}

/** `checkouts/<TAG>/YYYY.MM.DD.den` (DESIGN 4.4): every denial, one a line, without comments and so without a header. */
export const denialsFileName = (day: string): string => `${dotted(day)}.den`

/** The row as a line without its line end. */
export const encodeDenial = ({ at, tag, feature, account, user, host, seats }: DenialRow): string =>
  encodeFields([at, tag, feature, account, user, host, seats])

export const decodeDenials = (text: string): Decoded<DenialRow> =>
  decodeFields(text, { count: 7, comments: false }, (fields) => {
    const [timestamp = '', tag = '', feature = '', account = '', user = '', host = '', tokens = ''] = fields
    const at = readNumber(timestamp)
    const seats = readNumber(tokens)
    if (at === null) return 'TIMESTAMP is not a time'
    if (seats === null) return 'TOKENS is not a number'
    return { at, tag, feature, account, user, host, seats }
  })

/** A denial as the debug log tells it, reason and code as far as they are there. */
export interface LoggedDenial extends DenialRow {
  readonly daemon: string
  readonly reason?: string | undefined
  readonly code?: string | undefined
}

/** The two forms in which the files keep a denial: its row, and the event with what the row cannot hold (DESIGN 4.4, 4.6). */
export function recordedDenial(
  { daemon, reason, code, ...denied }: LoggedDenial,
  names: Names,
): { readonly row: DenialRow; readonly event: SeatlogEvent } {
  const row = privateRequest(denied, names)
  const { at: t, tag, feature, user, host, seats } = row
  // The log's own words may name a person; the code alone tells the class.
  const words = names.mode === 'names' ? reason : undefined
  const why = { ...(words === undefined ? {} : { reason: words }), ...(code === undefined ? {} : { code }) }
  return { row, event: { t, tag, type: 'denial', daemon, feature, user, host, seats, ...why } }
}
