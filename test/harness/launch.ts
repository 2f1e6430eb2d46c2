import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { placesOf } from '../../main/settings/places.ts'
import { launchElectron } from './electron-backend.ts'
import { launchHarness } from './harness.ts'
import type { Probe } from './probe.ts'

/** The methods of the probe, asked from the test's process. */
export type AskProbe = <Method extends keyof Probe>(
  method: Method,
  ...args: Parameters<Probe[Method]>
) => Promise<Awaited<ReturnType<Probe[Method]>>>

/** A running desktop app. Both backends, the harness and the real Electron, give the same. */
export interface Backend {
  readonly ask: AskProbe
  /** Pages of all windows, in the order of their opening. */
  pages(): readonly Page[]
  /** Starts the app once more with the same settings, as a second click on its icon does; gives the exit code. */
  startAgain(args: readonly string[]): Promise<number | null>
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>
  /** Standard output and standard error so far. */
  output(): string
  kill(): Promise<void>
}

export interface LaunchOptions {
  /** Arguments of the app, such as `--hidden`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The folder with the app's package.json; this checkout unless named. */
  readonly app?: string
  /** What the settings file holds at the start, made of the home folder; otherwise there is none. */
  readonly settings?: (home: string) => Readonly<Record<string, unknown>>
}

export interface BackendOptions {
  readonly app: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The app as tests hold it. */
export interface DesktopApp extends Backend {
  /** The home folder, which holds all the app writes unless told otherwise; removed at the end. */
  readonly home: string
  /** The page of the first window, as soon as there is one and it is loaded. */
  page(): Promise<Page>
  /** Ends the app, by force where it has to be, and removes its home. */
  [Symbol.asyncDispose](): Promise<void>
}

/** `SEATLOG_APP` names another folder with a package.json and the bundle it names, such as an unpacked app.asar. */
export const APP = process.env.SEATLOG_APP ?? path.join(import.meta.dirname, '..', '..')

/** Starts the desktop app from its production bundle: in the harness, or with `SEATLOG_BACKEND=electron` in the real
 * Electron. It has a home folder of its own. */
export async function launch({ args = [], env = {}, app = APP, settings }: LaunchOptions = {}): Promise<DesktopApp> {
  const folder = mkdtempSync(path.join(tmpdir(), 'seatlog-home-'))
  const start = process.env.SEATLOG_BACKEND === 'electron' ? launchElectron : launchHarness
  try {
    const variables = homeVariables(folder)
    if (settings !== undefined) {
      const { settingsFolder } = placesOf({ platform: process.platform, env: variables, home: folder })
      mkdirSync(settingsFolder, { recursive: true })
      writeFileSync(path.join(settingsFolder, 'settings.json'), JSON.stringify(settings(folder)))
    }
    const backend = await start({ app, args, env: { ...variables, ...env } })
    return withHome(backend, folder)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function withHome(backend: Backend, home: string): DesktopApp {
  return {
    ...backend,
    home,
    async page() {
      return await eventually(async () => {
        const [page] = backend.pages()
        if (page === undefined || page.url() === 'about:blank') throw new Error('no window was opened')
        await page.waitForLoadState('load')
        return page
      })
    },
    async [Symbol.asyncDispose]() {
      await backend.kill()
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Repeats until the check no longer throws, for at most `seconds`; then its last error is thrown. */
export async function eventually<T>(check: () => T | Promise<T>, seconds = 10): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }
}

/** All variables that lead to a user's folders and to temporary ones, on the three systems. */
function homeVariables(home: string): Record<string, string> {
  const variables = {
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_STATE_HOME: path.join(home, '.local', 'state'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    APPDATA: path.join(home, 'AppData', 'Roaming'),
    LOCALAPPDATA: path.join(home, 'AppData', 'Local'),
    TMPDIR: path.join(home, 'tmp'),
    TEMP: path.join(home, 'tmp'),
  }
  for (const folder of Object.values(variables)) mkdirSync(folder, { recursive: true })
  return variables
}
