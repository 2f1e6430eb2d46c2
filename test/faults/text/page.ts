import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { buildWindow, launchBrowser, openWindow } from '../../harness/fake-client/open-window.ts'
import type { Finding } from '../proof.ts'
import { BIDI, CONTROLS, FORMULAS, HTML, OBJECT_WORDS } from './hostile.ts'
import { plantNames } from './page-script.ts'

const VIEWS = [
  '#/seats',
  '#/users?q=a',
  '#/user/ada?span=30d',
  '#/features?span=30d',
  '#/feature/cad-main/87062ACD_2026_0F?span=30d',
  '#/denials?span=30d',
  '#/capacity',
  '#/alerts',
  '#/health',
  '#/codes',
  '#/settings/servers',
]
const NAMES = [...HTML, ...BIDI, ...CONTROLS, ...FORMULAS, ...OBJECT_WORDS]

/** The real window, in which every name of people, hosts, features and products is a hostile one. */
export async function tryPage(folder: string): Promise<Finding> {
  await buildWindow(join(import.meta.dirname, '../../..'), folder)
  const browser = await launchBrowser()
  try {
    const wrong: string[] = []
    const page = await open(browser, folder, wrong)
    let shown = 0
    for (const view of VIEWS) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, view)
      await page.waitForTimeout(300)
      if (view === '#/seats') await page.locator('tr.feature').first().click()
      await page.waitForTimeout(200)
      const found = await page.evaluate(look)
      shown += found.shown
      wrong.push(...found.wrong.map((sentence) => `${view} ${sentence}`))
    }
    if (shown < 50) wrong.push(`only ${shown} hostile names are shown at all`)
    return { what: 'names in the window', times: shown, figures: `${VIEWS.length} views`, wrong }
  } finally {
    await browser.close()
  }
}

async function open(browser: Browser, folder: string, wrong: string[]): Promise<Page> {
  const watched = {
    async newPage(options: Parameters<Browser['newPage']>[0]): Promise<Page> {
      const page = await browser.newPage(options)
      page.on('pageerror', (error) => wrong.push(`a script fails: ${error.message}`))
      page.on('dialog', (dialog) => wrong.push(`a dialog opens: ${dialog.message()}`))
      page.on('console', (message) => {
        if (message.type() === 'error') wrong.push(`the window complains: ${message.text()}`)
      })
      await page.addInitScript(plantNames, NAMES)
      return page
    },
  }
  return openWindow(watched as Browser, folder, { state: 'ordinary', width: 1280, height: 900, colors: 'light' })
}

/** In the page: what of the planted names has become more than text, and how many are shown. */
function look(): { readonly shown: number; readonly wrong: readonly string[] } {
  const wrong: string[] = []
  const { pwned, planted } = window as unknown as { readonly pwned?: unknown; readonly planted: readonly string[] }
  if (pwned !== undefined) wrong.push('has run a script of a name')
  const made = document.body.querySelectorAll(
    'script, iframe, img, object, embed, base, .pwned, [onerror], [onmouseover], [onload]',
  )
  for (const element of made) wrong.push(`has made an element of a name: ${element.outerHTML.slice(0, 100)}`)
  for (const link of document.querySelectorAll('a[href]'))
    if (!/^(?:#|https?:)/.test(link.getAttribute('href') ?? '')) wrong.push(`links to ${link.getAttribute('href')}`)
  let shown = 0
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.textContent ?? ''
    if (!planted.some((name) => text.includes(name))) continue
    shown++
    if (/[\u202a-\u202e\u2066-\u2069\u05d0-\u05f4\u0600-\u06ff]/.test(text) && !isApart(node))
      wrong.push(
        `lets ${JSON.stringify(text.slice(0, 40))} turn what stands beside it: ${node.parentElement?.outerHTML.slice(0, 120)}`,
      )
  }
  return { shown, wrong: [...new Set(wrong)] }

  /** Nothing beside it in its line, or shut off from it. */
  function isApart(text: Node): boolean {
    for (let at: Node = text; ; ) {
      const box = at.parentElement
      if (box === null) return true
      const { display, unicodeBidi } = getComputedStyle(box)
      const others = [...box.childNodes].some((one) => one !== at && (one.textContent ?? '').trim() !== '')
      if (unicodeBidi.includes('isolate') || unicodeBidi === 'plaintext') return !others
      if (others) return false
      if (!display.startsWith('inline') || display === 'inline-block') return true
      at = box
    }
  }
}
