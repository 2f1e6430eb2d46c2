import { lookUp } from '../service/look-up.ts'
import { type GlobalOptions, settingsSource } from './options.ts'
import { say } from './say.ts'

/** `seatlog lookup TEXT`: a line a product: code, product, release, kind. Ends with 1 when nothing fits. */
export async function lookup(text: string, options: GlobalOptions): Promise<number> {
  const looked = lookUp(settingsSource(options, false), text)
  if (!looked.ok) {
    say(looked.message)
    return 1
  }
  for (const warning of looked.value.warnings) say(warning)
  const { found } = looked.value
  if (found.length === 0) {
    say(
      `No feature code or product has “${text}” in it. A table of your own, feature-codes.csv in the settings folder, adds some.`,
    )
    return 1
  }
  const width = Math.max(...found.map(({ code }) => code.length))
  for (const { code, product, release, kind } of found) {
    const about = [release, kind].filter(Boolean).join(', ')
    console.log(`${code.padEnd(width)}  ${product || 'not in any table'}${about === '' ? '' : `  (${about})`}`)
  }
  return 0
}
