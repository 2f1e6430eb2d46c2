import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type DesktopApp, eventually, launch } from '../harness/launch.ts'

/** An app of one file, which has what it needs of Electron imported. */
function appOf(main: string, preload = ''): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'seatlog-app-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const manifest = { name: 'sample', productName: 'Sample', version: '1.2.3', type: 'module', main: 'main.js' }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(path.join(folder, 'main.js'), main)
  writeFileSync(path.join(folder, 'preload.cjs'), preload)
  return folder
}

/** The sentence with which an app fails to start. */
async function failureOf(main: string): Promise<string> {
  try {
    await using app = await launch({ app: appOf(main) })
    return `it started: ${app.output()}`
  } catch (error) {
    return String(error)
  }
}

const WINDOW = `
  import { app, BrowserWindow, ipcMain, protocol } from 'electron'
  import path from 'node:path'
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([{ scheme: 'sample', privileges: { standard: true } }])
  void app.whenReady().then(() => {
    protocol.handle('sample', () => new Response('<title>Sample</title>', { headers: { 'content-type': 'text/html' } }))
    ipcMain.handle('double', (_event, number) => number * 2)
    const preload = path.join(import.meta.dirname, 'preload.cjs')
    const window = new BrowserWindow({ width: 500, height: 400, webPreferences: { preload } })
    void window.loadURL('sample://app/')
  })
`

async function windowWith(preload: string): Promise<DesktopApp> {
  return await launch({ app: appOf(WINDOW, preload) })
}

// What makes the harness worth trusting: where Electron refuses, it refuses, too.
describe.skipIf(process.env.SEATLOG_BACKEND === 'electron')('the double of Electron', () => {
  it('names what it lacks', async () => {
    expect(await failureOf(`import { app } from 'electron'; app.moveToApplicationsFolder()`)).toContain(
      'the Electron double has no app.moveToApplicationsFolder',
    )
    expect(await failureOf(`import { powerSaveBlocker } from 'electron'; powerSaveBlocker.on('x')`)).toContain(
      "export named 'powerSaveBlocker'",
    )
    expect(await failureOf(`import electron from 'electron'; electron.powerSaveBlocker.on('x')`)).toContain(
      'electron.powerSaveBlocker',
    )
  })

  it('is ready only after the main module is evaluated', async () => {
    expect(await failureOf(`import { app } from 'electron'; await app.whenReady()`)).toContain(
      'unsettled top-level await',
    )
  })

  it('has no window and no tray before it is ready, and no sandbox after', async () => {
    expect(await failureOf(`import { BrowserWindow } from 'electron'; new BrowserWindow()`)).toContain(
      'BrowserWindow cannot be used before the app is ready',
    )
    expect(
      await failureOf(`import { Tray, nativeImage } from 'electron'; new Tray(nativeImage.createEmpty())`),
    ).toContain('Tray cannot be used before the app is ready')
    const late = `import { app } from 'electron'; void app.whenReady().then(() => app.enableSandbox())`
    await using app = await launch({ app: appOf(late) }).catch((error: unknown) => ({
      output: () => String(error),
      async [Symbol.asyncDispose]() {},
    }))
    await eventually(() => expect(app.output()).toContain('app.enableSandbox must be called before the app is ready'))
  })

  it.each([
    '{ nodeIntegration: true }',
    '{ contextIsolation: false }',
    '{ sandbox: false }',
    '{ webSecurity: false }',
    '{ webviewTag: true }',
  ])('refuses a window with the preferences %s', async (preferences) => {
    const main = `import { app, BrowserWindow } from 'electron'; app.enableSandbox()
      app.on('ready', () => new BrowserWindow({ webPreferences: ${preferences} }))`
    expect(await failureOf(main)).toContain('unsafe webPreferences')
  })

  it('runs the preload before the page, with Electron alone in reach', async () => {
    await using app = await windowWith(`
      const { contextBridge, ipcRenderer } = require('electron')
      const refused = []
      for (const name of ['fs', 'node:child_process', './other.cjs']) {
        try { require(name) } catch (error) { refused.push(name) }
      }
      contextBridge.exposeInMainWorld('sample', {
        refused, nested: { list: [1] }, double: (number) => ipcRenderer.invoke('double', number),
        unknown: () => ipcRenderer.invoke('unknown'),
      })`)
    const page = await app.page()
    expect(page.viewportSize()).toEqual({ width: 500, height: 400 })
    expect(await page.evaluate('sample.refused')).toEqual(['fs', 'node:child_process', './other.cjs'])
    expect(await page.evaluate('sample.double(21)')).toBe(42)
    expect(await page.evaluate('[sample, sample.nested, sample.nested.list].every(Object.isFrozen)')).toBe(true)
    await expect(page.evaluate('sample.unknown()')).rejects.toThrow("No handler registered for 'unknown'")
  })

  it('quits with the last window when nobody listens', async () => {
    await using app = await windowWith('')
    await app.page()
    await eventually(async () => expect((await app.ask('look')).windows).toHaveLength(1))
    // The app ends before it can answer.
    await app.ask('closeWindow').catch(() => {})
    expect(await app.exited).toBe(0)
  })

  it('lets quitting be prevented, by the app and by a window', async () => {
    const main = `${WINDOW}
      let asked = 0
      app.on('before-quit', (event) => { if (asked++ === 0) event.preventDefault() })
      app.on('browser-window-created', (_event, window) => {
        window.on('close', (event) => { if (asked === 2) event.preventDefault() })
      })`
    await using app = await launch({ app: appOf(main) })
    await app.page()
    for (const attempt of ['the app', 'the window']) {
      await app.ask('quit')
      expect((await app.ask('look')).windows, attempt).toHaveLength(1)
    }
    await app.ask('quit')
    expect(await app.exited).toBe(0)
  })

  it('shows notifications, dialogs and opened files, and answers dialogs in the place of the user', async () => {
    const main = `
      import { app, dialog, Notification, powerMonitor, shell } from 'electron'
      void app.whenReady().then(() => {
        const notification = new Notification({ title: 'A seat is free', body: 'Revit 2026' })
        notification.on('click', () => void shell.openExternal('https://site.example/'))
        notification.show()
        powerMonitor.on('resume', async () => {
          const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory'] })
          void shell.openPath(filePaths[0])
        })
      })`
    await using app = await launch({ app: appOf(main) })
    expect((await app.ask('look')).notifications).toEqual([{ title: 'A seat is free', body: 'Revit 2026' }])
    await app.ask('clickNotification', 'A seat is free')
    await app.ask('answerDialog', { canceled: false, filePaths: ['/srv/seatlog'] })
    await app.ask('emit', 'powerMonitor', 'resume')
    await eventually(async () => {
      expect((await app.ask('look')).opened).toEqual(['https://site.example/', '/srv/seatlog'])
    })
    expect((await app.ask('look')).dialogs).toEqual([
      { method: 'showOpenDialog', args: [{ properties: ['openDirectory'] }] },
    ])
  })

  it('lets the page leave, and grants it permissions, where the app does not say no', async () => {
    await using app = await windowWith('')
    const page = await app.page()
    const state = await page.evaluate(() =>
      navigator.permissions.query({ name: 'geolocation' }).then((found) => found.state),
    )
    expect(state).toBe('granted')
    await page.evaluate(() => {
      location.href = '/other'
    })
    await eventually(() => expect(page.url()).toMatch(/\/other$/))
  })
})
