import process from 'node:process'
import { isDeepStrictEqual } from 'node:util'
import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron'
import { trayImage } from './icons.ts'
import type { TrayAction, TrayIcon, TrayItem, TrayModel } from './tray-model.ts'
import { trayPicture } from './tray-picture.ts'

/** Shows a model; the same one twice does nothing. */
export type ShowTray = (model: TrayModel) => void

/** Puts the icon into the tray. Only what changed is set, and the menu always whole: Linux sees no change within one. */
export function setupTray(first: TrayModel, act: (action: TrayAction) => void): ShowTray {
  let model = first
  let picture = pictureOf(first.icon)
  let tooltip: string | null = null
  let menu: TrayModel['menu'] | null = null
  const tray = new Tray(trayImage(picture))

  const choose = (action: TrayAction): void => {
    // The system sets the check mark by itself, whatever comes of the action.
    if (typeof action !== 'string' && action.type === 'tell') menu = null
    act(action)
  }
  const update = (): void => {
    const wanted = pictureOf(model.icon)
    if (picture !== wanted) tray.setImage(trayImage(wanted))
    if (tooltip !== model.tooltip) tray.setToolTip(model.tooltip)
    if (!isDeepStrictEqual(menu, model.menu)) tray.setContextMenu(menuOf(model.menu, choose))
    picture = wanted
    tooltip = model.tooltip
    menu = model.menu
  }
  update()
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', () => act('open'))
  if (process.platform === 'win32') nativeTheme.on('updated', update)
  return (next) => {
    model = next
    update()
  }
}

/** The taskbar may be dark while apps are light. */
function pictureOf(icon: TrayIcon): string {
  return trayPicture(icon, process.platform, nativeTheme.shouldUseDarkColorsForSystemIntegratedUI)
}

function menuOf(items: readonly TrayItem[], choose: (action: TrayAction) => void): Menu {
  return Menu.buildFromTemplate(items.map((item) => entry(item, choose)))
}

function entry(item: TrayItem, choose: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (item === 'separator') return { type: 'separator' }
  // A single & would mark the next letter as a key and vanish.
  const label = item.label.replaceAll('&', '&&')
  if ('items' in item) return { label, submenu: item.items.map((inner) => entry(inner, choose)) }
  const { action, checked } = item
  const check = checked === undefined ? {} : { type: 'checkbox' as const, checked }
  return action === null ? { label, enabled: false, ...check } : { label, click: () => choose(action), ...check }
}
