import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeFeatures } from '../../main/datafiles/features-csv.ts'
import { launchBrowser } from '../harness/fake-client/open-window.ts'
import { eventually } from '../harness/launch.ts'
import { LMUTIL, openShell, printed, type Shell } from './command-line.ts'

const NOW = { SEATLOG_SIM_NOW: '2026-11-18T10:30:00+01:00', SEATLOG_SIM_ZONE: 'Europe/Berlin' }
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** `seatlog` with these arguments, and the page it serves in a browser of its own. */
async function served(shell: Shell, args: readonly string[]): Promise<Page> {
  const url = await printed(shell.start(args, NOW), ADDRESS)
  const page = await browser.newPage({ viewport: { width: 1180, height: 760 } })
  await page.goto(url)
  return page
}

const logger = (data: string) => ['serve', '--lmutil', LMUTIL, '--server', 'demo=27000@localhost', '--data', data]
const row = (page: Page, product: string) => page.locator('tr.feature').filter({ hasText: product })

describe('the browser host', () => {
  it('shows the seats, keeps the token out of the address bar, and writes the files', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    const page = await served(shell, logger(data))
    await row(page, '64300ACD_F').waitFor()
    expect(page.url()).not.toContain('token')

    const text = await eventually(() => {
      const [name = ''] = readdirSync(data).filter((file) => file.endsWith(' features.csv'))
      return readFileSync(path.join(data, name), 'utf8')
    })
    const recorded = decodeFeatures(text).rows.find(({ feature }) => feature === '64300ACD_F')
    const free = (recorded?.issued ?? 0) - (recorded?.used ?? 0)
    await expect(row(page, '64300ACD_F').innerText()).resolves.toContain(`${free || 'none'} `)
    await page.close()
  })

  it('opens the holders of a feature in place, and finds a feature by who holds it', async () => {
    await using shell = openShell()
    const page = await served(shell, logger(path.join(shell.home, 'data')))
    await row(page, '64300ACD_F').waitFor()
    const lmstat = await shell.lmutil(['lmstat', '-a', '-c', '27000@localhost', '-f', '64300ACD_F'], NOW)
    const [, user = ''] = /^ {4}(\S+) \S+ \S+ \(v[^\n]*\d$/m.exec(lmstat) ?? []
    expect(user).not.toBe('')
    await page.getByRole('searchbox').fill(user)
    await eventually(async () => expect(await page.locator('tr.feature').count()).toBeLessThan(15))
    await row(page, '64300ACD_F').click()
    await eventually(async () => expect(await page.innerText('body')).toContain(user))
    await page.close()
  })

  it('is a viewer where another Seatlog logs: the same seats, live, and nothing written', async () => {
    await using admin = openShell()
    await using engineer = openShell()
    const data = path.join(admin.home, 'data')
    const first = await served(admin, logger(data))
    await row(first, '64300ACD_F').waitFor()
    const events = path.join(data, 'events', 'demo')
    await eventually(() => expect(readdirSync(events)).toHaveLength(1))

    const viewer = await served(engineer, ['serve', '--lmutil', '/no/lmutil', ...logger(data).slice(3)])
    await row(viewer, '64300ACD_F').waitFor()
    expect(await row(viewer, '64300ACD_F').innerText()).toBe(await row(first, '64300ACD_F').innerText())
    await expect(viewer.innerText('body')).resolves.toMatch(/logged by/i)
    const announced = readdirSync(events).map((name) => readFileSync(path.join(events, name), 'utf8'))
    expect(announced.join('').match(/"type":"logging"/g)).toHaveLength(1)
    await first.close()
    await viewer.close()
  })

  it('opens on the demo where there is nothing to poll and nothing to poll with, and says so', async () => {
    await using shell = openShell()
    const page = await served(shell, ['serve'])
    await page.locator('tr.feature').first().waitFor()
    await expect(page.innerText('body')).resolves.toContain('Demo')
    await expect(page.getByRole('button', { name: 'Set up your own servers' }).isVisible()).resolves.toBe(true)
    expect(readdirSync(shell.home)).not.toContain('Seatlog')
    await page.close()
  })

  it('begins with the first run where there is an lmutil and no server, and shows the demo when asked', async () => {
    await using shell = openShell()
    const page = await served(shell, ['serve', '--lmutil', LMUTIL])
    await page.getByRole('heading', { name: 'Set up Seatlog' }).waitFor()
    await page.getByRole('button', { name: 'Look around in the demo first' }).click()
    await page.locator('tr.feature').first().waitFor()
    await expect(page.innerText('body')).resolves.toContain('Demo')
    await page.close()
  })

  it('leaves the demo for the servers that are set up, without a restart', async () => {
    await using shell = openShell()
    const page = await served(shell, ['demo'])
    await page.locator('tr.feature').first().waitFor()
    await page.getByRole('button', { name: 'Set up your own servers' }).click()
    await page.getByLabel('Path of lmutil').fill(LMUTIL)
    await page.getByLabel('Tag', { exact: true }).first().fill('cad')
    await page.getByLabel('Address', { exact: true }).first().fill('27000@lic-cad')
    await page.getByRole('button', { name: 'Save and begin' }).click()
    await page.getByText('Saved: Seatlog polls from now on.').waitFor()
    await page.getByRole('button', { name: 'Show the seats' }).click()
    await eventually(async () => {
      expect(await page.innerText('body')).not.toContain('Demo')
      expect(await page.innerText('.scroller')).toContain('cad')
    }, 20)
    await page.close()
  })
})
