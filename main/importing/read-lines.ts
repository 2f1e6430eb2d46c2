import type { Decoded } from '../datafiles/lines.ts'
import type { Sink, SourceReader } from './source.ts'

/**
 * Reads a file whose lines are rows; `take` answers why a row that could be decoded cannot be used, or null. A last line
 * without its line end may be cut, and is not taken.
 */
export function readLines<Row extends object>(
  decode: (line: string) => Decoded<Row>,
  take: (row: Row) => string | null,
  skip: Sink['skip'],
): SourceReader {
  let lines = 0

  function readLine(line: string): void {
    const { rows, skipped } = decode(line)
    for (const { reason } of skipped) skip(lines, reason)
    for (const row of rows) {
      const refusal = take(row)
      if (refusal !== null) skip(lines, refusal)
    }
  }
  return {
    push(text) {
      let from = 0
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        lines++
        readLine(text.slice(from, end + 1))
        from = end + 1
      }
      if (from < text.length) skip(lines + 1, 'it has no line end, and may be cut')
    },
    end() {},
  }
}
