import { ok, type Result } from '../../preload/contract/result.ts'
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
    return ok({ servers, dataFolder, warnings: store.problems(), problems: run.problems() })
  } finally {
    await run.stop()
    store.close()
  }
}
