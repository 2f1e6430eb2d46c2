import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { protocol, session } from './session.ts'
import { strict } from './strict.ts'
import { dialog, Notification, powerMonitor, shell } from './surroundings.ts'
import { Tray } from './tray.ts'

// Takes the place of the module `electron`: a name that is not exported here fails at the import, by name.
export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
}

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
}

export default strict('electron', electron)
