import type { FeatureRow } from '../usage/record.ts'
import { decodeRecords, encodeRecords, NOT_SAID, readSaid, said } from './csv.ts'
import type { Decoded } from './lines.ts'

/** `YYYY-MM-DD features.csv` (DESIGN 4.1): how many seats of each feature were used, poll by poll. */
export const FEATURES_HEADER = 'stamp,feature_code,feature_version,vendor,license_type,issued,used,users'

/** A row with the local time of its poll, `YYYY-MM-DD HH:MM:SS`. */
export type StampedFeatureRow = FeatureRow & { readonly stamp: string }

export const featuresFileName = (day: string): string => `${day} features.csv`

/** The lines of one poll, without line ends; `stamp` is the poll's local time, the same for all of them. */
export const encodeFeatures = (stamp: string, rows: readonly FeatureRow[]): string[] =>
  encodeRecords(
    rows.map((row) => [
      stamp,
      row.feature,
      said(row.version),
      // Texts without a daemon's line have a daemon named "".
      row.daemon === '' ? NOT_SAID : row.daemon,
      said(row.licenseType),
      row.issued === null ? NOT_SAID : String(row.issued),
      String(row.used),
      String(row.users),
    ]),
  )

export const decodeFeatures = (text: string): Decoded<StampedFeatureRow> =>
  decodeRecords(
    text,
    FEATURES_HEADER,
    ([stamp = '', feature = '', version = '', daemon = '', type = '', ...figures]) => {
      const [issued = '', used = '', users = ''] = figures
      if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(stamp)) return 'stamp is not a time'
      const licenseType = readLicenseType(type)
      if (licenseType === undefined) return 'license_type is unknown'
      if (issued !== NOT_SAID && !isCount(issued)) return 'issued is not a number'
      if (!isCount(used)) return 'used is not a number'
      if (!isCount(users)) return 'users is not a number'
      return {
        stamp,
        feature,
        version: readSaid(version),
        daemon: readSaid(daemon) ?? '',
        licenseType,
        issued: issued === NOT_SAID ? null : Number(issued),
        used: Number(used),
        users: Number(users),
      }
    },
  )

const isCount = (cell: string): boolean => /^\d{1,15}$/.test(cell)

function readLicenseType(cell: string): FeatureRow['licenseType'] | undefined {
  if (cell === NOT_SAID) return null
  return cell === 'floating' || cell === 'nodelocked' || cell === 'uncounted' ? cell : undefined
}
