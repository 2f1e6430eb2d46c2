import type { Locator, Page } from 'playwright-core'
import type { SettingsView } from '../../preload/contract/settings.ts'
import type { SettingsSection } from '../../renderer/settings/section-names.ts'
import { SECTIONS } from '../../renderer/settings/sections.ts'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'

/** Goes to a section of the settings by its address. */
export async function goToSection(page: Page, section: SettingsSection): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/settings/${section}`)
  await page.getByRole('heading', { name: SECTIONS[section].label, exact: true }).waitFor()
}

/** Opens everything that can be opened; of the pickers, which are long, one of features and one of servers. */
export async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator('.server-card summary').all()) await summary.click()
  for (const about of (await page.locator('.rule select').all()).slice(0, 2)) {
    if (await about.isEnabled()) await about.selectOption('some')
  }
}

/** What Seatlog has saved. */
export const savedIn = (page: Page): Promise<SettingsView> =>
  page.evaluate(async () => {
    const answer = await (window as unknown as { seatlog: FakeClient }).seatlog.call('settings.get', null)
    if (!answer.ok) throw new Error(answer.message)
    return answer.value
  })

export const saveButton = (page: Page): Locator => page.getByRole('button', { name: 'Save', exact: true })

/** By how many pixels the window, and the fields in it, are too wide to be seen whole. */
export const tooWide = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('.section-fields')].map(
      (one) => (one?.scrollWidth ?? 0) - (one?.clientWidth ?? 0),
    ),
  )
