import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { AlertsView } from '../../preload/contract/alerts.ts'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'

const { open: openPage, violations: violationsNow } = windowUnderTest()
let page: Page

async function open(
  state: string,
  hash: string,
  [width, height]: readonly [number, number] = [1180, 800],
): Promise<void> {
  page = await openPage(state, 'light', width, height)
  await goTo(hash)
}

const goTo = (hash: string) =>
  page.evaluate((wanted) => {
    location.hash = wanted
  }, hash)
const hash = () => new URL(page.url()).hash
const focused = () => page.evaluate(() => document.activeElement?.textContent)

/** Rules of axe that the page breaks, each with the first element that does, in light, dark and forced colors. */
async function violations(): Promise<readonly string[]> {
  const found: string[] = []
  const looks = [
    { colorScheme: 'light', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'active' },
  ] as const
  for (const look of looks) {
    await page.emulateMedia(look)
    const broken = await violationsNow()
    found.push(...broken.map((one) => `${look.colorScheme}, forced ${look.forcedColors}: ${one}`))
  }
  return found
}

const region = (name: string) => page.getByRole('region', { name, exact: true })
const palette = () => page.getByRole('dialog', { name: 'Go to' })
const field = () => palette().getByRole('combobox')

/** Opens the palette by its keys and types. */
async function seek(text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await field().waitFor()
  await page.keyboard.type(text)
}

/** The option that the field says is the active one. */
async function active(): Promise<string | null | undefined> {
  const id = await field().getAttribute('aria-activedescendant')
  return page.evaluate((wanted) => document.getElementById(wanted ?? '')?.textContent, id)
}

