/** Longer lines are no log lines: a file of another kind, or zeros where a server cut its log. */
export const LONGEST_LINE = 65_536

/**
 * Cuts text that comes in pieces of any size into lines, without copying those within a piece. `read` gets a text and where
 * the line begins and ends in it, without its line end; `tooLong` is called in its place for a line over the limit.
 */
export function createLineSplitter(read: (text: string, from: number, to: number) => void, tooLong: () => void) {
  // A half line grows as a rope, and is searched by nobody before its end has come.
  let half = ''
  let dropped = false

  function add(piece: string): void {
    if (dropped || half.length + piece.length > LONGEST_LINE) {
      dropped = true
      half = ''
    } else half += piece
  }
  function endLine(): void {
    if (dropped) tooLong()
    else read(half, 0, half.length)
    half = ''
    dropped = false
  }
  return {
    push(chunk: string): void {
      let from = 0
      let to = chunk.indexOf('\n')
      if (to >= 0 && (dropped || half !== '')) {
        add(chunk.slice(0, to))
        endLine()
        from = to + 1
        to = chunk.indexOf('\n', from)
      }
      for (; to >= 0; to = chunk.indexOf('\n', from)) {
        if (to - from > LONGEST_LINE) tooLong()
        else read(chunk, from, to)
        from = to + 1
      }
      if (from < chunk.length) add(chunk.slice(from))
    },
    /** The last line may have no line end. */
    end(): void {
      if (dropped || half !== '') endLine()
    },
  }
}
