import path from 'node:path'
import process from 'node:process'
import { app, dialog } from 'electron'
import ElectronStore from 'electron-store'
import { startService } from '../service/start.ts'
import { registerAppScheme, setupAppProtocol } from './app-protocol.ts'
import { denyNavigation, denyPermissions } from './guards.ts'
import { setupIpc } from './ipc.ts'
import { setupMenu } from './menu.ts'
import { setupQuit } from './quit.ts'
import { setupTrayUpdates } from './tray-updates.ts'
import { setupWindow } from './window.ts'

const OUT = path.join(import.meta.dirname, '..')
const HIDDEN = '--hidden'

app.enableSandbox()
registerAppScheme()
denyNavigation()
// Not awaited at the top: Electron is ready only after this module is evaluated.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp)
else app.quit()

async function start(): Promise<void> {
  denyPermissions()
  setupAppProtocol(path.join(OUT, 'renderer'))
  setupMenu()
  const window = setupWindow(path.join(OUT, 'preload', 'preload.cjs'))
  const starting = startService({
    host: 'desktop',
    version: app.getVersion(),
    demo: process.argv.includes('--demo') ? 'always' : 'fallback',
    settings: { openFile: (options) => new ElectronStore(options), watch: true },
  })
  const show = (): void => void starting.then(() => window.show())
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(HIDDEN)) show()
  })
  app.on('activate', show)

  const started = await starting
  if (!started.ok) throw new Error(started.message)
  const service = started.value
  setupQuit(service, () => window.letClose())
  setupIpc(service, () => window.contents())
  await setupTrayUpdates(service, { open: show, quit: () => app.quit() })
  if (!process.argv.includes(HIDDEN)) show()
}

/** Without service there is nothing to show: say why, and end. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Seatlog cannot start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
