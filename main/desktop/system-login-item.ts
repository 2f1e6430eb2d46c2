import type { App } from 'electron'
import type { LoginItem } from './login-item.ts'

/**
 * Start on login by Windows and macOS themselves. macOS takes no arguments; it tells at the start that it was one on login.
 * @param args of the app's own program, behind its path.
 */
export function systemLoginItem(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  args: string[],
): LoginItem {
  return {
    name: 'the system’s list of what starts on login',
    isSwitchedOff() {
      const { openAtLogin, executableWillLaunchAtLogin, status } = app.getLoginItemSettings({ args })
      return status === 'requires-approval' || (openAtLogin && executableWillLaunchAtLogin === false)
    },
    set(on) {
      app.setLoginItemSettings({ openAtLogin: on, args })
      // Where a policy forbids it, nothing else tells.
      if (app.getLoginItemSettings({ args }).openAtLogin !== on) throw new Error('the system did not take it')
    },
  }
}
