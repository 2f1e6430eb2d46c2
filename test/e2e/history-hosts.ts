import { writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { indexFolder } from '../../main/history/index-files.ts'
import { placesOf } from '../../main/settings/places.ts'
import { launchBrowser } from '../harness/fake-client/open-window.ts'
import { launch } from '../harness/launch.ts'
import { openShell, printed } from './command-line.ts'
import { SERVERS } from './history-record.ts'

/** The window in one of the hosts, over a data folder of its own. */
export interface HostedWindow {
  readonly page: Page
  close(): Promise<void>
}

/** `fill` writes the data folder; `index`: the folder of its index. */
export type OpenWindow = (fill: (data: string, index: string) => void) => Promise<HostedWindow>

const settingsOf = (dataFolder: string) => ({ servers: SERVERS, lmutil: '/no/lmutil', dataFolder })
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/

/** Where the index of a data folder lies, by the folders that a host is given for the state of this user. */
function indexOf(data: string, home: string, state: readonly string[], appData: readonly string[]): string {
  const env = { XDG_STATE_HOME: path.join(home, ...state), LOCALAPPDATA: path.join(home, ...appData) }
  return indexFolder(placesOf({ platform: process.platform, env, home }).localStateFolder, data)
}

const inDesktop: OpenWindow = async (fill) => {
  const app = await launch({
    settings(home) {
      const data = path.join(home, 'data')
      fill(data, indexOf(data, home, ['.local', 'state'], ['AppData', 'Local']))
      return settingsOf(data)
    },
  })
  return { page: await app.page(), close: () => app[Symbol.asyncDispose]() }
}

const inBrowser: OpenWindow = async (fill) => {
  const shell = openShell()
  const data = path.join(shell.home, 'data')
  fill(data, indexOf(data, shell.home, ['.state'], []))
  const config = path.join(shell.home, 'settings.json')
  writeFileSync(config, JSON.stringify(settingsOf(data)))
  const url = await printed(shell.start(['serve', '--config', config]), ADDRESS)
  const browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1180, height: 760 } })
  await page.goto(url)
  return {
    page,
    async close() {
      await browser.close()
      await shell[Symbol.asyncDispose]()
    },
  }
}

export const HOSTS: readonly (readonly [name: string, open: OpenWindow])[] = [
  ['desktop app', inDesktop],
  ['browser host', inBrowser],
]

/** Goes where an address leads, as a bookmark does. */
export const goTo = (page: Page, hash: string): Promise<void> =>
  page.evaluate((wanted) => {
    location.hash = wanted
  }, hash)

/** The rows of a table by the heads of its columns; figures as they are shown. */
export const tableOf = (page: Page, name: string): Promise<readonly Readonly<Record<string, string>>[]> =>
  page.getByRole('grid', { name, exact: true }).evaluate((table) => {
    const text = (cell: Element): string => cell.textContent.trim()
    const heads = [...table.querySelectorAll('thead th')].map(text)
    return [...table.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries([...row.children].map((cell, which) => [heads[which] ?? '', text(cell)])),
    )
  })

/** The sentence above a figure of the record, its blanks all alike. */
export async function findingOf(page: Page, title: string): Promise<string> {
  const finding = page.getByRole('region', { name: title, exact: true }).locator('.finding')
  return (await finding.innerText()).replaceAll('\u00a0', ' ')
}
