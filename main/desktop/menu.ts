import process from 'node:process'
import { Menu } from 'electron'

/** The usual menus without Help, whose entries would lead to Electron's site. */
export function setupMenu(): void {
  // Where there is no tray, File is the way to quit.
  const first = process.platform === 'darwin' ? 'appMenu' : 'fileMenu'
  const roles = [first, 'editMenu', 'viewMenu', 'windowMenu'] as const
  Menu.setApplicationMenu(Menu.buildFromTemplate(roles.map((role) => ({ role }))))
}
