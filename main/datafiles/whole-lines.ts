/** Without a line end in so many bytes it is no file of lines, and need not be cut between characters. */
const MOST_WAITING = 1 << 20
const LINE_END = 10

/**
 * Cuts bytes that come in pieces of any size behind line ends, so that each piece can be decoded on its own. Only the last
 * one may lack its line end, and what has none for a megabyte.
 */
export async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_END) + 1
    if (end > 0 || size > MOST_WAITING) {
      const cut = end > 0 ? end : piece.length
      yield Buffer.concat([...waiting, piece.subarray(0, cut)])
      waiting = [piece.subarray(cut)]
      size = piece.length - cut
    } else {
      waiting.push(piece)
      size += piece.length
    }
  }
  yield Buffer.concat(waiting)
}
