import { decodeFields, dotted, encodeFields, readNumber } from './fields.ts'
import type { Decoded } from './lines.ts'
import type { Names } from './names.ts'

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

/** The row as a file may hold it (DESIGN section 7). */
export const privateDenial = (row: DenialRow, names: Names): DenialRow =>
  names.mode === 'names' ? row : { ...row, account: '', user: names.user(row.user), host: names.host(row.host) ?? '' }
