import { BrowserWindow, type WebContents } from 'electron'
import { windowIcon } from './icons.ts'
import { PAGE } from './page-files.ts'

/** The one window of the app, which outlives its closing. */
export interface MainWindow {
  /** Brings the window to the front, making it when there is none. */
  show(): void
  /** From now on closing the window closes it. */
  letClose(): void
  /** Null: no window was opened yet, or its page is gone. */
  contents(): WebContents | null
}

/** Makes no window yet. Closing hides it, because the tray stays. */
export function setupWindow(preload: string): MainWindow {
  let window: BrowserWindow | null = null
  let mayClose = false

  const create = (): BrowserWindow => {
    const created = new BrowserWindow({
      title: 'Seatlog',
      width: 1180,
      height: 760,
      minWidth: 640,
      minHeight: 480,
      show: false,
      icon: windowIcon(),
      autoHideMenuBar: true,
      webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
    })
    created.once('ready-to-show', () => created.show())
    created.on('close', (event) => {
      if (mayClose) return
      event.preventDefault()
      created.hide()
    })
    created.on('closed', () => {
      window = null
    })
    // A page that crashed stays blank for ever; the next opening makes a new one.
    created.webContents.on('render-process-gone', () => created.destroy())
    created.loadURL(PAGE).catch((error: unknown) => console.error(`The window could not be loaded: ${error}`))
    return created
  }

  return {
    show() {
      if (window === null) {
        window = create()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    letClose() {
      mayClose = true
    },
    contents: () => window?.webContents ?? null,
  }
}
