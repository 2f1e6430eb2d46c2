import { createReadStream } from 'node:fs'
import process from 'node:process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parsedLog } from '../service/parse-log.ts'
import { say } from './say.ts'

/** `seatlog parse-log [FILE|-] [--summary]`: ends with 0 also where lines are unreadable; the summary counts them. */
export async function parseLog(file: string | undefined, summaryOnly: boolean): Promise<number> {
  const source = file === undefined || file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 })
  let failed: unknown
  source.on('error', (error: unknown) => {
    failed = error
  })
  try {
    await pipeline(Readable.from(parsedLog(source, summaryOnly)), process.stdout, { end: false })
    return 0
  } catch (error) {
    if (failed === undefined) throw error
    const code = failed instanceof Error && 'code' in failed ? String(failed.code) : String(failed)
    say(`${file ?? 'Standard input'} cannot be read (${code}): check the path and its permissions.`)
    return 1
  }
}
