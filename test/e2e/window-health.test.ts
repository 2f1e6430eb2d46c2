import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'

const { open: openPage, goTo, hash, region, violationsInAllColors } = windowUnderTest()
let page: Page

async function open(state: string, at: string): Promise<void> {
  page = await openPage(state)
  await goTo(at)
}

describe('the health', () => {
  for (const state of ['ordinary', 'told', 'viewer', 'failing', 'history-rebuilding']) {
    test(`shuts nobody out in the state "${state}"`, async () => {
      await open(state, '#/health')
      await region('Health')
        .getByText(/Data folder|Seatlog is starting/)
        .first()
        .waitFor()
      expect(await violationsInAllColors()).toEqual([])
    })
  }

  test('of each server shows the last polls, and the earlier ones on request', async () => {
    await open('ordinary', '#/health')
    const polls = page.getByRole('table', { name: 'Polls of cad-main' })
    await polls.waitFor()
    expect(await polls.getByRole('row').count()).toBe(6)
    expect(await polls.getByRole('row').nth(1).innerText()).toMatch(/^08:12:00\s+840 ms\s+complete\s+23\s+\d+$/)
    await page.getByRole('button', { name: '15 earlier ones of cad-main' }).click()
    expect(await polls.getByRole('row').count()).toBe(21)
    expect(await polls.getByRole('row').nth(7).innerText()).toContain('2.5 s')
    const told = 'The last 20 polls were complete; they took 943 ms as a rule, 2.5 s at most.'
    expect(await page.getByRole('img', { name: told }).count()).toBe(2)
    const failed = page.getByRole('table', { name: 'Polls of eda-lab' }).getByRole('row').nth(1)
    expect(await failed.innerText()).toMatch(/No answer within 30 s\.\s+–\s*not known\s+–\s*not known$/)
  })

  test('begins with what is to be looked after', async () => {
    await open('told', '#/health')
    const findings = page.getByRole('list', { name: 'To look after' }).getByRole('listitem')
    await findings.first().waitFor()
    expect(await findings.allTextContents()).toEqual([
      'The data folder is away: 1,240 rows wait on this computer.',
      'eda-lab: the last 20 polls were not complete.',
      'eng: 2 lines of the last answer were not understood.',
      'The data folder has only 412 MB of free room.',
    ])
  })

  test('shows the report of lines that were not understood, and copies it', async () => {
    await open('ordinary', '#/health')
    await page.getByRole('button', { name: 'Copy report …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Lines of eng that were not understood' })
    await dialog.getByText('Users of WAVE_VIEW').waitFor()
    expect(await violationsInAllColors()).toEqual([])
    await dialog.getByRole('button', { name: 'Copy' }).click()
    await dialog.getByText('Copied.').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await region('eng').getByRole('button', { name: 'Text of the last poll' }).click()
    await page.getByRole('dialog', { name: 'What lmstat said of eng' }).waitFor()
  })

  test('tells files by their path from the data folder on, the first few', async () => {
    await open('told', '#/health')
    const files = page.getByRole('table', { name: 'Files written today' })
    await files.waitFor()
    expect(await files.getByRole('row').count()).toBe(7)
    expect(await files.getByRole('row').nth(1).innerText()).toMatch(/^2026-10-12 FEATURE_00 users\.csv\s+1\.2 kB\s/)
    await page.getByRole('button', { name: 'Show all' }).click()
    expect(await files.getByRole('row').count()).toBe(43)
  })

  test('stays with what was told last when Seatlog does not answer', async () => {
    await open('ordinary', '#/health')
    await region('cad-main').waitFor()
    await page.evaluate(() => {
      const fake = (window as unknown as { seatlog: FakeClient }).seatlog
      const { call } = fake
      const gone = { ok: false, code: 'internal', message: 'Seatlog is not running any more.' } as const
      const refuse: typeof call = async (channel, request) => (channel === 'health.get' ? gone : call(channel, request))
      Object.assign(fake, { call: refuse })
    })
    await page.clock.runFor(11_000)
    const alert = page.getByRole('alert').filter({ hasText: 'Seatlog is not running any more.' })
    await alert.waitFor()
    expect(await alert.textContent()).toContain('What stands below is what was told last.')
    expect(await region('cad-main').count()).toBe(1)
  })

  test('of one server is a step from its panel', async () => {
    await open('ordinary', '#/seats')
    await page.locator('button.server').filter({ hasText: 'eda-lab' }).click()
    await page.getByRole('region', { name: 'Server eda-lab' }).getByRole('button', { name: 'Health' }).click()
    expect(hash()).toBe('#/health/eda-lab')
    await region('eda-lab').waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'eda-lab')
  })
})
