import { decodeCapacity } from '../datafiles/capacity-cap.ts'
import { CHECKOUTS_HEADER, decodeCheckouts } from '../datafiles/checkouts-chk.ts'
import { decodeDenials } from '../datafiles/denials-den.ts'
import { FEATURES_HEADER } from '../datafiles/features-csv.ts'
import { decodeImportedFeatures } from '../datafiles/imported-features-csv.ts'
import { decodeUsers, USERS_HEADER } from '../datafiles/users-csv.ts'
import type { SourceKind } from './source.ts'

interface Look {
  readonly kind: SourceKind
  /** How such a file is usually called. A debug log may have any name. */
  readonly name: RegExp | null
  readonly header: string | null
  /** How many lines of a text are such rows. */
  readonly rows: (text: string) => number
}

/** `h:mm:ss (daemon)`, or an ISO stamp before it (GRAMMAR B1). */
const LOG_LINE = /^\ufeff? ?(?:\d{4}-\d\d-\d\dT)?\d{1,2}:\d\d:\d\d\S* \([^)\s]+\)/gm

const LOOKS: readonly Look[] = [
  {
    kind: 'checkouts',
    name: /\.chk$/i,
    header: CHECKOUTS_HEADER,
    rows: (text) => decodeCheckouts(text).rows.length,
  },
  { kind: 'denials', name: /\.den$/i, header: null, rows: (text) => decodeDenials(text).rows.length },
  { kind: 'capacity', name: /\.cap$/i, header: null, rows: (text) => decodeCapacity(text).rows.length },
  {
    kind: 'features',
    name: /features\.csv$/i,
    header: FEATURES_HEADER,
    rows: (text) => decodeImportedFeatures(text, FEATURES_HEADER).rows.length,
  },
  { kind: 'users', name: /users\.csv$/i, header: USERS_HEADER, rows: (text) => decodeUsers(text).rows.length },
  { kind: 'debug-log', name: null, header: null, rows: (text) => text.match(LOG_LINE)?.length ?? 0 },
]

/**
 * What a file is, by its first lines: what a header says, or most of the lines are; where the name fits, one of them, and
 * where there is none but comments, the name alone. Null: none of what can be imported.
 */
export function sourceKind(name: string, firstLines: string): SourceKind | null {
  const begin = firstLines.replace(/^\ufeff/, '')
  const headed = LOOKS.find(({ header }) => header !== null && begin.startsWith(header))
  if (headed !== undefined) return headed.kind
  const named = LOOKS.find((look) => look.name?.test(name))
  const lines = begin.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).length
  if (lines === 0) return named?.kind ?? null
  const [best] = LOOKS.map((look) => ({ look, rows: look.rows(firstLines) })).toSorted((a, b) => b.rows - a.rows)
  if (best === undefined || best.rows === 0) return null
  return best.rows * 2 >= lines || best.look === named ? best.look.kind : null
}
