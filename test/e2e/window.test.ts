import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'

const { open: openPage, violations, violationsInAllColors } = windowUnderTest()
let page: Page

async function open(...look: Parameters<typeof openPage>): Promise<void> {
  page = await openPage(...look)
}

/** Sends an update of the first server in which each feature holds one seat more and `added` holders came. */
async function update(): Promise<void> {
  await page.evaluate(() => {
    const fake = (window as unknown as { seatlog: FakeClient }).seatlog
    const [first] = structuredClone(fake.servers()) as ServerSeats[]
    if (first === undefined) return
    const features = first.features.map((one) => ({ ...one, held: one.held + 5, used: (one.used ?? 0) + 5 }))
    fake.tell('seats.server', { ...first, features })
  })
  await page.waitForTimeout(100)
}

const product = (name: string) => page.locator('tr.feature').filter({ hasText: name })
/** The topmost line below the head of the table, and how far below it stands. */
const firstLine = () =>
  page.locator('.scroller').evaluate((scroller) => {
    const top = scroller.getBoundingClientRect().top + (scroller.querySelector('thead')?.offsetHeight ?? 0)
    const bottom = (row: Element) => row.getBoundingClientRect().bottom
    const rows = [...scroller.querySelectorAll('tbody tr')].filter((row) => bottom(row) > top + 1)
    rows.sort((a, b) => bottom(a) - bottom(b))
    const [first] = rows
    return { text: first?.textContent ?? '', below: Math.round(first === undefined ? 0 : bottom(first) - top) }
  })
const order = () => page.locator('tr.feature .product').allTextContents()

const STATES = [
  'ordinary',
  'empty',
  'silent',
  'nothing-served',
  'unknown',
  'viewer',
  'demo',
  'clock',
  'errors',
  'failing',
]
for (const state of STATES) {
  test(`nothing in the state "${state}" shuts anyone out, in light, dark and forced colors`, async () => {
    await open(state)
    expect(await violationsInAllColors()).toEqual([])
  })
}

test('times of a server that are off are told below the servers and in its panel, with a proposal', async () => {
  await open('clock')
  const lines = page.locator('.problem')
  expect(await lines.count()).toBe(2)
  expect(await lines.nth(0).textContent()).toContain('A zone at UTC+4 would fit')
  expect(await lines.nth(1).textContent()).toContain('The clock of the license server of eng runs about 4 min behind')
  await page.locator('button.server').first().click()
  const panel = page.getByRole('region', { name: 'Server cad-main' })
  expect(await panel.textContent()).toContain('Times of adskflex are 2 h ahead of the time zone taken for cad-main')
})

test('dialogs, the panel of a server, an opened row and the code lookup shut nobody out', async () => {
  await open('ordinary')
  await product('AutoCAD 2023').click()
  expect(await violations()).toEqual([])
  await page.locator('button.server').nth(1).click()
  expect(await violations()).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Text of lmstat' }).first().click()
  await page.locator('pre').first().waitFor()
  expect(await violations()).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Feature codes' }).click()
  await page.keyboard.type('autocad')
  await page.getByRole('button', { name: 'Show its seats' }).first().waitFor()
  expect(await violations()).toEqual([])
})

