import type * as Electron from 'electron'

/** A menu as tests read it; separators have the label `-`. */
export interface MenuEntry {
  readonly label: string
  readonly enabled: boolean
  readonly checked: boolean
  readonly items: readonly MenuEntry[]
}

export interface SeenWindow {
  readonly visible: boolean
  readonly minimized: boolean
  readonly maximized: boolean
  readonly url: string
  /** When it is not maximized. */
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** What a user, or the system, would see of the app beside its pages. */
export interface Sight {
  /** Null: no tray icon, or it is gone. */
  readonly tray: {
    readonly tooltip: string
    readonly title: string
    /** File name of the picture set last. */
    readonly icon: string
    readonly menu: readonly MenuEntry[]
    /** How often a menu was set. */
    readonly menusSet: number
  } | null
  readonly windows: readonly SeenWindow[]
  readonly notifications: readonly { readonly title: string; readonly body: string }[]
  /** Addresses, files and folders given to the system to open. */
  readonly opened: readonly string[]
  /** Dialogs shown: the method's name and what it was given. */
  readonly dialogs: readonly { readonly method: string; readonly args: readonly unknown[] }[]
}

export interface Probe {
  look(): Sight
  /** Chooses an item of the tray's menu by its label, or by its labels along the tree. */
  choose(...labels: string[]): void
  /** True: a listener prevented what would follow. */
  emit(target: 'app' | 'tray' | 'powerMonitor', event: string): boolean
  /** As the button in the window's frame does. */
  closeWindow(): void
  /** Moves the window that is shown. */
  moveWindow(to: SeenWindow['area']): void
  maximizeWindow(): void
  /** The answer of the next dialog. */
  answerDialog(answer: unknown): void
  clickNotification(title: string): void
  quit(): void
  /** Loads a foreign page with the app's preload in a window of its own, and makes a call from there. */
  callFromForeignPage(preload: string, channel: string, request: unknown): Promise<unknown>
}

/** Puts itself between the app and Electron's outward side: notes what the app shows, answers in the user's place. The
 * same code sits in the real Electron and in the double; it is shipped there as text, so it refers to nothing outside. */
export function installProbe(electron: typeof Electron): Probe {
  const { app, BrowserWindow, dialog, nativeImage, Notification, powerMonitor, shell, Tray } = electron
  const pictures = new WeakMap<object, string>()
  const tray = { current: null as Electron.Tray | null, tooltip: '', title: '', icon: '', menusSet: 0 }
  let menu: Electron.Menu | null = null
  const notifications: Electron.Notification[] = []
  const opened: string[] = []
  const dialogs: { method: string; args: readonly unknown[] }[] = []
  const answers: unknown[] = []

  /** Calls `note` before a method does its work. */
  const watch = (target: object, method: string, note: (self: never, ...args: never[]) => void): void => {
    const original: (...args: unknown[]) => unknown = Reflect.get(target, method)
    const watched = function (this: never, ...args: never[]): unknown {
      note(this, ...args)
      return original.apply(this, args)
    }
    Reflect.set(target, method, watched)
  }

  const originalFromPath = nativeImage.createFromPath
  nativeImage.createFromPath = (file) => {
    const image = originalFromPath(file)
    pictures.set(image, file.replace(/^.*[\\/]/, ''))
    return image
  }
  watch(Tray.prototype, 'setImage', (self: Electron.Tray, image: Electron.NativeImage) => {
    tray.current = self
    tray.icon = pictures.get(image) ?? ''
  })
  watch(Tray.prototype, 'setToolTip', (self: Electron.Tray, text: string) => {
    tray.current = self
    tray.tooltip = text
  })
  watch(Tray.prototype, 'setTitle', (_self: Electron.Tray, text: string) => {
    tray.title = text
  })
  watch(Tray.prototype, 'setContextMenu', (self: Electron.Tray, next: Electron.Menu | null) => {
    tray.current = self
    tray.menusSet++
    menu = next
  })
  watch(Tray.prototype, 'destroy', () => {
    tray.current = null
  })
  watch(Notification.prototype, 'show', (self: Electron.Notification) => {
    notifications.push(self)
  })

  const open = (what: string): void => {
    opened.push(what)
  }
  shell.openExternal = async (url) => open(url)
  shell.openPath = async (path) => {
    open(path)
    return ''
  }
  shell.showItemInFolder = open
  for (const method of ['showMessageBox', 'showOpenDialog', 'showSaveDialog'] as const) {
    const answer = async (...args: unknown[]): Promise<unknown> => {
      // A window as first argument says nothing to a test.
      dialogs.push({ method, args: args.filter((arg) => !(arg instanceof BrowserWindow)) })
      if (answers.length === 0) throw new Error(`no answer was prepared for dialog.${method}`)
      return answers.shift()
    }
    Reflect.set(dialog, method, answer)
  }
  dialog.showErrorBox = (title, content) => {
    dialogs.push({ method: 'showErrorBox', args: [title, content] })
    console.error(`${title}: ${content}`)
  }

  const shown = (): Electron.BrowserWindow => {
    const window = BrowserWindow.getAllWindows().find((candidate) => candidate.isVisible())
    if (window === undefined) throw new Error('no window is shown')
    return window
  }

  const entry = (item: Electron.MenuItem): MenuEntry => ({
    label: item.type === 'separator' ? '-' : item.label,
    enabled: item.enabled,
    checked: item.checked,
    items: item.submenu?.items.map(entry) ?? [],
  })

  return {
    look: () => ({
      tray:
        tray.current === null
          ? null
          : {
              tooltip: tray.tooltip,
              title: tray.title,
              icon: tray.icon,
              menu: menu?.items.map(entry) ?? [],
              menusSet: tray.menusSet,
            },
      windows: BrowserWindow.getAllWindows().map((window) => ({
        visible: window.isVisible(),
        minimized: window.isMinimized(),
        maximized: window.isMaximized(),
        url: window.webContents.getURL(),
        area: window.getNormalBounds(),
      })),
      notifications: notifications.map(({ title, body }) => ({ title, body })),
      opened: [...opened],
      dialogs: [...dialogs],
    }),
    choose(...labels) {
      let items = menu?.items ?? []
      let chosen: Electron.MenuItem | undefined
      for (const label of labels) {
        chosen = items.find((item) => item.label === label)
        items = chosen?.submenu?.items ?? []
      }
      if (chosen === undefined) throw new Error(`the tray's menu has no ${labels.join(' > ')}`)
      if (!chosen.enabled) throw new Error(`${labels.join(' > ')} cannot be chosen`)
      chosen.click()
    },
    emit(target, event) {
      const emitter: unknown = { app, tray: tray.current, powerMonitor }[target]
      let prevented = false
      const details = {
        preventDefault() {
          prevented = true
        },
      }
      ;(emitter as NodeJS.EventEmitter).emit(event, details)
      return prevented
    },
    closeWindow: () => shown().close(),
    moveWindow: (to) => shown().setBounds(to),
    maximizeWindow: () => shown().maximize(),
    answerDialog(answer) {
      answers.push(answer)
    },
    clickNotification(title) {
      const notification = notifications.find((shown) => shown.title === title)
      if (notification === undefined) throw new Error(`no notification ${title}`)
      notification.emit('click', {})
    },
    quit() {
      // The answer to the test goes out before the app does.
      setImmediate(() => app.quit())
    },
    async callFromForeignPage(preload, channel, request) {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      })
      try {
        await window.loadURL('data:text/html,<title>foreign</title>')
        const call = `window.seatlog.call(${JSON.stringify(channel)}, ${JSON.stringify(request)})`
        return await window.webContents.executeJavaScript(call)
      } finally {
        window.destroy()
      }
    },
  }
}
