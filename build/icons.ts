import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { chromium, type Page } from 'playwright-core'
import { ensureBrowser } from './browser.ts'
import { ico, type Picture } from './icons/ico.ts'
import { type StatePictures, traySheet } from './icons/tray-sheet.ts'

// Draws all icons from build/icons/seatlog.svg, and docs/tray-states.png, which shows them: `node build/icons.ts`. No build
// runs it: what it draws is committed. Whoever changes the source or this file runs it again.

const ICONS = path.join(import.meta.dirname, 'icons')
const SHEET = path.join(import.meta.dirname, '..', 'docs', 'tray-states.png')
const SOURCE = readFileSync(path.join(ICONS, 'seatlog.svg'), 'utf8')
const DRAWN_FROM = ['seatlog.svg', '../icons.ts']

const STATES = {
  ok: 'seats are free',
  low: 'few are free',
  none: 'none is free',
  unknown: 'no complete answer',
  paused: 'polling is paused',
}
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 256]
/** Both systems have displays of twice the density, for which there is a second picture. */
const MAC_SIZES = [16, 32]
const LINUX_SIZES = [24, 48]

interface Drawing {
  /** Which of the source's drawings: the pixels of its width. */
  readonly grid: 16 | 20 | 24
  /** Kept empty around it, in the same pixels. */
  readonly margin: number
}

/** The app's ground is drawn for this one only. */
const WHOLE: Drawing = { grid: 24, margin: 0 }
/** The outline needs room. */
const WITH_MARGIN: Drawing = { grid: 20, margin: 2 }

await draw()

async function draw(): Promise<void> {
  const browser = await chromium.launch({ executablePath: await ensureBrowser() })
  try {
    const page = await browser.newPage()
    for (const folder of ['app', 'tray']) {
      rmSync(path.join(ICONS, folder), { recursive: true, force: true })
      mkdirSync(path.join(ICONS, folder))
    }
    for (const { size, png } of await render(page, 'app ok', APP_SIZES, WHOLE)) {
      write(`app/${size}x${size}.png`, png)
      if (size === 512) write('icon.png', png)
    }
    write('icon.ico', ico(await render(page, 'app ok', ICO_SIZES, WHOLE)))
    const states: StatePictures[] = []
    for (const [state, words] of Object.entries(STATES)) {
      const pictures = {
        light: await render(page, `light ${state}`, ICO_SIZES),
        dark: await render(page, `dark ${state}`, ICO_SIZES),
        template: await render(page, `template ${state}`, MAC_SIZES),
        outlined: await render(page, `dark outlined ${state}`, LINUX_SIZES, WITH_MARGIN),
      }
      write(`tray/${state}-light.ico`, ico(pictures.light))
      write(`tray/${state}-dark.ico`, ico(pictures.dark))
      writeBoth(`tray/${state}Template`, pictures.template)
      writeBoth(`tray/${state}`, pictures.outlined)
      states.push({ state, words, ...pictures })
    }
    const sheet = await browser.newPage({ viewport: { width: 1200, height: 100 }, deviceScaleFactor: 2 })
    await sheet.setContent(traySheet(states))
    await sheet.locator('table').screenshot({ path: SHEET })
    write('drawn-from.sha256', Buffer.from(DRAWN_FROM.map(checksum).join('')))
  } finally {
    await browser.close()
  }
}

/** The drawing whose straight edges fall between pixels. */
function fitting(size: number): Drawing {
  return { grid: size % 24 === 0 ? 24 : size % 20 === 0 ? 20 : size % 16 === 0 ? 16 : 24, margin: 0 }
}

/** The source with the classes of a state and a ground, as PNG with a transparent ground. */
async function render(page: Page, classes: string, sizes: readonly number[], drawing?: Drawing): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const size of sizes) {
    const { grid, margin } = drawing ?? fitting(size)
    const width = grid + 2 * margin
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${SOURCE}`)
    await page.locator('svg').evaluate(
      (svg, { names, viewBox }) => {
        svg.setAttribute('class', names)
        svg.setAttribute('viewBox', viewBox)
      },
      { names: `${classes} grid-${grid}`, viewBox: `${-margin} ${-margin} ${width} ${width}` },
    )
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) })
  }
  return pictures
}

/** The names Electron gives to pictures of normal and of double density. */
function writeBoth(name: string, [normal, double]: readonly Picture[]): void {
  if (normal !== undefined) write(`${name}.png`, normal.png)
  if (double !== undefined) write(`${name}@2x.png`, double.png)
}

/** A line as `sha256sum` writes and checks it. */
function checksum(name: string): string {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(ICONS, name)))
    .digest('hex')
  return `${hash}  ${name}\n`
}

function write(name: string, bytes: Buffer): void {
  writeFileSync(path.join(ICONS, name), bytes)
  process.stdout.write(`${name}\n`)
}
