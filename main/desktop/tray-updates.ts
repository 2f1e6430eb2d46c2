import process from 'node:process'
import type { SettingsView } from '../../preload/contract/api.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { SeatsView } from '../../preload/contract/seats.ts'
import type { Service } from '../service/host.ts'
import { setupTray } from './tray.ts'
import { type TrayModel, trayModel } from './tray-model.ts'

/** Shortest time between two updates: a big site's servers answer in bursts. */
const PAUSE_MS = 250

/** Ages in the menu grow by themselves. */
const REFRESH_MS = 30_000

const TOOLTIP_LENGTH = process.platform === 'win32' ? 127 : 250

export interface TrayCommands {
  readonly open: () => void
  readonly quit: () => void
}

/** The tray, following the service from now on. */
export async function setupTrayUpdates(service: Service, { open, quit }: TrayCommands): Promise<void> {
  const show = setupTray(await currentModel(service), (action) => {
    if (action === 'open') open()
    else if (action === 'quit') quit()
    else if (action === 'poll') report(service.call('servers.poll', { tag: null }))
    else report(service.call('servers.pause', { paused: action === 'pause' }))
  })

  let scheduled = false
  const update = (): void => {
    if (scheduled) return
    scheduled = true
    setTimeout(() => {
      scheduled = false
      void currentModel(service).then(show)
    }, PAUSE_MS)
  }
  service.on('seats.server', update)
  service.on('seats.reset', update)
  service.on('app.changed', update)
  service.on('settings.changed', update)
  setInterval(update, REFRESH_MS)
}

async function currentModel(service: Service): Promise<TrayModel> {
  const [seats, settings] = await Promise.all([
    service.call('seats.get', null) as Promise<Result<SeatsView>>,
    service.call('settings.get', null) as Promise<Result<SettingsView>>,
  ])
  if (!seats.ok) throw new Error(seats.message)
  return trayModel({
    view: seats.value,
    pinned: settings.ok ? settings.value.pinned : [],
    now: Date.now() / 1000,
    tooltipLength: TOOLTIP_LENGTH,
  })
}

/** The menu has no place for an answer: a failure is also the server's problem, which window and tray show. */
function report(answer: Promise<Result<unknown>>): void {
  void answer.then((result) => {
    if (!result.ok) console.error(result.message)
  })
}
