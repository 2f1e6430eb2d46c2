import process from 'node:process'
import { isDeepStrictEqual } from 'node:util'
import { Menu, Tray } from 'electron'
import { trayIcon } from './icons.ts'
import type { TrayAction, TrayItem, TrayModel } from './tray-model.ts'

/** Shows a model; the same one twice does nothing. */
export type ShowTray = (model: TrayModel) => void

/** Puts the icon into the tray. Only what changed is set, and the menu always whole: Linux sees no change within one. */
export function setupTray(first: TrayModel, act: (action: TrayAction) => void): ShowTray {
  const tray = new Tray(trayIcon(first.icon))
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', () => act('open'))
  let shown: TrayModel | null = null
  const show: ShowTray = (model) => {
    if (shown?.icon !== model.icon) tray.setImage(trayIcon(model.icon))
    if (shown?.tooltip !== model.tooltip) tray.setToolTip(model.tooltip)
    if (!isDeepStrictEqual(shown?.menu, model.menu)) tray.setContextMenu(menuOf(model.menu, act))
    shown = model
  }
  show(first)
  return show
}

function menuOf(items: readonly TrayItem[], act: (action: TrayAction) => void): Menu {
  return Menu.buildFromTemplate(
    items.map((item) => {
      if (item === 'separator') return { type: 'separator' }
      const { label, action } = item
      // A single & would mark the next letter as a key and vanish.
      const shownLabel = label.replaceAll('&', '&&')
      return action === null ? { label: shownLabel, enabled: false } : { label: shownLabel, click: () => act(action) }
    }),
  )
}
