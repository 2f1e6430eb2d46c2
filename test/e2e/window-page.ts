import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { buildWindow, launchBrowser, openWindow } from '../harness/fake-client/open-window.ts'

/** The built window over the fake client, a fresh page a test. */
export interface WindowUnderTest {
  open(state: string, colors?: 'light' | 'dark', width?: number, height?: number): Promise<Page>
  /** Rules of axe that the page breaks, each with the first element that does. */
  violations(): Promise<readonly string[]>
}

/** Builds the window before the tests of a file; after each, no script may have failed and nothing been refused. */
export function windowUnderTest(): WindowUnderTest {
  let folder: string
  let browser: Browser
  let axe: string
  let page: Page
  let complaints: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatlog-window-'))
    await buildWindow(join(import.meta.dirname, '../..'), folder)
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    expect(complaints).toEqual([]) // no script error, nothing the Content-Security-Policy refused
  })

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
    async violations() {
      await page.evaluate(axe)
      return page.evaluate(async () => {
        const { axe: checker } = window as unknown as { axe: typeof import('axe-core') }
        const { violations } = await checker.run(document, { resultTypes: ['violations'] })
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      })
    },
  }
}
