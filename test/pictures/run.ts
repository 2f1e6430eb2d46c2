import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { ensureBuilt } from '../../build/ensure-built.ts'
import { buildWindow, launchBrowser, openWindow } from '../harness/fake-client/open-window.ts'
import { type Colors, DEMO_PICTURES, type Pictured, WINDOW_PICTURES } from './list.ts'

// Takes the pictures of docs/ anew: `npm run pictures`. Seats and history are those of the demo, the others those of a made-up
// site; build/icons.ts draws the sheet of tray icons.

const ROOT = path.join(import.meta.dirname, '..', '..')
const DOCS = path.join(ROOT, 'docs')
const WIDTH = 1180
const COLORS: readonly Colors[] = ['light', 'dark']
/** The footer tells where files are on this machine. */
const FOOTER = 26
const FEW_ROWS = 20_000
/** Polls go on meanwhile. */
const A_FEW = 50

if (!(await ensureBuilt())) process.exit(1)
const folder = mkdtempSync(path.join(tmpdir(), 'seatlog-pictures-'))
const browser = await launchBrowser()
try {
  await ofDemo(browser)
  await ofWindow(browser)
  await ended(spawn(process.execPath, [path.join(ROOT, 'build', 'icons.ts')], { stdio: 'inherit' }))
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}

async function ofDemo(shown: Browser): Promise<void> {
  const home = { HOME: folder, USERPROFILE: folder, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder }
  const demo = spawn(process.execPath, [path.join(ROOT, 'out/main/cli.js'), 'demo'], {
    env: { ...process.env, ...home, LANG: 'en_GB.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let url: string | undefined
  for await (const text of demo.stdout) {
    url = /http:\S+#token=\S+/.exec(String(text))?.[0]
    if (url !== undefined) break
  }
  if (url === undefined) throw new Error('the demo did not start')
  for (const colors of COLORS) {
    const page = await shown.newPage({ viewport: { width: WIDTH, height: 760 }, colorScheme: colors, locale: 'en-GB' })
    await page.goto(url)
    await historyIsRead(page)
    for (const picture of DEMO_PICTURES) await take(page, picture, colors)
    await page.close()
  }
  demo.kill('SIGINT')
  await ended(demo)
}

/** What was recorded in the weeks before is written while the demo runs: it is all there when no more comes. */
async function historyIsRead(page: Page): Promise<void> {
  for (let [before, now] = [0, 0]; now - before > A_FEW || now < FEW_ROWS; ) {
    await new Promise((done) => setTimeout(done, 5000))
    before = now
    now = await page.evaluate(async () => {
      const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'null' }
      const answer = await (await fetch('/api/history.status', request)).json()
      return answer.ok && answer.value.state === 'ready' ? answer.value.checkouts : 0
    })
  }
}

async function ofWindow(shown: Browser): Promise<void> {
  await buildWindow(ROOT, folder)
  for (const colors of COLORS) {
    for (const picture of WINDOW_PICTURES) {
      const { state = 'ordinary', height } = picture
      const page = await openWindow(shown, folder, { state, width: WIDTH, height, colors })
      await take(page, picture, colors)
      await page.close()
    }
  }
}

async function take(page: Page, { name, place, height, before }: Pictured, colors: Colors): Promise<void> {
  await page.setViewportSize({ width: WIDTH, height: height + FOOTER })
  await page.evaluate((hash) => {
    location.hash = hash
  }, place)
  await page.locator('main').waitFor()
  await before?.(page)
  await page.evaluate(() => document.fonts.ready)
  // Charts are drawn when their answers have come.
  await new Promise((done) => setTimeout(done, 1500))
  const clip = { x: 0, y: 0, width: WIDTH, height }
  await page.screenshot({ path: path.join(DOCS, `${name}-${colors}.png`), clip })
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('exit', done))
}
