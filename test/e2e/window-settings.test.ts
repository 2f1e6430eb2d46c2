import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SETTINGS_SECTIONS, type SettingsSection } from '../../renderer/settings/section-names.ts'
import { SECTIONS } from '../../renderer/settings/sections.ts'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'
import { goToSection, openAll, saveButton, savedIn, tooWide } from './window-settings-page.ts'

const { open: openPage, violations, violationsInAllColors } = windowUnderTest()
let page: Page

async function open(section: SettingsSection, state = 'ordinary'): Promise<void> {
  page = await openPage(state)
  await goToSection(page, section)
}

const saved = () => savedIn(page)
const save = () => saveButton(page)
const goTo = (section: SettingsSection) =>
  page.getByRole('navigation', { name: 'Sections of the settings' }).getByText(SECTIONS[section].label).click()

test('no section shuts anyone out, in light, dark and forced colors', async () => {
  await open('servers')
  for (const section of SETTINGS_SECTIONS) {
    await goToSection(page, section)
    await openAll(page)
    expect(await violationsInAllColors(), section).toEqual([])
  }
}, 120_000)

test('what the administrator has locked says so, and cannot be changed', async () => {
  await open('data', 'locked')
  const folder = page.getByLabel('Data folder')
  expect(await folder.getAttribute('readonly')).not.toBeNull()
  const note = page.locator(`#${(await folder.getAttribute('aria-describedby'))?.split(' ').at(-1)}`)
  expect((await note.textContent())?.trim()).toBe('Set by the administrator of this computer')
  expect(await page.getByRole('radio', { name: 'Pseudonyms' }).isDisabled()).toBe(true)
  expect(await page.getByLabel('Path of lmutil').getAttribute('readonly')).toBeNull()
  expect(await violations()).toEqual([])
  await goTo('servers')
  expect(await page.getByLabel('Address').first().getAttribute('readonly')).not.toBeNull()
  expect(await page.getByRole('button', { name: /Add a server|Remove|Move/ }).count()).toBe(0)
  await openAll(page)
  expect(await violations()).toEqual([])
  await goTo('alerts')
  expect(await page.getByRole('checkbox', { name: 'People wait' }).isDisabled()).toBe(true)
  expect(await violations()).toEqual([])
})

test('a field says what is wrong with it while it is typed, and falls silent when it is right', async () => {
  await open('data')
  const interval = page.getByLabel('Ask each server every')
  await interval.fill('5')
  const wrong = page.locator('.wrong')
  await wrong.waitFor()
  expect(await wrong.textContent()).toContain('a whole number of seconds from 10 to 3600')
  expect(await interval.getAttribute('aria-invalid')).toBe('true')
  expect(await interval.getAttribute('aria-describedby')).toContain(await wrong.getAttribute('id'))
  expect(await violations()).toEqual([])
  await interval.fill('90')
  await wrong.waitFor({ state: 'detached' })
  expect(await interval.getAttribute('aria-invalid')).toBeNull()
})

test('a section that is left keeps what was typed, and is marked as not saved', async () => {
  await open('data')
  const folder = page.getByLabel('Data folder')
  await folder.fill('/srv/other')
  await goTo('servers')
  await page.getByRole('button', { name: 'Polling and data not saved yet' }).waitFor()
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0) // of this section nothing was typed
  await page.getByRole('navigation', { name: 'Views' }).getByText('Seats').click()
  await page.goBack()
  await page.goBack()
  expect(await folder.inputValue()).toBe('/srv/other')
  expect((await saved()).dataFolder).toBe('/srv/licenses/seatlog')
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(await folder.inputValue()).toBe('/srv/licenses/seatlog')
  expect(await page.getByText('not saved yet').count()).toBe(0)
})

