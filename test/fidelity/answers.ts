import { addressOf } from '../../main/demo/address.ts'
import { answerDemo, type DemoAnswer } from '../../main/demo/answer.ts'
import type { Site, SiteServer } from '../../main/demo/site.ts'
import type { Trouble } from '../../main/demo/trouble.ts'
import { parseLmstat } from '../../main/lmstat/parse.ts'
import type { Timeline } from './timeline.ts'

/** What lmutil says, and the daemons it shows completely: surely, or as far as can be told of a text that is cut. */
export interface TroubledAnswer extends DemoAnswer {
  readonly complete: readonly { readonly daemon: string; readonly isSure: boolean }[]
}

/** Asks a server of the site at a time, with the troubles of that time; `table`: for the license file's table as well. */
export function answerAt(
  site: Site,
  server: SiteServer,
  { troubles }: Timeline,
  at: number,
  table: boolean,
): TroubledAnswer {
  const now = troubles.filter(({ from, to }) => from <= at && at < to).map(({ trouble }) => trouble)
  const has = (kind: Trouble['kind']): boolean => now.some((trouble) => trouble.kind === kind)
  const mode = table ? 'ai' : 'a'
  const { text, exitCode } = answerDemo(site, { at, address: addressOf(server), mode, troubles: now })
  const shown = server.daemons
    .map(({ spec }) => spec.name)
    .filter((_, index) => !has('server-down') && !has('garbage') && !(index === 0 && has('daemon-down')))
  if (!has('half')) return { text, exitCode, complete: shown.map((daemon) => ({ daemon, isSure: true })) }
  const told = parseLmstat(text).servers.flatMap(({ daemons }) => daemons)
  const complete = shown.filter((name) => told.some((daemon) => daemon.name === name && daemon.complete))
  return { text, exitCode, complete: complete.map((daemon) => ({ daemon, isSure: false })) }
}
