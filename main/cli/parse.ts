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
  process.stdout.write(parsedText(bytes))
  return 0
}
