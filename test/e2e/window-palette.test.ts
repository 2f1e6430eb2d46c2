import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'

const { open: openPage, goTo, hash, region, violationsInAllColors } = windowUnderTest()
let page: Page

async function open(
  state: string,
  at: string,
  [width, height]: readonly [number, number] = [1180, 800],
): Promise<void> {
  page = await openPage(state, 'light', width, height)
  await goTo(at)
}

const focused = () => page.evaluate(() => document.activeElement?.textContent)
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

describe('the palette', () => {
  test('shuts nobody out, empty, with what it found, and with nothing', async () => {
    await open('ordinary', '#/seats')
    await seek('')
    expect(await violationsInAllColors()).toEqual([])
    await page.keyboard.type('har')
    await palette()
      .getByRole('group', { name: /^Users/ })
      .waitFor()
    expect(await violationsInAllColors()).toEqual([])
    await field().fill('zzyzx')
    await palette().getByText('Nothing matches “zzyzx”.').waitFor()
    expect(await violationsInAllColors()).toEqual([])
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

    await seek('alerts settings')
    await expect.poll(active).toContain('Settings: Alerts')
    await page.keyboard.press('Enter')
    expect(hash()).toBe('#/settings/alerts')

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
