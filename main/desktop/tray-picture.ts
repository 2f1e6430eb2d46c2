import type { TrayIcon } from './tray-model.ts'

/** The file in build/icons/tray that shows a state: Windows has one for light and one for dark taskbars, macOS colors a
 * template itself, and on Linux nobody tells a panel's color, so that an outline keeps the picture readable on any. */
export function trayPicture(icon: TrayIcon, platform: NodeJS.Platform, darkTaskbar: boolean): string {
  switch (platform) {
    case 'win32':
      return `${icon}-${darkTaskbar ? 'dark' : 'light'}.ico`
    case 'darwin':
      return `${icon}Template.png`
    default:
      return `${icon}.png`
  }
}
