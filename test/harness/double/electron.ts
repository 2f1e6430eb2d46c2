import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { protocol, session } from './session.ts'
import { strict } from './strict.ts'
import { BaseWindow, dialog, Notification, nativeTheme, powerMonitor, screen, shell } from './surroundings.ts'
import { Tray } from './tray.ts'

// Takes the place of the module `electron`: a name that is not exported here fails at the import, by name.
export {
  app,
  BaseWindow,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
}

const electron = {
  app,
  BaseWindow,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
}

export default strict('electron', electron)
