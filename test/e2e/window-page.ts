import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { RunOptions } from 'axe-core'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { buildWindow, launchBrowser, openWindow } from '../harness/fake-client/open-window.ts'

/** The built window over the fake client, a fresh page a test. */
export interface WindowUnderTest {
  open(state: string, colors?: 'light' | 'dark', width?: number, height?: number): Promise<Page>
  /** Goes to a place of the page, which begins with `#/`. */
  goTo(hash: string): Promise<void>
  hash(): string
  region(name: string): Locator
  /** Rules of axe that the page breaks as it looks now, each with the first element that does. */
  violations(): Promise<readonly string[]>
  /** The same in light, and of the rules about colors in dark and in forced colors, too. */
  violationsInAllColors(): Promise<readonly string[]>
}

const ALL_COLORS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const
/** The others do not depend on colors. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block']

/** Builds the window before the first tests of a run; after each, no script may have failed and nothing been refused. */
export function windowUnderTest(): WindowUnderTest {
  const folder = inject('windowFolder')
  let browser: Browser
  let axe: string
  let page: Page
  let complaints: string[] = []

  beforeAll(async () => {
    if (!existsSync(join(folder, 'built'))) {
      await buildWindow(join(import.meta.dirname, '../..'), folder)
      await writeFile(join(folder, 'built'), '')
    }
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    browser = await launchBrowser()
  })

  afterAll(() => browser?.close())

  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    expect(complaints).toEqual([]) // no script error, nothing the Content-Security-Policy refused
  })

  async function broken(options: RunOptions): Promise<readonly string[]> {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
    return page.evaluate(
      async (wanted) => {
        const { axe: checker } = window as unknown as { axe: typeof import('axe-core') }
        const { violations } = await checker.run(document, wanted)
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      },
      { resultTypes: ['violations' as const], preload: false, ...options },
    )
  }

  return {
    async open(state, colors = 'light', width = 1180, height = 760) {
      complaints = []
      page = await openWindow(browser, folder, { state, width, height, colors })
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      return page
    },
    goTo: (hash) =>
      page.evaluate((wanted) => {
        location.hash = wanted
      }, hash),
    hash: () => new URL(page.url()).hash,
    region: (name) => page.getByRole('region', { name, exact: true }),
    violations: () => broken({}),
    async violationsInAllColors() {
      const found: string[] = []
      for (const [index, look] of ALL_COLORS.entries()) {
        await page.emulateMedia(look)
        const rules = await broken(index === 0 ? {} : { runOnly: COLOR_RULES })
        found.push(...rules.map((one) => `${look.colorScheme}, forced ${look.forcedColors}: ${one}`))
      }
      await page.emulateMedia(ALL_COLORS[0])
      return found
    },
  }
}
