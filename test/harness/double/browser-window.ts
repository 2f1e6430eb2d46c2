import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronWindow, Rectangle } from 'electron'
import { app, openWindows, sandboxed, windowClosed } from './app.ts'
import { prevented } from './events.ts'
import { strict } from './strict.ts'
import { WebContents } from './web-contents.ts'
import { needsReady, testSide } from './world.ts'

let lastId = 0
const windows = new Map<number, BrowserWindow>()

type Members =
  | 'id'
  | 'show'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'minimize'
  | 'maximize'
  | 'close'
  | 'destroy'
  | 'isVisible'
  | 'isMinimized'
  | 'isMaximized'
  | 'isDestroyed'
  | 'setBounds'
  | 'getNormalBounds'
  | 'loadURL'

/** A window whose page is a page of the test's browser. */
export class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, Members> {
  readonly id: number
  readonly webContents: WebContents
  private bounds: Rectangle
  private visible: boolean
  private minimized = false
  private maximized = false
  private destroyed = false

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    needsReady('BrowserWindow')
    const preload = checkedPreload(options)
    lastId += 1
    this.id = lastId
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.bounds = { x, y, width, height }
    this.visible = options.show ?? true
    const opened = testSide.openPage(this.id, { width, height, preload })
    this.webContents = new WebContents(this.id, opened)
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show', {}))
    const self = strict('BrowserWindow', this)
    windows.set(this.id, self)
    openWindows.set(this.id, self)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, self)
    // biome-ignore lint/correctness/noConstructorReturn: the strict view takes the window's place
    return self
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  show(): void {
    this.set({ visible: true }, 'show')
  }

  hide(): void {
    this.set({ visible: false }, 'hide')
  }

  minimize(): void {
    this.minimized = true
    this.emit('minimize')
  }

  maximize(): void {
    this.needsLife()
    this.maximized = true
    // Electron shows it by that.
    this.show()
    this.emit('maximize')
  }

  restore(): void {
    this.minimized = false
    this.emit('restore')
  }

  focus(): void {
    this.needsLife()
    this.emit('focus')
  }

  close(): void {
    if (this.destroyed || prevented(this, 'close')) return
    this.destroy()
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    windows.delete(this.id)
    this.webContents.end()
    this.emit('closed')
    windowClosed(this.id)
  }

  isVisible = (): boolean => this.visible && !this.destroyed
  isMinimized = (): boolean => this.minimized
  isMaximized = (): boolean => this.maximized
  isDestroyed = (): boolean => this.destroyed
  getNormalBounds = (): Rectangle => this.bounds

  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds }
  }

  private set({ visible }: { visible: boolean }, event: string): void {
    this.needsLife()
    if (this.visible === visible) return
    this.visible = visible
    this.emit(event)
  }

  private needsLife(): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
  }
}

/** Refuses what Electron's security list forbids, and what a sandboxed preload cannot be. */
function checkedPreload({ webPreferences = {} }: BrowserWindowConstructorOptions): string | null {
  const { contextIsolation, nodeIntegration, webSecurity, sandbox, preload } = webPreferences
  const unsafe = contextIsolation === false || nodeIntegration === true || webSecurity === false || sandbox === false
  if (unsafe || webPreferences.allowRunningInsecureContent || webPreferences.webviewTag) {
    throw new Error(`unsafe webPreferences ${JSON.stringify(webPreferences)}`)
  }
  if (!sandboxed) throw new Error('app.enableSandbox was not called')
  if (preload === undefined) return null
  if (!preload.endsWith('.cjs')) throw new Error(`a sandboxed preload must be CommonJS: ${preload}`)
  return readFileSync(preload, 'utf8')
}
