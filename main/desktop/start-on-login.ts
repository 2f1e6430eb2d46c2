import process from 'node:process'
import { app } from 'electron'
import type { Service } from '../service/host.ts'
import { autostart } from './autostart.ts'
import { followLoginSetting, type LoginItem } from './login-item.ts'
import { systemLoginItem } from './system-login-item.ts'

/** The argument of a start without window. */
export const HIDDEN = '--hidden'

/** Whether this start shall show no window. macOS cannot pass the argument on login. */
export function isHiddenStart(): boolean {
  return process.argv.includes(HIDDEN) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}

/** Starts on login as the settings say, without window. */
export async function setupStartOnLogin(service: Service): Promise<void> {
  // In a checkout the program is Electron's own, which gets the app as its argument.
  const own = app.isPackaged ? [] : [app.getAppPath()]
  await followLoginSetting(service, process.platform === 'linux' ? desktopEntry(own) : systemEntry(own))
}

function desktopEntry(own: readonly string[]): LoginItem {
  // An AppImage is mounted in another place with every start.
  const program = process.env.APPIMAGE ?? process.execPath
  return autostart(app.getPath('appData'), [program, ...own, HIDDEN])
}

function systemEntry(own: readonly string[]): LoginItem {
  return systemLoginItem(app, [...own.map((argument) => `"${argument}"`), HIDDEN])
}
