import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { ensureBrowser } from '../../../build/browser.ts'
import { CANNED_AT } from './canned.ts'

const ORIGIN = 'https://seatlog.invalid'
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'"

/** The production bundle of renderer/ and the fake client's script, built into a folder. */
export async function buildWindow(root: string, folder: string): Promise<void> {
  const common = { configFile: false, logLevel: 'warn' } as const
  const environment = process.env.NODE_ENV
  process.env.NODE_ENV = 'production' // else, in a test run, React's development build is what would be looked at
  try {
    await build({
      ...common,
      root: join(root, 'renderer'),
      plugins: [react()],
      build: { outDir: join(folder, 'window'), emptyOutDir: true },
    })
    const lib = {
      entry: join(import.meta.dirname, 'page.ts'),
      formats: ['iife' as const],
      name: 'fake',
      fileName: 'page',
    }
    await build({ ...common, root, build: { outDir: join(folder, 'fake'), emptyOutDir: true, lib } })
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = environment
  }
}

export interface Look {
  readonly state: string
  readonly width: number
  readonly height: number
  readonly colors: 'light' | 'dark'
}

/** A page with the built window over the fake client in a state; under the desktop host's policy, with a fixed clock. */
export async function openWindow(browser: Browser, folder: string, look: Look): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colors,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  await page.addInitScript({ path: join(folder, 'fake', 'page.iife.js') })
  await page.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname
    const file = join(folder, 'window', path === '/' ? 'index.html' : path)
    const headers = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    }
    await route.fulfill({ body: await readFile(file), headers })
  })
  await page.clock.install({ time: (CANNED_AT + 12) * 1000 })
  await page.goto(`${ORIGIN}/?state=${look.state}`)
  await page.locator('[role=treegrid], .empty, .first-run').filter({ visible: true }).first().waitFor()
  return page
}

/** A headless browser; Chromium's own sandbox is off, as root (a container) cannot have it. */
export const launchBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] })
