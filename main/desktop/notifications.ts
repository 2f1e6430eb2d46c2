import process from 'node:process'
import { app, Notification } from 'electron'
import type { Telling } from '../service/alert-desk.ts'

/** Windows shows notifications only of an app whose start menu entry has this id: the installer's `appId`. */
const APP_ID = 'example.seatlog'

/** What is no longer referred to loses its click; systems keep a few in their list. */
const MOST_SHOWN = 20

/** Gives what shows a notification; a click on one calls `go` with its place in the window. */
export function setupNotifications(go: (place: string) => void): (telling: Telling) => void {
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
  const shown: Notification[] = []
  return ({ title, text, place }) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body: text })
    notification.on('click', () => go(place))
    shown.push(notification)
    if (shown.length > MOST_SHOWN) shown.shift()
    notification.show()
  }
}
