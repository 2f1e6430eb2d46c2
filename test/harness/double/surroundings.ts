import { EventEmitter } from 'node:events'
import type { Display, NativeTheme, NotificationConstructorOptions, Screen } from 'electron'
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

const themeMembers = { shouldUseDarkColorsForSystemIntegratedUI: true } satisfies Partial<NativeTheme>

export const nativeTheme = strict('nativeTheme', Object.assign(new EventEmitter(), themeMembers))

/** The free part of the one screen there is: a panel lies above it. */
const workArea = { x: 0, y: 32, width: 1920, height: 1048 }

const screenMembers = {
  getDisplayMatching() {
    needsReady('screen.getDisplayMatching')
    return strict('Display', { workArea }) as Display
  },
} satisfies Partial<Screen>

export const screen = strict('screen', screenMembers)

/** A window without page, for what the system tells of windows alone. */
export class BaseWindow extends EventEmitter {
  destroy(): void {
    this.emit('closed')
  }
}

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
