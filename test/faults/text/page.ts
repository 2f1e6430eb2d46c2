import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { buildWindow, launchBrowser, openWindow } from '../../harness/fake-client/open-window.ts'
import type { Finding } from '../proof.ts'
import { NAMES } from './hostile.ts'
import { plantNames } from './page-script.ts'

const VIEWS = [
  '#/seats',
  '#/users?q=a',
  '#/user/aalvarez?span=30d',
  '#/features?span=30d',
  '#/feature/cad-main/87084ACD_2019_0F?span=30d',
  '#/denials?span=30d',
  '#/capacity',
  '#/alerts',
  '#/health',
  '#/codes',
]

/** The real window, in which every name of people, hosts, features and products is a hostile one. */
export async function tryPage(folder: string): Promise<Finding> {
  await buildWindow(join(import.meta.dirname, '../../..'), folder)
  const browser = await launchBrowser()
  try {
    const wrong: string[] = []
    const page = await open(browser, folder, wrong)
    page.setDefaultTimeout(10_000)
    const shown = new Set<string>()
    let times = 0
    for (const view of VIEWS) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, view)
      await page.waitForTimeout(300)
      try {
        if (view === '#/seats') await page.locator('tr.feature').first().click()
        if (view === '#/codes') await page.getByLabel('Search feature codes and products').fill('cad')
        await page.locator('main').getByText('⟦').first().waitFor()
      } catch {
        wrong.push(`${view} shows no name`)
      }
      await page.waitForTimeout(200)
      const found = await page.evaluate(look)
      times += found.shown.length
      for (const name of found.shown) shown.add(name)
      wrong.push(...found.wrong.map((sentence) => `${view} ${sentence}`))
    }
    for (const name of NAMES) if (!shown.has(name)) wrong.push(`${JSON.stringify(name)} is shown nowhere`)
    return { what: 'names in the window', times, figures: `${NAMES.length} names, ${VIEWS.length} views`, wrong }
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

/** In the page: what of the planted names has become more than text, and which the view shows, by their marks. */
function look(): { readonly shown: readonly string[]; readonly wrong: readonly string[] } {
  const wrong: string[] = []
  const { pwned, planted } = window as unknown as { readonly pwned?: unknown; readonly planted: readonly string[] }
  if (pwned !== undefined) wrong.push('has run a script of a name')
  const made = document.body.querySelectorAll(
    'script, iframe, img, object, embed, base, .pwned, [onerror], [onmouseover], [onload]',
  )
  for (const element of made) wrong.push(`has made an element of a name: ${element.outerHTML.slice(0, 100)}`)
  for (const link of document.querySelectorAll('a[href]'))
    if (!/^(?:#|https?:)/.test(link.getAttribute('href') ?? '')) wrong.push(`links to ${link.getAttribute('href')}`)
  const shown: string[] = []
  // Where a word that was searched for is marked, a name is in pieces.
  const holders = new Set<Node>()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.textContent ?? ''
    const { parentElement: box } = node
    const holder = [box, box?.parentElement].find((one) => one?.querySelector(':scope > mark')) ?? node
    if (!holders.has(holder))
      for (const [, name = '', end] of (holder.textContent ?? '').matchAll(/⟦([^⟧]*)(⟧?)/g))
        if (end === '' || !planted.includes(name)) wrong.push(`shows ${JSON.stringify(name)}, which no name is`)
        else if (node.parentElement?.closest('main') !== null) shown.push(name)
    holders.add(holder)
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
