import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { realFiles } from '../../../main/datafiles/file-access.ts'
import { addressOf } from '../../../main/demo/address.ts'
import { random } from '../../../main/demo/random.ts'
import { lastRestart } from '../../../main/demo/site.ts'
import type { Session } from '../../../main/service/session.ts'
import { answerAt } from '../../fidelity/answers.ts'
import { growingLog } from '../../fidelity/growing-log.ts'
import { loggerSettings, type MadePoll, type Stage } from '../../fidelity/play.ts'
import { openSeatlog, type SeatlogParts } from '../../fidelity/seatlog.ts'

/** A poll, and whether the logger remembered it when it was killed: what it does not remember was never made. */
export interface PlayedPoll extends MadePoll {
  readonly isRemembered: boolean
}

/**
 * Plays the polls that were remembered once more, with loggers that end where those were killed and yet always finish what
 * they do. Answers the data folder, which has to hold the same rows.
 */
export async function playUndying(stage: Stage, polls: readonly PlayedPoll[], root: string): Promise<string> {
  const { site, server, timeline, seed, scenario } = stage
  mkdirSync(join(root, 'logs'), { recursive: true })
  const data = join(root, 'data')
  const logFile = join(root, 'logs', 'debug.log')
  const logFrom = lastRestart(site.zone, timeline.from)
  const log = scenario.hasLog ? growingLog(site, server, logFile, logFrom, timeline, random(seed, 11)) : null
  const settings = loggerSettings(stage, data, logFile)
  let now = timeline.from
  let session: Session | null = null
  for (const { at, isFirst, isRemembered } of polls) {
    now = at
    log?.growTo(at)
    if (isFirst) await session?.stop()
    if (isFirst) session = null
    if (!isRemembered) continue
    session ??= await opened({
      ...{ settings, files: realFiles, home: join(root, 'local'), host: 'pc-0', clock: () => now },
      async ask({ table }) {
        const { text, exitCode } = answerAt(site, server, timeline, now, table)
        return { text, exitCode, ended: 'exited', ms: 1, message: null, command: `lmutil -c ${addressOf(server)}` }
      },
    })
    await session.once()
  }
  await session?.stop()
  return data
}

/** On a busy machine the one before may still be giving back what it had when it is waited for no longer. */
async function opened(parts: SeatlogParts): Promise<Session> {
  for (let tries = 1; ; tries++) {
    try {
      return openSeatlog(parts)
    } catch (error) {
      if (tries === MOST_TRIES) throw error
      await wait(100)
    }
  }
}
const MOST_TRIES = 300
