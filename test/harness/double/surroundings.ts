import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import { strict } from './strict.ts'
import { needsReady } from './world.ts'

const notHere = (member: string) => (): never => {
  throw new Error(`${member} reaches beyond the app: the probe answers it`)
}

// The probe puts its own answers in the place of these.
export const shell = strict('shell', {
  openExternal: notHere('shell.openExternal'),
  openPath: notHere('shell.openPath'),
  showItemInFolder: notHere('shell.showItemInFolder'),
})

export const dialog = strict('dialog', {
  showMessageBox: notHere('dialog.showMessageBox'),
  showOpenDialog: notHere('dialog.showOpenDialog'),
  showSaveDialog: notHere('dialog.showSaveDialog'),
  showErrorBox: notHere('dialog.showErrorBox'),
})

export const powerMonitor = strict('powerMonitor', new EventEmitter())

export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string

  static isSupported = (): boolean => true

  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super()
    needsReady('Notification')
    this.title = title
    this.body = body
    // biome-ignore lint/correctness/noConstructorReturn: the strict view takes the notification's place
    return strict('Notification', this)
  }

  show(): void {
    this.emit('show')
  }

  close(): void {
    this.emit('close')
  }
}
