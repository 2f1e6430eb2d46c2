import type { FinishedCheckout } from '../usage/tracker.ts'
import { decodeFields, dotted, encodeFields, readNumber } from './fields.ts'
import type { Decoded } from './lines.ts'
import { type Names, reservedName } from './names.ts'

/** `checkouts/<TAG>/YYYY.MM.DD.chk` (DESIGN 4.3): finished checkouts, one a line. The first line names the fields. */
export const CHECKOUTS_HEADER =
  '# TAG\tNAME\tACCOUNT\tUSER\tHOST\tHANDLE\tDISPLAY\tVERSION\tTOKENS\tPID\tREQUEST-TIMESTAMP\tCHECKOUT-TIMESTAMP\tCHECKINTS-TIMESTAMP'

/** A finished checkout. Times are epoch seconds; texts are '' where nobody said; an idle reservation has no host. */
export type CheckoutRow = Omit<FinishedCheckout, 'daemon' | 'shownAt'>

export const checkoutsFileName = (day: string): string => `${dotted(day)}.chk`

/** The row as a line without its line end. */
export const encodeCheckout = (row: CheckoutRow): string =>
  encodeFields([
    row.tag,
    row.feature,
    row.account,
    row.user,
    row.host,
    row.handle,
    row.display,
    row.version,
    row.seats,
    row.pid,
    row.requestAt,
    row.checkoutAt,
    row.checkinAt,
  ])

/** Other programs leave the PID and the time of the request empty, or write 0 for it, where they do not know them. */
export const decodeCheckouts = (text: string): Decoded<CheckoutRow> =>
  decodeFields(text, { count: 13, comments: true }, (fields) => {
    const [tag = '', feature = '', account = '', user = '', host = '', handle = '', display = '', ...rest] = fields
    const [version = '', tokens = '', process = '', request = '', checkout = '', checkin = ''] = rest
    const seats = readNumber(tokens)
    const pid = readNumber(process || '0')
    const requestAt = readNumber(request || '0')
    const checkoutAt = readNumber(checkout)
    const checkinAt = readNumber(checkin)
    if (seats === null) return 'TOKENS is not a number'
    if (pid === null) return 'PID is not a number'
    if (requestAt === null) return 'REQUEST-TIMESTAMP is not a time'
    if (checkoutAt === null) return 'CHECKOUT-TIMESTAMP is not a time'
    if (checkinAt === null) return 'CHECKINTS-TIMESTAMP is not a time'
    if (checkinAt < checkoutAt) return 'the checkin is before the checkout'
    const texts = { tag, feature, account, user, host, handle, display, version }
    return { ...texts, seats, pid, requestAt: requestAt || checkoutAt, checkoutAt, checkinAt }
  })

type Person = Pick<CheckoutRow, 'account' | 'user' | 'host' | 'display'>

/** The row as a file may hold it (DESIGN section 7). */
export function privateCheckout<Row extends Person>(row: Row, names: Names): Row {
  if (names.mode === 'names') return row
  const reservation = /^r:(\S+) ?(.*)$/s.exec(row.user)
  const [, kind = '', name = ''] = reservation ?? []
  return {
    ...row,
    account: '',
    user: reservation === null ? names.user(row.user) : `r:${kind} ${reservedName(kind, name, names)}`.trimEnd(),
    host: names.host(row.host) ?? '',
    display: '',
  }
}
