import { join } from 'node:path'
import { startBrowserHost } from '../browser/host.ts'
import type { DemoWish } from '../service/run.ts'
import { startService } from '../service/start.ts'
import { type GlobalOptions, settingsSource } from './options.ts'
import { say } from './say.ts'
import { untilInterrupted } from './until-interrupted.ts'

/** The built window lies beside the bundle of the command line. */
const RENDERER = join(import.meta.dirname, '..', 'renderer')

/** `seatlog serve`: the logger, and the window in a browser; prints the address on standard output. */
export async function serve(options: GlobalOptions, version: string, demo: DemoWish = 'fallback'): Promise<number> {
  const port = Number(options.port || Number.NaN)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    say(`--port must be a whole number from 0 to 65535, not ${options.port}.`)
    return 2
  }
  const interrupted = untilInterrupted()
  const started = await startService({ host: 'browser', version, demo, settings: settingsSource(options, true) })
  if (!started.ok) {
    say(started.message)
    return 1
  }
  const service = started.value
  try {
    const host = await startBrowserHost({ service, rendererFolder: RENDERER, port })
    console.log(`Seatlog is open at ${host.url}`)
    say('Stop it with Ctrl+C.')
    const info = await service.call('app.info', null)
    if (info.ok) for (const { message } of info.value.notices) say(message)
    await interrupted
    await host.stop()
    return 0
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return 1
  } finally {
    await service.stop()
  }
}