describe('the health', () => {
  for (const state of ['ordinary', 'told', 'viewer', 'failing', 'history-rebuilding']) {
    test(`shuts nobody out in the state "${state}"`, async () => {
      await open(state, '#/health')
      await region('Health')
        .getByText(/Data folder|Seatlog is starting/)
        .first()
        .waitFor()
      expect(await violations()).toEqual([])
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
    expect(await page.getByRole('table', { name: 'Polls of eda-lab' }).innerText()).toContain('No answer within 30 s.')
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
    expect(await violations()).toEqual([])
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

describe('the alerts', () => {
  for (const state of ['ordinary', 'told', 'empty', 'errors']) {
    test(`shut nobody out in the state "${state}"`, async () => {
      await open(state, '#/alerts')
      await region('Alerts').locator('.alert, .empty').first().waitFor()
      expect(await violations()).toEqual([])
    })
  }

  const nav = () => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^Alerts/ })

  test('are counted beside the name of their view until they were looked at, also after the window was shut', async () => {
    await open('ordinary', '#/seats')
    await page.getByRole('button', { name: 'Alerts 3 new' }).click()
    await region('Alerts').locator('.alert').first().waitFor()
    expect(await region('Alerts').getByRole('heading').allTextContents()).toEqual(['Alerts', 'Today', 'Yesterday'])
    expect(await page.locator('.alert').allInnerTexts()).toHaveLength(3)
    expect(await page.locator('.alert .new-mark').count()).toBe(3)
    expect(await nav().textContent()).toBe('Alerts')
    await page.reload()
    await page.locator('.alert').first().waitFor()
    expect(await page.locator('.alert .new-mark').count()).toBe(0)
    expect(await nav().textContent()).toBe('Alerts')

    await goTo('#/seats')
    await page.evaluate(async () => {
      const fake = (window as unknown as { seatlog: FakeClient }).seatlog
      const answer = await fake.call('alerts.list', null)
      if (!answer.ok) throw new Error(answer.message)
      const view: AlertsView = answer.value
      const [first] = view.alerts
      if (first === undefined) throw new Error('no alert')
      fake.tell('alerts.changed', { ...view, alerts: [{ ...first, id: 9, at: first.at + 60 }, ...view.alerts] })
    })
    await page.getByRole('button', { name: 'Alerts 1 new' }).waitFor()
  })

  test('lead to the place they are about', async () => {
    await open('ordinary', '#/alerts')
    await page.locator('.alert').filter({ hasText: '4 of 120 free' }).click()
    expect(hash()).toBe('#/feature/cad-main/87676ACD_2023_0F')
    await region('History of 87676ACD_2023_0F').waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Choose what is told' }).click()
    expect(hash()).toBe('#/settings/alerts')
  })

  test('say in words what kind they are of, and that something is over', async () => {
    await open('told', '#/alerts')
    await page.locator('.alert').first().waitFor()
    expect(await page.locator('.alert').count()).toBe(60)
    const kinds = new Set(await page.locator('.alert .kind').allTextContents())
    for (const kind of [
      'Few seats free',
      'Denied',
      'Held long',
      'Down',
      'Expiring',
      'Seat free',
      'Seats again',
      'Over',
    ])
      expect(kinds).toContain(kind)
  })

  test('a place that main asks for is gone to', async () => {
    await open('ordinary', '#/seats')
    await page.evaluate(() =>
      (window as unknown as { seatlog: FakeClient }).seatlog.tell('window.go', { place: '#/health/eng' }),
    )
    await region('eng').waitFor()
    expect(hash()).toBe('#/health/eng')
  })
})

describe('the next free seat', () => {
  const row = (name: string) => page.locator('tr.feature').filter({ hasText: name })
  const toggle = () => page.getByRole('button', { name: 'Tell me when a seat is free' })

  test('is asked for in the opened row where none is free, and taken back among the alerts', async () => {
    await open('ordinary', '#/seats')
    await row('AutoCAD 2023').click()
    await page.locator('tr.detail').first().waitFor()
    expect(await toggle().count()).toBe(0)
    await row('AutoCAD 2023').click()
    await row('AutoCAD 2019').click()
    expect(await page.locator('.tell').textContent()).toContain('Rules of the options file may apply.')
    await toggle().click()
    await page.locator('.tell button[aria-pressed=true]').waitFor()
    expect(await violations()).toEqual([])

    await goTo('#/alerts')
    const wishes = region('Told when a seat is free')
    await wishes.waitFor()
    expect(await wishes.getByRole('listitem').allTextContents()).toEqual([
      'Autodesk AutoCAD 2019 on cad-main No longer',
    ])
    await wishes.getByRole('button').click()
    await wishes.waitFor({ state: 'detached' })
  })

  test('is asked for on the view of a feature, by keys', async () => {
    await open('ordinary', '#/feature/cad-main/87084ACD_2019_0F')
    await toggle().focus()
    await page.keyboard.press('Space')
    await page.locator('.feature-head button[aria-pressed=true]').waitFor()
    expect(await page.locator('.feature-head .tell').textContent()).toContain('Once, by a notification.')
    await goTo('#/feature/cad-main/87676ACD_2023_0F')
    await region('History of 87676ACD_2023_0F').waitFor()
    expect(await toggle().count()).toBe(0)
  })
})

describe('the palette', () => {
  test('shuts nobody out, empty, with what it found, and with nothing', async () => {
    await open('ordinary', '#/seats')
    await seek('')
    expect(await violations()).toEqual([])
    await page.keyboard.type('har')
    await palette()
      .getByRole('group', { name: /^Users/ })
      .waitFor()
    expect(await violations()).toEqual([])
    await field().fill('zzyzx')
    await palette().getByText('Nothing matches “zzyzx”.').waitFor()
    expect(await violations()).toEqual([])
  })

  test('goes to the row of a feature, opened and with the focus on it', async () => {
    await open('ordinary', '#/capacity')
    await seek('maya 2023')
    await expect.poll(active).toContain('Autodesk Maya 2023')
    expect(await field().getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Enter')
    expect(await palette().count()).toBe(0)
    expect(hash()).toBe('#/seats')
    await page.locator('tr.is-open').waitFor()
    await expect.poll(focused).toContain('Maya 2023')
  })

  test('is walked through by arrow keys, around its ends', async () => {
    await open('ordinary', '#/seats')
    await seek('autocad 20')
    await expect.poll(active).toContain('Autodesk AutoCAD 2019')
    await page.keyboard.press('ArrowDown')
    expect(await active()).toContain('Autodesk AutoCAD 2023')
    const options = await palette().getByRole('option').count()
    for (let step = 0; step < options - 1; step++) await page.keyboard.press('ArrowDown')
    expect(await active()).toContain('Autodesk AutoCAD 2019')
    await page.keyboard.press('ArrowUp')
    expect(await active()).toBe(await palette().getByRole('option').last().textContent())
    expect(await palette().getByRole('option', { selected: true }).count()).toBe(1)
  })

  test('goes to people, servers, views and codes', async () => {
    await open('ordinary', '#/seats')
    await seek('hartmann')
    const users = palette().getByRole('group', { name: /^Users/ })
    await users.waitFor()
    const name = await users.getByRole('option').first().locator('.names').innerText()
    await users.getByRole('option').first().click()
    await region(`History of ${name.trim()}`)
      .or(page.getByRole('heading', { name: name.trim() }))
      .first()
      .waitFor()
    expect(hash()).toBe(`#/user/${name.trim()}`)

    await seek('eda-lic')
    await page.keyboard.press('Enter')
    expect(hash()).toBe('#/health/eda-lab')
    await expect.poll(focused).toBe('eda-lab')

    await seek('denials')
    await page.keyboard.press('Enter')
    expect(hash()).toBe('#/denials')

    await seek('87089')
    await expect.poll(active).toContain('Mechanical')
    await page.keyboard.press('Escape')
    expect(await palette().count()).toBe(0)
  })

  test('finds the features of somebody who holds a seat now, and marks who it is', async () => {
    await open('ordinary', '#/seats')
    await seek('ehartmann')
    const held = palette().getByRole('group', { name: /^Held or waited for/ })
    await held.waitFor()
    await held.getByRole('option').first().click()
    await page.locator('tr.is-hit').first().waitFor()
    expect(await page.locator('tr.is-hit mark').first().textContent()).toBe('ehartmann')
  })

  test('offers where one was last, and forgets people with the window', async () => {
    await open('ordinary', '#/seats')
    await seek('health')
    await page.keyboard.press('Enter')
    expect(hash()).toBe('#/health')
    await seek('hartmann')
    await palette()
      .getByRole('group', { name: /^Users/ })
      .getByRole('option')
      .first()
      .click()
    await page.keyboard.press('Control+k')
    const recent = palette().getByRole('group', { name: 'Recent' }).getByRole('option')
    expect(await recent.count()).toBe(2)
    expect(await recent.nth(0).textContent()).toContain('hartmann')
    expect(await recent.nth(1).textContent()).toContain('Health')
    await page.reload()
    await page.getByRole('navigation', { name: 'Views' }).waitFor()
    await page.keyboard.press('Control+k')
    await recent.first().waitFor()
    expect((await recent.allTextContents()).map((text) => text.trim())).toEqual(['Health'])
    expect(await page.evaluate(() => Object.values(localStorage).join())).not.toContain('hartmann')
  })

  test('drops the answer to an older text that comes late', async () => {
    await open('ordinary', '#/seats')
    await page.evaluate(() => {
      const fake = (window as unknown as { seatlog: FakeClient }).seatlog
      const { call } = fake
      const asked: string[] = []
      const slow: typeof call = async (channel, request) => {
        if (channel !== 'history.names') return call(channel, request)
        const { text } = request as { text: string }
        asked.push(text)
        const answer = { users: [{ name: `${text}-user`, lastSeen: 0, seatHours: 0 }], hosts: [] }
        await new Promise((done) => setTimeout(done, text === 'ab' ? 600 : 50))
        return { ok: true, value: answer } as never
      }
      Object.assign(fake, { call: slow, asked })
    })
    const asked = () => page.evaluate(() => (window as unknown as { seatlog: { asked: string[] } }).seatlog.asked)
    await seek('ab')
    await expect.poll(asked).toEqual(['ab'])
    await page.keyboard.type('c')
    await palette().getByRole('option', { name: 'abc-user' }).waitFor()
    await page.waitForTimeout(700)
    expect(await palette().getByRole('option', { name: 'abc-user' }).count()).toBe(1)
    expect(await palette().getByRole('option', { name: 'ab-user' }).count()).toBe(0)
  })

  test('says that users and hosts were not searched, and why', async () => {
    await open('history-failing', '#/seats')
    await seek('hartmann')
    await palette().getByText('Users and hosts were not searched: The index was damaged').waitFor()
  })

  test('gives the focus back when it is left, and does not open over a dialog', async () => {
    await open('ordinary', '#/seats')
    const search = page.getByRole('searchbox')
    await search.focus()
    await seek('maya')
    await page.keyboard.press('Escape')
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: /^Go to/ }).click()
    await field().waitFor()
    await page.keyboard.press('Control+k')
    expect(await palette().count()).toBe(0)
    await page.getByRole('button', { name: 'Text of lmstat' }).first().click()
    await page.locator('pre').first().waitFor()
    await page.keyboard.press('Control+k')
    expect(await palette().count()).toBe(0)
  })

  test('answers at once over 5 000 features', async () => {
    await open('large', '#/seats')
    await seek('feature_0421')
    await expect.poll(active).toContain('FEATURE_0421')
    expect(await palette().getByRole('option').count()).toBeLessThan(40)
    await field().fill('feature')
    await expect
      .poll(() =>
        palette()
          .getByRole('group', { name: /^Features/ })
          .getByRole('option')
          .count(),
      )
      .toBe(8)
  })
})

describe('345 pixels, and text of twice the size', () => {
  const wide = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.history, .palette, .options')].map(
        (one) => one.scrollWidth - one.clientWidth,
      ),
    )

  for (const [width, height, size] of [
    [345, 700, '100%'],
    [590, 380, '100%'],
    [700, 700, '200%'],
  ] as const) {
    test(`need no sideways scrolling at ${width} pixels with text of ${size}`, async () => {
      for (const place of ['#/health', '#/alerts']) {
        await open('told', place, [width, height])
        await page.evaluate((wanted) => document.documentElement.style.setProperty('font-size', wanted), size)
        await page.locator('.panel').first().waitFor()
        expect(await wide(), place).toEqual([0, 0])
        await seek('a')
        await palette().getByRole('option').first().waitFor()
        expect(await wide(), `${place} with the palette`).toEqual([0, 0, 0, 0])
      }
    })
  }
})
