import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { windowUnderTest } from './window-page.ts'
import { goToSection, saveButton, savedIn } from './window-settings-page.ts'

const { open, violations } = windowUnderTest()
let page: Page

beforeEach(async () => {
  page = await open('ordinary')
  await goToSection(page, 'servers')
})

const saved = () => savedIn(page)
const save = () => saveButton(page)

test('servers are added, tried, moved and removed', async () => {
  const cards = page.locator('.server-card')
  expect(await cards.count()).toBe(3)
  await page.getByRole('button', { name: 'Add a server' }).click()
  await cards.nth(3).getByLabel('Tag').fill('mech')
  await cards.nth(3).getByText('lmutil’s own search (LM_LICENSE_FILE)').waitFor()
  await cards.nth(3).getByLabel('Address').fill('lic-mech')
  await cards.nth(3).getByRole('button', { name: 'Try' }).click()
  await cards.nth(3).getByText('is not an address').waitFor()
  await cards.nth(3).getByLabel('Address').fill('27002@lic-mech')
  await cards.nth(3).getByRole('button', { name: 'Try' }).click()
  await cards.nth(3).getByText('It answered: 23 features of adskflex, 412 seats in use.').waitFor()
  const up = page.getByRole('button', { name: 'Move mech up' })
  await up.click()
  expect(await up.evaluate((button) => button === document.activeElement)).toBe(true) // to go on by the keyboard
  await page.getByRole('button', { name: 'Remove eda-lab' }).click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Remove mech')
  await save().click()
  await page.getByText('Saved.').waitFor()
  expect((await saved()).servers.map(({ tag }) => tag)).toEqual(['cad-main', 'eng', 'mech'])
  await page.locator('button.server').filter({ hasText: 'mech' }).waitFor() // above, with the other servers
})

test('a tag that is taken is the later server’s fault', async () => {
  await page.getByLabel('Tag').nth(2).fill('ENG')
  await page.locator('.wrong').filter({ hasText: 'is taken by the server "eng"' }).waitFor()
  expect(await page.getByLabel('Tag').nth(1).getAttribute('aria-invalid')).toBeNull()
  expect(await page.getByLabel('Tag').nth(2).getAttribute('aria-invalid')).toBe('true')
})

test('the rest of a server stands behind a click: role, zone, hours, files and packages', async () => {
  const card = page.locator('.server-card').nth(1)
  await card.locator('summary').click()
  await card.getByRole('radio', { name: /Show only what another/ }).check()
  await card.getByLabel('Time zone').fill('America/Chicago')
  await card.getByLabel('Options file').fill('/mnt/lic-a/mlm.opt')
  await card.getByRole('checkbox', { name: /Its own/ }).check()
  await card.getByRole('checkbox', { name: 'Fri', exact: true }).uncheck()
  await card.getByLabel('From').fill('07:00')
  await card.getByRole('button', { name: 'Add a package' }).click()
  await card.getByLabel('Package 1', { exact: true }).fill('CAMPUS')
  await card.locator('.wrong').filter({ hasText: 'a package CAMPUS without components' }).waitFor()
  await card.getByLabel('Components of package 1').fill('MATLAB SIMULINK')
  await save().click()
  await page.getByText('Saved.').waitFor()
  expect((await saved()).servers[1]).toEqual({
    tag: 'eng',
    address: '27001@lic-a,27001@lic-b,27001@lic-c',
    role: 'viewer',
    zone: 'America/Chicago',
    workingHours: { weekdays: [1, 2, 3, 4], from: '07:00', to: '18:00', holidays: [] },
    optionsFile: '/mnt/lic-a/mlm.opt',
    packages: { CAMPUS: ['MATLAB', 'SIMULINK'] },
  })
})

test('what is wrong behind the click stands open', async () => {
  const card = page.locator('.server-card').nth(0)
  await card.locator('summary').click()
  await card.getByLabel('Debug logs').fill('debug.log')
  await card.locator('.wrong').filter({ hasText: 'needs a debug log that is a full path' }).waitFor()
  await card.locator('summary').click()
  await page.waitForTimeout(50) // for the event that closing brings
  expect(await card.locator('.wrong').isVisible()).toBe(true)
})

test('debug logs are tried: the files they stand for and the first events, or why there are none', async () => {
  const card = page.locator('.server-card').nth(0)
  await card.locator('summary').click()
  await card.getByLabel('Debug logs').fill('/mnt/lic-cad/adskflex-@DATE@.log\n/mnt/away/debug.log')
  await card.getByRole('button', { name: 'Try the logs' }).click()
  const events = card.getByRole('region', { name: /^First events of/ })
  await events.waitFor()
  expect(await events.locator('tbody tr').count()).toBe(4)
  expect(await card.textContent()).toContain('/mnt/lic-cad/adskflex-2026-10-12.log begins with:')
  expect(await card.textContent()).toContain('/mnt/away/debug.log: No file is there now')
  expect(await violations()).toEqual([])
})
