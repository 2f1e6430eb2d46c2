import { decodeCapacity, encodeCapacity } from '../datafiles/capacity-cap.ts'
import { decodeCheckouts, encodeCheckout, privateCheckout } from '../datafiles/checkouts-chk.ts'
import { decodeDenials, encodeDenial } from '../datafiles/denials-den.ts'
import { FEATURES_HEADER } from '../datafiles/features-csv.ts'
import { decodeImportedFeatures, encodeImportedFeature } from '../datafiles/imported-features-csv.ts'
import type { RowKind } from '../datafiles/layout.ts'
import { privateRequest } from '../datafiles/names.ts'
import { createDays, isTime } from './days.ts'
import { readLines } from './read-lines.ts'
import type { ImportContext, Sink, SourceReader, TableKind } from './source.ts'

/** Reads what goes on row by row: files of an Altair/RTDA Monitor, under another tag, and the Python logger's features. */
export function readTable(kind: TableKind, { tag, zone, names }: ImportContext, { row, skip }: Sink): SourceReader {
  const dayOf = createDays(zone)
  const put = (to: RowKind, at: number, line: () => string): string | null => {
    if (at > LAST_SECOND) return 'its time is not in seconds since 1970'
    row(to, dayOf(at), line())
    return null
  }
  switch (kind) {
    case 'checkouts':
      return readLines(
        decodeCheckouts,
        (found) => put(kind, found.checkinAt, () => encodeCheckout(privateCheckout({ ...found, tag }, names))),
        skip,
      )
    case 'denials':
      return readLines(
        decodeDenials,
        (found) => put(kind, found.at, () => encodeDenial(privateRequest({ ...found, tag }, names))),
        skip,
      )
    case 'capacity':
      return readLines(decodeCapacity, (found) => put(kind, found.at, () => encodeCapacity({ ...found, tag })), skip)
    case 'features':
      return readLines(
        (line) => decodeImportedFeatures(line, FEATURES_HEADER),
        (found) => {
          if (!isTime(found.stamp.replace(' ', 'T'))) return 'stamp is not a time'
          row(kind, found.stamp.slice(0, 10), encodeImportedFeature(found))
          return null
        },
        skip,
      )
  }
}

/** The end of the year 9999: times in milliseconds lie far behind it. */
const LAST_SECOND = 253_402_300_799
