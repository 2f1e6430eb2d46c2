import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { chromium, type Page } from 'playwright-core'
import { ensureBrowser } from './browser.ts'

// Renders the pictures in build/icons from seatlog.svg: `node build/icons.ts`. Its outputs are committed.

const FOLDER = path.join(import.meta.dirname, 'icons')
const SOURCE = readFileSync(path.join(FOLDER, 'seatlog.svg'), 'utf8')
const STATES = ['ok', 'low', 'none', 'unknown', 'paused']
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]
const TRAY_ICO_SIZES = [16, 20, 24, 32, 40, 48]

await draw()

async function draw(): Promise<void> {
  const browser = await chromium.launch({ executablePath: await ensureBrowser() })
  try {
    const page = await browser.newPage()
    for (const folder of ['app', 'tray']) {
      rmSync(path.join(FOLDER, folder), { recursive: true, force: true })
      mkdirSync(path.join(FOLDER, folder))
    }
    for (const size of APP_SIZES) write(`app/${size}x${size}.png`, await render(page, 'app', size))
    write('icon.png', await render(page, 'app', 512))
    write('icon.ico', ico(await renderAll(page, 'app', ICO_SIZES)))
    for (const state of STATES) {
      // Linux panels take 24 px, macOS 16 pt; both have displays of twice the density.
      write(`tray/${state}.png`, await render(page, state, 24))
      write(`tray/${state}@2x.png`, await render(page, state, 48))
      write(`tray/${state}Template.png`, await render(page, `${state} template`, 16))
      write(`tray/${state}Template@2x.png`, await render(page, `${state} template`, 32))
      write(`tray/${state}.ico`, ico(await renderAll(page, state, TRAY_ICO_SIZES)))
    }
  } finally {
    await browser.close()
  }
}

interface Picture {
  readonly size: number
  readonly png: Buffer
}

async function renderAll(page: Page, classes: string, sizes: readonly number[]): Promise<Picture[]> {
  const pictures: Picture[] = []
  for (const size of sizes) pictures.push({ size, png: await render(page, classes, size) })
  return pictures
}

/** One state of the source as PNG with a transparent ground, `size` pixels square. */
async function render(page: Page, classes: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${SOURCE}`)
  await page.locator('svg').evaluate((svg, names) => svg.setAttribute('class', names), classes)
  return await page.screenshot({ omitBackground: true })
}

/** A Windows icon that holds its pictures as PNG, which Windows reads since Vista. */
function ico(pictures: readonly Picture[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

function write(name: string, bytes: Buffer): void {
  writeFileSync(path.join(FOLDER, name), bytes)
  process.stdout.write(`${name}\n`)
}
