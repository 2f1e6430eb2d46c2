import { addressed } from './address.ts'
import { type LmstatOptions, lmstatText } from './lmstat-text.ts'
import type { Site } from './site.ts'
import { hasTrouble } from './trouble.ts'

/** What one run of lmutil brings: its standard output and exit status. Unlike many real ones it tells trouble by the
 * status as well: 241 cannot connect, 255 no license file, 159 daemon down (256 plus the major error code). */
export interface DemoAnswer {
  readonly text: string
  readonly exitCode: number
}

/** Answers like `lmutil lmstat`, without a program. */
export function answerDemo(site: Site, options: LmstatOptions): DemoAnswer {
  return { text: lmstatText(site, options), exitCode: exitCode(site, options) }
}

function exitCode(site: Site, { at, address, mode, troubles = [] }: LmstatOptions): number {
  if (mode === 'i') return 0
  const asked = addressed(site, address)
  if (hasTrouble(troubles, 'server-down', at)) return 241
  const failed = asked.find((one) => 'failure' in one)
  if (failed !== undefined) return 'failure' in failed && failed.failure === 'no-file' ? 255 : 241
  return hasTrouble(troubles, 'daemon-down', at) ? 159 : 0
}