test('the keyboard alone finds a person, opens the row of what they hold, and closes it', async () => {
  await open('ordinary')
  await page.keyboard.press('/')
  await page.keyboard.type('ehartmann')
  await page.locator('.by-holder').first().waitFor()
  await page.locator('tr.feature[tabindex="0"]').focus()
  await page.keyboard.press('Enter')
  await page.locator('tr.is-hit').first().waitFor()
  expect(await page.locator('tr.is-hit mark').first().textContent()).toBe('ehartmann')
  expect(await page.locator('tr.feature').first().getAttribute('aria-expanded')).toBe('true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('detail')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  expect(await page.locator('tr.detail').count()).toBe(0)
})

test('a search keeps the focus while it is typed, though the row that was jumped to comes and goes', async () => {
  await open('ordinary')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('maya 2023')
  await page.getByRole('option', { name: /Maya 2023/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Maya 2023')
  const search = page.getByRole('searchbox')
  await search.fill('nosuchthing')
  await page.locator('tr.feature').first().waitFor({ state: 'detached' })
  await search.fill('maya')
  await product('Maya 2023').waitFor()
  await page.waitForTimeout(100)
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true)
})

test('a name that is typed on keeps what was found in sight', async () => {
  await open('ordinary')
  await page.keyboard.press('/')
  await page.keyboard.type('ehartm')
  await page.locator('.by-holder').first().waitFor()
  await page.evaluate(() => {
    const seen = { empty: false }
    Object.assign(window, { seen })
    const look = () => {
      if (document.querySelector('tr.feature') === null) seen.empty = true
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  await page.keyboard.type('ann', { delay: 120 })
  await page.waitForTimeout(400)
  expect(await page.locator('.by-holder').count()).toBeGreaterThan(0)
  expect(await page.evaluate(() => (window as unknown as { seen: { empty: boolean } }).seen.empty)).toBe(false)
})

test('a text that is closed gives the focus back, to the server where its panel led there', async () => {
  await open('ordinary')
  const server = page.locator('button.server').nth(1)
  const told = page.locator('.problem').getByRole('button', { name: 'Text of lmstat' }).first()
  for (const opener of [told, server]) {
    for (const closing of ['Escape', 'Enter']) {
      await opener.focus()
      await page.keyboard.press('Enter')
      if (opener === server) await page.getByRole('region').getByRole('button', { name: 'Text of lmstat' }).click()
      await page.locator('pre').first().waitFor()
      await page.getByRole('button', { name: 'Close' }).focus()
      await page.keyboard.press(closing)
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await opener.evaluate((button) => button === document.activeElement), closing).toBe(true)
    }
  }
})

test('an update leaves the line that is being read where it is, though rows above it came', async () => {
  await open('ordinary')
  await product('AutoCAD 2023').click()
  await product('Mechanical').click()
  await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 600))
  await page.waitForTimeout(100)
  const before = await firstLine()
  expect(before.text).toMatch(/WS-\d+/)
  const rows = await page.locator('.seat-table').getAttribute('aria-rowcount')
  await update()
  expect(await page.locator('.seat-table').getAttribute('aria-rowcount')).not.toBe(rows)
  expect(await firstLine()).toEqual(before)
})

test('rows keep their order while one is open, until asked to sort again', async () => {
  await open('ordinary')
  await product('Electrical').click()
  const before = await order()
  expect(before.length).toBeGreaterThan(3)
  await update()
  const after = await order() // the opened row grew: fewer fit into the window
  const shown = after.length
  expect(shown).toBeGreaterThan(3)
  expect(after).toEqual(before.slice(0, shown))
  await page.getByRole('button', { name: 'Sort again' }).click()
  expect((await order()).slice(0, shown)).not.toEqual(after)
})

test('a pause is told in a sentence that ends it', async () => {
  await open('ordinary')
  const told = page.getByText('Paused: nothing is polled or recorded.')
  expect(await told.count()).toBe(0)
  await page.getByRole('button', { name: 'Pause' }).click()
  await told.waitFor()
  expect(await page.locator('.server .icon-paused').count()).toBe(1) // degraded and down keep their shapes
  expect(await violations()).toEqual([])
  await page.locator('.problem').getByRole('button', { name: 'Resume' }).click()
  await told.waitFor({ state: 'detached' })
})

test('an empty bar shows nothing as used or reserved', async () => {
  await open('ordinary')
  const idle = page.getByRole('img', { name: /^0 held, \d+ of/ })
  await page.evaluate(() => {
    const fake = (window as unknown as { seatlog: FakeClient }).seatlog
    const [first] = structuredClone(fake.servers()) as ServerSeats[]
    if (first === undefined) return
    const none = { held: 0, used: 0, reserved: 0, lingering: 0, queued: 0, users: 0 }
    fake.tell('seats.server', {
      ...first,
      features: first.features.map((one) => ({ ...one, ...none, free: one.issued })),
    })
  })
  await idle.first().waitFor()
  expect(await idle.first().locator('*').count()).toBe(0)
})

test('an expired version is marked, and none of its seats is offered', async () => {
  await open('ordinary')
  await product('AutoCAD 2023').click()
  const expired = page.locator('tr.is-expired')
  await expired.waitFor()
  expect(await expired.locator('.c-expires').textContent()).toBe('expired 31 Dec 2025')
  expect(await expired.locator('.c-not-held').textContent()).toBe('–')
  expect(await page.locator('tr.heading.of-pools').textContent()).toContain('Not held')
  expect(await violations()).toEqual([])
})

test('a code that is served leads to its row, whatever was searched before', async () => {
  await open('ordinary')
  await page.keyboard.press('/')
  await page.keyboard.type('nosuchthing')
  await page.getByRole('button', { name: 'Look it up in the feature codes' }).click()
  await page.getByRole('searchbox').fill('maya 2023')
  await page.getByRole('button', { name: 'Show its seats on cad-main' }).click()
  await page.locator('tr.is-open').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Maya 2023')
})

test('700 pixels and a zoom of 200 percent need no sideways scrolling', async () => {
  await open('ordinary')
  await page.getByRole('button', { name: 'Pause' }).click()
  await product('Mechanical').click()
  for (const [width, height] of [
    [700, 560],
    [590, 380],
    [360, 380],
    [345, 280],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.waitForTimeout(100)
    const wide = await page.evaluate(() =>
      [document.documentElement, document.querySelector('.scroller')].map(
        (one) => (one?.scrollWidth ?? 0) - (one?.clientWidth ?? 0),
      ),
    )
    expect(wide, `${width} pixels`).toEqual([0, 0])
  }
})
