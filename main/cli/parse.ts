import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { buffer } from 'node:stream/consumers'
import { parsedText } from '../service/parse-text.ts'
import { say } from './say.ts'

/** `seatlog parse [FILE|-]`: ends with 0 also when the text is incomplete; the JSON says so. */
export async function parse(file: string | undefined): Promise<number> {
  let bytes: Uint8Array
  try {
    bytes = file === undefined || file === '-' ? await buffer(process.stdin) : await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    say(`${file} cannot be read (${code}): check the path and its permissions.`)
    return 1
  }
  try {
    process.stdout.write(parsedText(bytes))
    return 0
  } catch (error) {
    // What V8 can hold in one string is the limit, of the text or of its JSON.
    if (!(error instanceof RangeError) && !(error instanceof Error && 'code' in error)) throw error
    say(`${Math.round(bytes.length / 1e6)} MB are more than can be parsed at once: cut the text into parts.`)
    return 1
  }
}
