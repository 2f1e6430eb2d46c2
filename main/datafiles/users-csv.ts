import type { UserRow } from '../usage/record.ts'
import { decodeRecords, encodeRecords, readSaid, said } from './csv.ts'
import { encodeFileName, isFileName } from './file-name.ts'
import type { Decoded } from './lines.ts'

/** `YYYY-MM-DD <feature_code> users.csv` (DESIGN 4.2): who held a seat of the feature, poll by poll. */
export const USERS_HEADER =
  'feature_code,userid,host,display,feature_version,server_host,server_port,license_handle,checkout_datetime,update_time'

/** A row with the local time of its poll, `YYYY-MM-DD HH:MM:SS`. */
export type StampedUserRow = UserRow & { readonly stamp: string }

export const usersFileName = (day: string, feature: string): string => `${day} ${encodeFileName(feature)} users.csv`

/** Whether a file has such a name, of whatever feature. */
export function isUsersFileName(day: string, fileName: string): boolean {
  const feature = /^ (.+) users\.csv$/s.exec(fileName.slice(day.length))?.[1]
  return fileName.startsWith(day) && feature !== undefined && isFileName(feature)
}

/** The lines of one poll, without line ends; `stamp` is the poll's local time, the same for all of them. */
export const encodeUsers = (stamp: string, rows: readonly UserRow[]): string[] =>
  encodeRecords(
    rows.map((row) => [
      row.feature,
      row.user,
      said(row.host),
      said(row.display),
      said(row.version),
      said(row.serverHost),
      said(row.serverPort),
      said(row.handle),
      said(row.checkout?.replace(/^(.{10})T/, '$1 ') ?? null),
      stamp,
    ]),
  )

export const decodeUsers = (text: string): Decoded<StampedUserRow> =>
  decodeRecords(text, USERS_HEADER, ([feature = '', user = '', host = '', display = '', version = '', ...rest]) => {
    const [serverHost = '', serverPort = '', handle = '', checkout = '', stamp = ''] = rest
    if (!TIME.test(stamp)) return 'update_time is not a time'
    if (readSaid(checkout) !== null && !TIME.test(checkout)) return 'checkout_datetime is not a time'
    return {
      stamp,
      feature,
      user,
      host: readSaid(host),
      display: readSaid(display),
      version: readSaid(version),
      serverHost: readSaid(serverHost),
      serverPort: readSaid(serverPort),
      handle: readSaid(handle),
      checkout: readSaid(checkout)?.replace(' ', 'T') ?? null,
    }
  })

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/
