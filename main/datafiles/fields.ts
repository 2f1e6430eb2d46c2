import { counted } from '../../preload/contract/counted.ts'
import { type Decoded, decodeLines, oneLine } from './lines.ts'

/** The tab-separated files of DESIGN 4.3 to 4.5. */

/** A line without its line end. Numbers are whole in these files: times half-way between two polls are rounded. */
export const encodeFields = (fields: readonly (string | number)[]): string =>
  fields.map((field) => (typeof field === 'number' ? Math.round(field) : oneLine(field))).join('\t')

/**
 * Decodes tab-separated lines of at least `count` fields; those behind are ignored. Empty lines and, where `comments` says
 * so, lines that begin with `#` are no rows. `decode` answers a row, or the reason why it has to skip the line.
 */
export function decodeFields<Row extends object>(
  text: string,
  { count, comments }: { readonly count: number; readonly comments: boolean },
  decode: (fields: readonly string[]) => Row | string,
): Decoded<Row> {
  return decodeLines(text, (line) => {
    if (line === '' || (comments && line.startsWith('#'))) return null
    const fields = line.split('\t')
    if (fields.length < count) return `${counted(fields.length, 'field')} instead of ${count}`
    return decode(fields)
  })
}

/** A count or epoch seconds; null for what is neither, an empty field included. */
export const readNumber = (field: string): number | null => (/^\d{1,15}$/.test(field) ? Number(field) : null)

/** `YYYY.MM.DD`, as these files are named, of `YYYY-MM-DD`. */
export const dotted = (day: string): string => day.replaceAll('-', '.')
