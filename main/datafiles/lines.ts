/** What decoding a text of lines gave: the rows, and what had to be left out. Lines count from 1. */
export interface Decoded<Row> {
  readonly rows: readonly Row[]
  readonly skipped: readonly Skipped[]
}

export interface Skipped {
  readonly line: number
  readonly reason: string
}

/** A field never holds a tab, CR or LF: such characters become a blank (DESIGN section 4). */
export const oneLine = (text: string): string => text.replace(/[\t\r\n]/g, ' ')

/**
 * Decodes whole lines, LF or CRLF, and stops before a last line without its line end. `decode` answers a row, the reason
 * why it has to skip the line, or null for a line that is none of the rows (a header).
 */
export function decodeLines<Row extends object>(
  text: string,
  decode: (line: string) => Row | string | null,
): Decoded<Row> {
  const rows: Row[] = []
  const skipped: Skipped[] = []
  // An editor may have put a byte order mark before the first line.
  let from = text.startsWith('\ufeff') ? 1 : 0
  for (let line = 1; ; line++) {
    const end = text.indexOf('\n', from)
    if (end === -1) return { rows, skipped }
    const decoded = decode(text.slice(from, text[end - 1] === '\r' ? end - 1 : end))
    if (typeof decoded === 'string') skipped.push({ line, reason: decoded })
    else if (decoded !== null) rows.push(decoded)
    from = end + 1
  }
}
