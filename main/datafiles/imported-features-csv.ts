import { decodeRecords, encodeRecords, NOT_SAID, readSaid, said } from './csv.ts'
import type { FEATURES_HEADER } from './features-csv.ts'
import type { Decoded } from './lines.ts'

/**
 * `imported/<id>/<TAG>/YYYY-MM-DD features.csv`: rows of the Python logger, whose `vendor` is the vendor string of the
 * license, and whose `users` counts rows of lmstat. Here these two columns bear their right names.
 */
export const IMPORTED_FEATURES_HEADER = 'stamp,feature_code,feature_version,vendor_string,license_type,issued,used,rows'

/** A row with the local time of its poll, `YYYY-MM-DD HH:MM:SS`. Null where nothing was said. */
export interface ImportedFeatureRow {
  readonly stamp: string
  readonly feature: string
  readonly version: string | null
  readonly vendorString: string | null
  /** As it stood in lmstat. */
  readonly licenseType: string | null
  readonly issued: number | null
  readonly used: number | null
  /** Rows of holders, however many seats each has; one person may have several. */
  readonly rows: number | null
}

/** The row as a line without its line end. */
export const encodeImportedFeature = (row: ImportedFeatureRow): string => {
  const texts = [row.stamp, row.feature, said(row.version), said(row.vendorString), said(row.licenseType)]
  const figures = [row.issued, row.used, row.rows].map((figure) => said(figure === null ? null : String(figure)))
  return encodeRecords([[...texts, ...figures]]).join('')
}

/** Rows under the header above, or under that of the Python logger itself. */
export const decodeImportedFeatures = (
  text: string,
  header: typeof IMPORTED_FEATURES_HEADER | typeof FEATURES_HEADER,
): Decoded<ImportedFeatureRow> =>
  decodeRecords(text, header, ([stamp = '', feature = '', version = '', vendor = '', type = '', ...figures]) => {
    const [issued = '', used = '', rows = ''] = figures
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(stamp)) return 'stamp is not a time'
    if (!isFigure(issued)) return 'issued is not a number'
    if (!isFigure(used)) return 'used is not a number'
    if (!isFigure(rows)) return 'the number of rows is not a number'
    return {
      stamp,
      feature,
      version: readSaid(version),
      vendorString: readSaid(vendor),
      licenseType: readSaid(type),
      issued: readFigure(issued),
      used: readFigure(used),
      rows: readFigure(rows),
    }
  })

const isFigure = (cell: string): boolean => cell === NOT_SAID || /^\d{1,15}$/.test(cell)
const readFigure = (cell: string): number | null => (cell === NOT_SAID ? null : Number(cell))
