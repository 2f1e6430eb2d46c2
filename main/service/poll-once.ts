import { ok, type Result } from '../../preload/contract/result.ts'
import { placesOf, thisMachine } from '../settings/places.ts'
import { noteFaults } from './chronicle.ts'
import { ownLogIn } from './own-log.ts'
import { prepareRun } from './run.ts'
import type { Polled } from './session.ts'
import { type SettingsSource, settingsOf } from './settings-source.ts'

export interface PolledOnce {
  readonly servers: readonly Polled[]
  readonly dataFolder: string
  /** What the settings hold that is not used. */
  readonly warnings: readonly string[]
  /** Why not everything could be recorded. */
  readonly problems: readonly string[]
}

/** One poll of every server with all files written, for a scheduled task; what the last run knew is taken up again. */
export async function pollOnce(settings: SettingsSource, version: string): Promise<Result<PolledOnce>> {
  const opened = settingsOf(settings)
  if (!opened.ok) return opened
  const store = opened.value
  const log = ownLogIn(placesOf(thisMachine()).localStateFolder)
  const endNoting = noteFaults(log)
  const run = await prepareRun({
    settings: store.current(),
    version,
    demo: 'never',
    everyPoll: true,
    show: () => {},
    told: () => {},
  })
  try {
    const servers = await run.session.once()
    const { dataFolder } = run.settings
    const problems = run.problems()
    // Only what went wrong: a scheduled task runs every few minutes.
    for (const { tag, problem } of servers) if (problem !== null) log.write('warning', `${tag}: ${problem}`)
    for (const problem of problems) log.write('warning', problem)
    return ok({ servers, dataFolder, warnings: store.problems(), problems })
  } finally {
    await run.stop()
    store.close()
    endNoting()
  }
}
