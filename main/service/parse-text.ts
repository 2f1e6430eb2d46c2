import { parseLmstat } from '../lmstat/parse.ts'
import { printAnswer } from '../lmstat/print.ts'
import { decodeText } from '../poller/decode.ts'

/** What `seatlog parse` prints of an lmstat text, whatever its encoding (DESIGN section 6). */
export const parsedText = (bytes: Uint8Array): string => printAnswer(parseLmstat(decodeText(bytes)))
