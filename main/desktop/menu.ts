import process from 'node:process'
import { Menu } from 'electron'

/** The usual menus without Help, whose entries would lead to Electron's site. */
export function setupMenu(): void {
  const apple = process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []
  const menu = Menu.buildFromTemplate([...apple, { role: 'editMenu' }, { role: 'viewMenu' }, { role: 'windowMenu' }])
  Menu.setApplicationMenu(menu)
}
