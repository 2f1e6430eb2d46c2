import { stringify } from 'csv-stringify/sync'
import { counted } from '../../preload/contract/counted.ts'
import { csvCells } from '../../preload/contract/csv-cells.ts'
import { type Decoded, decodeLines, oneLine } from './lines.ts'

/** Stands for what lmstat did not say. A field whose own text is `--` therefore reads as not said. */
export const NOT_SAID = '--'

export const said = (text: string | null): string => text ?? NOT_SAID
export const readSaid = (cell: string): string | null => (cell === NOT_SAID ? null : cell)

/** CSV lines without line ends, quoted by RFC 4180 where needed. One record is one line: no field holds a line end. */
export const encodeRecords = (records: readonly (readonly string[])[]): string[] =>
  records.map((record) => {
    const cells = record.map(oneLine)
    // Most records need no quotes, and joining them is many times faster.
    return cells.some((cell) => /[",]/.test(cell)) ? stringify([cells], { eof: false }) : cells.join(',')
  })

/**
 * Decodes the records of a CSV text whose header may stand anywhere, or nowhere where the text is a part of a file.
 * Columns behind those of `header` are ignored. `decode` answers a row, or the reason why it has to skip the record.
 */
export function decodeRecords<Row extends object>(
  text: string,
  header: string,
  decode: (cells: readonly string[]) => Row | string,
): Decoded<Row> {
  const columns = header.split(',').length
  return decodeLines(text, (line) => {
    if (line === header || line.startsWith(`${header},`)) return null
    const cells = csvCells(line)
    if (cells === null) return 'quotes that do not match'
    if (cells.length < columns) return `${counted(cells.length, 'column')} instead of ${columns}`
    return decode(cells)
  })
}
