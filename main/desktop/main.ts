import path from 'node:path'
import process from 'node:process'
import { app, dialog } from 'electron'
import ElectronStore from 'electron-store'
import type { Telling } from '../service/alert-desk.ts'
import { startService } from '../service/start.ts'
import { registerAppScheme, setupAppProtocol } from './app-protocol.ts'
import { denyDownloads, denyNavigation, denyPermissions } from './guards.ts'
import { setupIpc } from './ipc.ts'
import { setupMenu } from './menu.ts'
import { setupNotifications } from './notifications.ts'
import { setupPower } from './power.ts'
import { setupQuit } from './quit.ts'
import { HIDDEN, isHiddenStart, setupStartOnLogin } from './start-on-login.ts'
import { isTrayMissing, noTrayNotice } from './tray-available.ts'
import { setupTrayUpdates } from './tray-updates.ts'
import { setupWindow } from './window.ts'
import { openWindowMemory } from './window-memory.ts'

const OUT = path.join(import.meta.dirname, '..')
/** After a login panels may come later than what starts with them. */
const PANELS_COME_MS = 20_000

app.enableSandbox()
registerAppScheme()
denyNavigation()
// Not awaited at the top: Electron is ready only after this module is evaluated.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp)
else app.quit()

async function start(): Promise<void> {
  denyPermissions()
  denyDownloads()
  setupAppProtocol(path.join(OUT, 'renderer'))
  setupMenu()
  let hasTray = true
  const preload = path.join(OUT, 'preload', 'preload.cjs')
  const window = setupWindow(preload, openWindowMemory(), () => notify(closeExplained(hasTray)))
  const notify = setupNotifications((place) => show(place))
  const starting = startService({
    host: 'desktop',
    version: app.getVersion(),
    demo: process.argv.includes('--demo') ? 'always' : 'fallback',
    settings: { openFile: (options) => new ElectronStore(options), watch: true },
    notify,
  })
  const show = (place: string | null): void => void starting.then(() => window.show(place))
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(HIDDEN)) show(null)
  })
  app.on('activate', () => show(null))

  const started = await starting
  if (!started.ok) throw new Error(started.message)
  const service = started.value
  setupQuit(service, () => window.letClose())
  setupIpc(service, () => window.contents())
  setupPower(service)
  await setupStartOnLogin(service)
  const isHidden = isHiddenStart()
  if (!isHidden) show(null)
  hasTray = !(await isTrayMissing(isHidden ? PANELS_COME_MS : 0))
  if (!hasTray) service.note('no-tray', noTrayNotice(process.env))
  await setupTrayUpdates(service, { open: show, quit: () => app.quit() })
}

function closeExplained(hasTray: boolean): Telling {
  const place = process.platform === 'darwin' ? 'the menu bar' : 'the tray'
  const back = hasTray
    ? `The icon in ${place} brings it back; Quit is in its menu.`
    : 'Start Seatlog again to bring it back.'
  return { title: 'Seatlog goes on', text: `Closing hides the window. ${back}`, place: '#/' }
}

/** Without service there is nothing to show: say why, and end. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Seatlog cannot start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
