import { BrowserWindow, type WebContents } from 'electron'
import type { EventName, Events } from '../../preload/contract/api.ts'
import { windowIcon } from './icons.ts'
import { PAGE } from './page-files.ts'
import type { WindowMemory } from './window-memory.ts'

/** The one window of the app, which outlives its closing. */
export interface MainWindow {
  /** Brings the window to the front, making it when there is none, and to an address in it (`#…`); null: where it is. */
  show(place: string | null): void
  /** From now on closing the window closes it. */
  letClose(): void
  /** Null: no window was opened yet, or its page is gone. */
  contents(): WebContents | null
}

const USUAL_SIZE = { width: 1180, height: 760 }

/** Makes no window yet. Closing hides it, because the tray stays; the first time `explain` is called. */
export function setupWindow(preload: string, memory: WindowMemory, explain: () => void): MainWindow {
  let window: BrowserWindow | null = null
  let mayClose = false

  const create = (place: string | null): BrowserWindow => {
    const last = memory.place()
    const created = new BrowserWindow({
      title: 'Seatlog',
      ...(last?.area ?? USUAL_SIZE),
      minWidth: 640,
      minHeight: 480,
      show: false,
      icon: windowIcon(),
      autoHideMenuBar: true,
      webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
    })
    created.once('ready-to-show', () => {
      if (last?.maximized) created.maximize()
      created.show()
    })
    created.on('close', (event) => {
      memory.keepPlace(created)
      if (mayClose) return
      event.preventDefault()
      created.hide()
      if (memory.isFirstClose()) explain()
    })
    created.on('closed', () => {
      window = null
    })
    // A page that crashed stays blank for ever; the next opening makes a new one.
    created.webContents.on('render-process-gone', () => created.destroy())
    // A page that is being loaded hears no event.
    created
      .loadURL(PAGE + (place ?? ''))
      .catch((error: unknown) => console.error('The window could not be loaded:', error))
    return created
  }

  return {
    show(place) {
      if (window === null) {
        window = create(place)
        return
      }
      if (place !== null) {
        const there: Events['window.go'] = { place }
        window.webContents.send('window.go' satisfies EventName, there)
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
