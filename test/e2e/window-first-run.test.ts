import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { windowUnderTest } from './window-page.ts'
import { openAll, savedIn, tooWide } from './window-settings-page.ts'

const { open, violations, violationsInAllColors } = windowUnderTest()
let page: Page

const saved = () => savedIn(page)

test('the first run offers what was found, lets it be tried, saves, and pins what answered', async () => {
  page = await open('empty')
  await page.getByText('3 license servers were found on this computer.').waitFor()
  expect(await violationsInAllColors()).toEqual([])

  const cards = page.locator('.server-card')
  expect(await cards.count()).toBe(3)
  expect(await cards.nth(0).textContent()).toContain('Found in ADSKFLEX_LICENSE_FILE')
  expect(await page.getByText('seatlog import').count()).toBe(1)
  await cards.nth(0).getByRole('button', { name: 'Try' }).click()
  await cards.nth(0).getByText('It answered: 23 features').waitFor()
  await page.getByRole('button', { name: 'Remove license' }).click()
  await page.getByLabel('Tag').nth(1).fill('maths')
  await page.getByLabel('Data folder', { exact: true }).fill('/srv/licenses/seatlog')
  await page.getByText('It holds a record of cad-main and eng').waitFor()
  await page.getByRole('radio', { name: 'No names' }).check()
  await page.getByRole('button', { name: 'Save and begin' }).click()

  await page.getByText('Saved: Seatlog polls from now on.').waitFor()
  expect(await saved()).toMatchObject({
    servers: [
      { tag: 'lic-cad', address: '27000@lic-cad', role: 'auto' },
      { tag: 'maths', address: '27001@lic-a,27001@lic-b,27001@lic-c', role: 'auto' },
    ],
    dataFolder: '/srv/licenses/seatlog',
    names: 'none',
  })
  await page
    .getByRole('checkbox', { name: /MATLAB/ })
    .first()
    .check()
  expect(await violations()).toEqual([])
  await page.getByText('1 chosen').waitFor()
  expect((await saved()).pinned).toEqual(['eng/MLM/MATLAB/0'])
  await page.getByRole('button', { name: 'Show the seats' }).click()
  await page.getByRole('treegrid').waitFor()
})

test('the first run of a viewer makes every server one that is only shown', async () => {
  page = await open('empty')
  await page.getByRole('radio', { name: /Show only what another Seatlog records/ }).check()
  await page.getByRole('button', { name: 'Save and begin' }).click()
  await page.getByText('Saved: Seatlog polls from now on.').waitFor()
  expect((await saved()).servers.map(({ role }) => role)).toEqual(['viewer', 'viewer', 'viewer'])
})

test('the demo leads to the first run and back', async () => {
  page = await open('demo')
  await page.getByRole('button', { name: 'Set up your own servers' }).click()
  await page.getByRole('heading', { name: 'Set up Seatlog' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('section-fields')
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Look around in the demo first' }).click()
  await page.getByRole('treegrid').waitFor()
})

test('where nothing was found, the first run has a row ready and asks for lmutil', async () => {
  page = await open('nothing-found')
  await page.getByText('Neither the environment nor the usual folders').waitFor()
  await page.getByText('No lmutil was found on this computer.').waitFor()
  expect(await page.locator('.server-card').count()).toBe(1)
  await page.getByText('Add a server first.').waitFor()
  await page.getByRole('button', { name: 'Save and begin' }).click({ force: true }) // though it is marked as disabled
  expect((await saved()).servers).toEqual([])
  await page.getByLabel('Tag').fill('cad')
  await page.getByText('lmutil’s own search (LM_LICENSE_FILE)').waitFor()
  await page.getByRole('button', { name: 'Save and begin' }).click()
  await page.getByText('Saved: Seatlog polls from now on.').waitFor()
  expect((await saved()).servers).toEqual([{ tag: 'cad', address: '', role: 'auto' }])
})

test('the first run needs no sideways scrolling at 345 pixels', async () => {
  page = await open('empty')
  await page.getByText('3 license servers were found on this computer.').waitFor()
  await openAll(page)
  for (const [width, height] of [
    [590, 380],
    [345, 280],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await tooWide(page), `${width} pixels`).toEqual([0, 0])
  }
})
