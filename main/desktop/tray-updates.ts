import process from 'node:process'
import type { Result } from '../../preload/contract/result.ts'
import type { SeatsView } from '../../preload/contract/seats.ts'
import type { Service } from '../service/host.ts'
import { setupTray } from './tray.ts'
import { listedFeatures } from './tray-features.ts'
import { type TrayAction, type TrayModel, trayModel } from './tray-model.ts'

/** Shortest time between two updates: a big site's servers answer in bursts. */
const PAUSE_MS = 250

/** Ages in the menu grow by themselves. */
const REFRESH_MS = 30_000

const TOOLTIP_LENGTH = process.platform === 'win32' ? 127 : 250

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

export interface TrayCommands {
  /** Brings the window to the front, and to a place in it: an address as in its own (`#…`); null: where it is. */
  readonly open: (place: string | null) => void
  readonly quit: () => void
}

/** The tray, following the service from now on. */
export async function setupTrayUpdates(service: Service, commands: TrayCommands): Promise<void> {
  const show = setupTray(await currentModel(service), (action) => {
    const answer = carryOut(action, service, commands)
    // The menu has no place for an answer: a failure is also the server's problem, which window and tray show.
    void answer?.then((result) => {
      if (!result.ok) console.error(result.message)
      update()
    })
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
  for (const event of ['seats.server', 'seats.reset', 'app.changed', 'settings.changed', 'alerts.changed'] as const) {
    service.on(event, update)
  }
  setInterval(update, REFRESH_MS)
}

function carryOut(
  action: TrayAction,
  service: Service,
  { open, quit }: TrayCommands,
): Promise<Result<unknown>> | undefined {
  switch (action) {
    case 'open':
      open(null)
      return
    case 'settings':
      open('#/settings')
      return
    case 'quit':
      quit()
      return
    case 'poll':
      return service.call('servers.poll', { tag: null })
    case 'pause':
      return service.call('servers.pause', { paused: true, minutes: null })
    case 'pause-hour':
      return service.call('servers.pause', { paused: true, minutes: 60 })
    case 'resume':
      return service.call('servers.pause', { paused: false, minutes: null })
    default:
      if (action.type === 'tell') return service.call('alerts.tell', { key: action.key, wanted: action.wanted })
      open(featurePlace(action.key))
  }
}

/** Tag and name stand in a feature's key encoded as they do in the window's address. */
function featurePlace(key: string): string {
  const [tag, , name] = key.split('/')
  return `#/feature/${tag}/${name}`
}

async function currentModel(service: Service): Promise<TrayModel> {
  const [info, seats, settings, alerts] = await Promise.all([
    service.call('app.info', null),
    service.call('seats.get', null),
    service.call('settings.get', null),
    service.call('alerts.list', null),
  ])
  if (!seats.ok) throw new Error(seats.message)
  const pinned = settings.ok ? settings.value.pinned : []
  return trayModel({
    view: seats.value,
    pinned,
    rules: settings.ok ? settings.value.alertsInUse : [],
    waiting: await whoWaits(service, seats.value, pinned),
    tellWhenFree: alerts.ok ? alerts.value.tellWhenFree : [],
    pausedUntil: info.ok ? info.value.pausedUntil : null,
    clockTime: (at) => CLOCK.format(at * 1000),
    now: Date.now() / 1000,
    tooltipLength: TOOLTIP_LENGTH,
  })
}

async function whoWaits(
  service: Service,
  { servers }: SeatsView,
  pinned: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const waitedFor = listedFeatures(servers, pinned).filter(({ queued }) => queued > 0)
  const found = await Promise.all(
    waitedFor.map(async ({ key }) => {
      const details = await service.call('seats.details', { key })
      const users = details.ok ? details.value.queued.map(({ user }) => user).filter(Boolean) : []
      return [key, [...new Set(users)]] as const
    }),
  )
  return new Map(found)
}
