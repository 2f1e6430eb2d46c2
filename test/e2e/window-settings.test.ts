import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { SettingsView } from '../../preload/contract/settings.ts'
import { SETTINGS_SECTIONS, type SettingsSection } from '../../renderer/settings/section-names.ts'
import { SECTIONS } from '../../renderer/settings/sections.ts'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'

const { open: openPage, violations } = windowUnderTest()
let page: Page

async function open(section: SettingsSection, state = 'ordinary', width = 1180, height = 760): Promise<void> {
  page = await openPage(state, 'light', width, height)
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/settings/${section}`)
  await page.getByRole('heading', { name: SECTIONS[section].label, exact: true }).waitFor()
}

/** What Seatlog has saved. */
const saved = (): Promise<SettingsView> =>
  page.evaluate(async () => {
    const answer = await (window as unknown as { seatlog: FakeClient }).seatlog.call('settings.get', null)
    if (!answer.ok) throw new Error(answer.message)
    return answer.value
  })

const save = () => page.getByRole('button', { name: 'Save', exact: true })
const goTo = (section: SettingsSection) =>
  page.getByRole('navigation', { name: 'Sections of the settings' }).getByText(SECTIONS[section].label).click()

/** Everything that can be opened stands open. */
async function openAll(): Promise<void> {
  for (const summary of await page.locator('.server-card summary').all()) await summary.click()
  for (const about of await page.locator('.rule select').all()) {
    if (await about.isEnabled()) await about.selectOption('some')
  }
}

for (const section of SETTINGS_SECTIONS) {
  test(`the section ${SECTIONS[section].label} shuts nobody out, in light, dark and forced colors`, async () => {
    await open(section)
    await openAll()
    expect(await violations()).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations()).toEqual([])
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await violations()).toEqual([])
  })
}

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
  await openAll()
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

test('servers are added, tried, moved and removed', async () => {
  await open('servers')
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
  await open('servers')
  await page.getByLabel('Tag').nth(2).fill('ENG')
  await page.locator('.wrong').filter({ hasText: 'is taken by the server "eng"' }).waitFor()
  expect(await page.getByLabel('Tag').nth(1).getAttribute('aria-invalid')).toBeNull()
  expect(await page.getByLabel('Tag').nth(2).getAttribute('aria-invalid')).toBe('true')
})

test('the rest of a server stands behind a click: role, zone, hours, files and packages', async () => {
  await open('servers')
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
  await open('servers')
  const card = page.locator('.server-card').nth(0)
  await card.locator('summary').click()
  await card.getByLabel('Debug logs').fill('debug.log')
  await card.locator('.wrong').filter({ hasText: 'needs a debug log that is a full path' }).waitFor()
  await card.locator('summary').click()
  await page.waitForTimeout(50) // for the event that closing brings
  expect(await card.locator('.wrong').isVisible()).toBe(true)
})

test('debug logs are tried: the files they stand for and the first events, or why there are none', async () => {
  await open('servers')
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

test('rules of alerts are switched, restricted to features, added and given up again', async () => {
  await open('alerts')
  const rules = page.locator('.rule')
  expect(await rules.count()).toBe(7)
  await rules.nth(0).getByLabel('Limit').fill('2')
  await rules.nth(0).getByLabel('About').selectOption('some')
  await rules.nth(0).getByRole('searchbox').fill('revit 2023')
  await rules
    .nth(0)
    .getByRole('checkbox', { name: /Revit 2023/ })
    .check()
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
  for (const section of [...SETTINGS_SECTIONS, 'first-run'] as const) {
    for (const [width, height] of [
      [590, 380],
      [345, 280],
    ] as const) {
      if (section === 'first-run') page = await openPage('empty', 'light', width, height)
      else await open(section, 'ordinary', width, height)
      await openAll()
      const wide = await page.evaluate(() =>
        [document.documentElement, document.querySelector('.section-fields')].map(
          (one) => (one?.scrollWidth ?? 0) - (one?.clientWidth ?? 0),
        ),
      )
      expect(wide, `${section} at ${width} pixels`).toEqual([0, 0])
    }
  }
})

test('the first run offers what was found, lets it be tried, saves, and pins what answered', async () => {
  page = await openPage('empty')
  await page.getByText('3 license servers were found on this computer.').waitFor()
  expect(await violations()).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violations()).toEqual([])
  await page.emulateMedia({ forcedColors: 'active' })
  expect(await violations()).toEqual([])

  const cards = page.locator('.server-card')
  expect(await cards.count()).toBe(3)
  expect(await cards.nth(0).textContent()).toContain('Found in ADSKFLEX_LICENSE_FILE')
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
  page = await openPage('empty')
  await page.getByRole('radio', { name: /Show only what another Seatlog records/ }).check()
  await page.getByRole('button', { name: 'Save and begin' }).click()
  await page.getByText('Saved: Seatlog polls from now on.').waitFor()
  expect((await saved()).servers.map(({ role }) => role)).toEqual(['viewer', 'viewer', 'viewer'])
})

test('the demo leads to the first run and back', async () => {
  page = await openPage('demo')
  await page.getByRole('button', { name: 'Set up your own servers' }).click()
  await page.getByRole('heading', { name: 'Set up Seatlog' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('section-fields')
  expect(await violations()).toEqual([])
  await page.getByRole('button', { name: 'Look around in the demo first' }).click()
  await page.getByRole('treegrid').waitFor()
})

test('where nothing was found, the first run has a row ready and asks for lmutil', async () => {
  page = await openPage('nothing-found')
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
