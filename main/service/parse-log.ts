import { printEvent, printSummary } from '../debuglog/print.ts'
import { createLogReader } from '../debuglog/read-log.ts'
import { decodeText } from '../poller/decode.ts'

/** Without a line end in so many bytes it is no log, and need not be cut between characters. */
const MOST_WAITING = 1 << 20
const LINE_END = 10

/**
 * What `seatlog parse-log` prints of a debug log, whatever its encoding and size (DESIGN section 6): a line for each event,
 * or the object of counts alone. The bytes go through piece by piece; what the pieces' source throws is thrown on.
 */
export async function* parsedLog(bytes: AsyncIterable<Uint8Array>, summaryOnly: boolean): AsyncGenerator<string> {
  const reader = createLogReader()
  for await (const lines of wholeLines(bytes)) {
    const events = reader.push(decodeText(lines))
    if (!summaryOnly && events.length > 0) yield events.map(printEvent).join('')
  }
  const events = reader.end()
  if (summaryOnly) yield printSummary(reader.summary())
  else yield events.map(printEvent).join('')
}

/** The encoding is decided line by line, so a piece must end with a line. */
async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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
