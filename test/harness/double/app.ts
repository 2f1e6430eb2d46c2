import { EventEmitter } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { App } from 'electron'
import { prevented } from './events.ts'
import { strict } from './strict.ts'
import { appFolder, appSide, isReady, manifest, needsEarly, setReady, testSide } from './world.ts'

/** What quitting needs of the windows, which are made later. */
export interface Closable {
  close(): void
  destroy(): void
}

export const openWindows = new Map<number, Closable>()

export let sandboxed = false

const emitter = new EventEmitter()
let announce: (() => void) | null = null
const whenReady = new Promise<void>((resolve) => {
  announce = resolve
})
let lock: string | null = null
let quitting = false
/** Messages that must be out before the process ends. */
const pending: Promise<unknown>[] = []

function appDataFolder(): string {
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support')
  if (process.platform === 'win32') return process.env.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming')
  return process.env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config')
}

function folderOf(name: string): string {
  const appData = appDataFolder()
  const folders: Record<string, string> = {
    home: homedir(),
    temp: tmpdir(),
    appData,
    userData: path.join(appData, manifest.productName),
    logs: path.join(appData, manifest.productName, 'logs'),
    exe: process.execPath,
  }
  const folder = folders[name]
  if (folder === undefined) throw new Error(`the Electron double knows no path ${name}`)
  return folder
}

function takeLock(): boolean {
  const folder = folderOf('userData')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'single-instance')
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch {
    pending.push(testSide.startedAgain(process.argv, process.cwd()))
    return false
  }
  lock = file
  process.on('exit', () => rmSync(file, { force: true }))
  return true
}

function leave(code: number): void {
  emitter.emit('quit', {}, code)
  void Promise.allSettled(pending).then(() => process.exit(code))
}

function quit(): void {
  if (quitting) return
  if (prevented(emitter, 'before-quit')) return
  quitting = true
  for (const window of openWindows.values()) window.close()
  quitting = false
  if (openWindows.size > 0 || prevented(emitter, 'will-quit')) return
  leave(0)
}

/** A window is gone; without listener the last one takes the app along. */
export function windowClosed(id: number): void {
  openWindows.delete(id)
  if (openWindows.size > 0 || quitting) return
  if (!emitter.emit('window-all-closed')) quit()
}

const members = {
  name: manifest.productName,
  isPackaged: false,
  isReady,
  whenReady: () => whenReady,
  enableSandbox() {
    needsEarly('app.enableSandbox')
    sandboxed = true
  },
  requestSingleInstanceLock: () => lock !== null || takeLock(),
  getVersion: () => manifest.version,
  getName: () => manifest.productName,
  getAppPath: () => appFolder,
  getPath: folderOf,
  setAppUserModelId() {},
  quit,
  exit(code = 0) {
    for (const window of openWindows.values()) window.destroy()
    leave(code)
  },
} satisfies Partial<App>

export const app = strict('app', Object.assign(emitter, members))

/** The main module is evaluated: emits `ready`. */
export function becomeReady(): void {
  setReady()
  emitter.emit('will-finish-launching')
  emitter.emit('ready', {}, {})
  announce?.()
}

appSide.secondInstance = (argv, folder) => {
  emitter.emit('second-instance', {}, argv, folder, null)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit)