test('a section saves what was changed in it, and says so', async () => {
  await open('data')
  await page.getByLabel('Ask each server every').fill('120')
  await page.getByLabel('Users (.csv)').fill('30')
  await page.getByRole('radio', { name: 'Pseudonyms' }).check()
  await save().click()
  await page.getByText('Saved.').waitFor()
  expect(await saved()).toMatchObject({ intervalSeconds: 120, keepDays: { users: 30 }, names: 'pseudonyms' })
  expect(await save().getAttribute('aria-disabled')).toBe('true')
})

test('a refused save says why and goes to the field', async () => {
  await open('data', 'errors')
  const folder = page.getByLabel('Data folder')
  await folder.fill('/srv/full')
  await save().click()
  await page.getByRole('alert').filter({ hasText: 'on a drive that is full' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
  expect(await folder.getAttribute('aria-invalid')).toBe('true')
  expect((await saved()).dataFolder).toBe('/srv/licenses/seatlog')
  expect(await violations()).toEqual([])
  await folder.fill('/srv/licenses/seatlog') // the sentence is about what was there before
  expect(await page.getByRole('alert').textContent()).toBe('')
})

test('the data folder tells its room and whose record it holds, or why it cannot be written', async () => {
  await open('data')
  await page.getByText('It can be written and has 412 GB free. It holds a record of cad-main and eng').waitFor()
  await page.getByLabel('Data folder').fill('/root/seatlog')
  await page.getByText('/root/seatlog cannot be written: you have no right to.').waitFor()
})

test('rules of alerts are switched, restricted to features, added and given up again', async () => {
  await open('alerts')
  const rules = page.locator('.rule')
  expect(await rules.count()).toBe(7)
  await rules.nth(0).getByLabel('Limit').fill('2')
  await rules.nth(0).getByLabel('About').selectOption('some')
  const noneChosen = rules.nth(0).locator('.wrong').filter({ hasText: 'none is chosen: choose one, or all' })
  await noneChosen.waitFor()
  await rules.nth(0).getByRole('searchbox').fill('revit 2023')
  await rules
    .nth(0)
    .getByRole('checkbox', { name: /Revit 2023/ })
    .check()
  await noneChosen.waitFor({ state: 'detached' })
  await page.getByRole('checkbox', { name: 'Seat held for long' }).check()
  await page.getByLabel('Kind of the new rule').selectOption('queued')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await save().click()
  await page.getByText('Saved.').waitFor()
  const { alerts } = await saved()
  expect(alerts).toHaveLength(8)
  expect(alerts?.[0]).toMatchObject({ kind: 'low', limit: 2, of: ['cad-main/adskflex/87688RVT_2023_0F/0'] })
  expect(alerts?.[3]).toMatchObject({ kind: 'held', on: true })
  expect(alerts?.[7]).toMatchObject({ kind: 'queued', on: true, of: [] })
  await page.getByRole('button', { name: 'Back to the rules Seatlog begins with' }).click()
  await save().click()
  await page.getByText('Saved.').waitFor()
  expect((await saved()).alerts).toBeNull()
  expect(await rules.count()).toBe(7)
})

test('the command of alerts is tested as it is saved', async () => {
  await open('alerts')
  const tested = page.getByRole('button', { name: 'Send a test alert' })
  await tested.click()
  await page.getByText('It took the test alert and ended well.').waitFor()
  await page.getByLabel('Its arguments').fill('--to\ncad-licenses@example.org')
  expect(await tested.isDisabled()).toBe(true)
  await save().click()
  await page.getByText('Saved.').waitFor()
  expect((await saved()).alertCommand).toEqual(['/opt/site/alert-mail', '--to', 'cad-licenses@example.org'])
  expect(await tested.isEnabled()).toBe(true)
})

test('a command that failed says so', async () => {
  await open('alerts', 'errors')
  await page.getByText('It failed last: /opt/site/alert-mail ended with 1').waitFor()
  await page.getByRole('button', { name: 'Send a test alert' }).click()
  await page.getByText('/opt/site/alert-mail cannot be run').waitFor()
})

test('names of one’s own and equivalent features are saved with one button', async () => {
  await open('features')
  await page.getByRole('button', { name: 'Add a name' }).click()
  await page.getByLabel('Feature code of new row').fill('LAYOUT_XL')
  await page.getByLabel('Product of LAYOUT_XL').fill('Layout editor')
  await page.getByRole('button', { name: 'Remove DRC_RUN' }).click()
  await page.getByLabel('Features that do for each other').fill('MATLAB SIMULINK')
  await save().click()
  await page.getByText('Saved.').waitFor()
  expect((await saved()).equivalentFeatures).toEqual([['MATLAB', 'SIMULINK']])
  const codes = await page.evaluate(async () => {
    const answer = await (window as unknown as { seatlog: FakeClient }).seatlog.call('settings.codes', null)
    return answer.ok ? answer.value.map(({ code }) => code) : []
  })
  expect(codes).toEqual(['LAYOUT_XL', 'WAVE_VIEW'])
})

test('names of one’s own that are typed while others are saved stay, and are saved once', async () => {
  await open('features')
  await page.evaluate(() => {
    const fake = (window as unknown as { seatlog: FakeClient }).seatlog
    const { call } = fake
    const sent = { count: 0 }
    const slow: typeof call = async (channel, request) => {
      if (channel === 'settings.saveCodes') {
        sent.count++
        await new Promise((done) => setTimeout(done, 500))
      }
      return call(channel, request)
    }
    Object.assign(window, { sent })
    Object.assign(fake, { call: slow })
  })
  await page.getByRole('button', { name: 'Add a name' }).click()
  await page.getByLabel('Feature code of new row').fill('LAYOUT_XL')
  const product = page.getByLabel('Product of LAYOUT_XL')
  await product.fill('Layout')
  await product.press('Enter')
  await page.getByText('Saving …').waitFor()
  await product.pressSequentially(' editor')
  await product.press('Enter')
  await page.getByText('Saving …').waitFor({ state: 'detached' })
  expect(await product.inputValue()).toBe('Layout editor')
  expect(await page.evaluate(() => (window as unknown as { sent: { count: number } }).sent.count)).toBe(1)
  await save().click()
  await page.getByText('Saved.').waitFor()
  expect(await product.inputValue()).toBe('Layout editor')
})

test('all settings go into one file and come back from it', async () => {
  await open('computer')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export all settings' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('seatlog-settings.json')
  const text = await readFile(await file.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ intervalSeconds: 60 })

  const bring = async (content: string) => {
    const buffer = Buffer.from(content)
    await page
      .getByLabel('File of settings')
      .setInputFiles({ name: 'from-another.json', mimeType: 'application/json', buffer })
    await page.getByRole('dialog', { name: 'Import settings?' }).getByRole('button', { name: 'Import' }).click()
  }
  await bring('no settings')
  await page.getByRole('alert').filter({ hasText: 'holds no settings of Seatlog' }).waitFor()
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
  const opener = page.getByRole('button', { name: 'Import settings …' })
  await opener.focus()
  await bring('no settings')
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true)
  await bring('{"theme":"dark"}')
  await page.getByText('Imported: these settings count now.').waitFor()
  expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true)
})

test('the keyboard alone reaches a section, changes a field and saves', async () => {
  await open('servers')
  await page.getByRole('button', { name: 'Polling and data' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Polling and data' }).waitFor()
  await page.keyboard.press('Tab') // Alerts
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab')
    if (await page.getByLabel('Ask each server every').evaluate((field) => field === document.activeElement)) break
  }
  await page.keyboard.press('Control+A')
  await page.keyboard.type('300')
  await page.keyboard.press('Enter')
  await page.getByText('Saved.').waitFor()
  expect((await saved()).intervalSeconds).toBe(300)
})

test('345 pixels and text of 200 percent need no sideways scrolling', async () => {
  await open('servers')
  for (const [width, height] of [
    [590, 380],
    [345, 280],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const section of SETTINGS_SECTIONS) {
      await goToSection(page, section)
      await openAll(page)
      expect(await tooWide(page), `${section} at ${width} pixels`).toEqual([0, 0])
    }
  }
})
