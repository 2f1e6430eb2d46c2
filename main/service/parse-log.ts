import { wholeLines } from '../datafiles/whole-lines.ts'
import { printEvent, printSummary } from '../debuglog/print.ts'
import { createLogReader } from '../debuglog/read-log.ts'
import { decodeText } from '../poller/decode.ts'

/**
 * What `seatlog parse-log` prints of a debug log, whatever its encoding and size (DESIGN section 6): a line for each event,
 * or the object of counts alone. The bytes go through piece by piece; what the pieces' source throws is thrown on.
 */
export async function* parsedLog(bytes: AsyncIterable<Uint8Array>, summaryOnly: boolean): AsyncGenerator<string> {
  const reader = createLogReader()
  // The encoding is decided line by line.
  for await (const lines of wholeLines(bytes)) {
    const events = reader.push(decodeText(lines))
    if (!summaryOnly && events.length > 0) yield events.map(printEvent).join('')
  }
  const events = reader.end()
  if (summaryOnly) yield printSummary(reader.summary())
  else yield events.map(printEvent).join('')
}
