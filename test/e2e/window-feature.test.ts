import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'

const { open: openPage, goTo, hash, region, violationsInAllColors } = windowUnderTest()
let page: Page

const FEATURE = '87676ACD_2023_0F'

async function open(at: string, size: readonly [number, number] = [1180, 760]): Promise<void> {
  page = await openPage('ordinary', 'light', ...size)
  await goTo(at)
}

/** The second server serves the feature, too. */
const serveTwice = () =>
  page.evaluate((name) => {
    const fake = (window as unknown as { seatlog: FakeClient }).seatlog
    const servers = structuredClone(fake.servers()) as ServerSeats[]
    const eng = servers.find(({ tag }) => tag === 'eng')
    const feature = servers.flatMap(({ features }) => features).find((one) => one.name === name)
    if (eng === undefined || feature === undefined) throw new Error('there is none')
    const second = { ...feature, tag: 'eng', key: `eng/adskflex/${name}/0` }
    fake.tell('seats.server', { ...eng, features: [...eng.features, second] })
  }, FEATURE)

describe('the view of a feature', () => {
  test('stays what it is, with the focus, when a server is taken out of the total', async () => {
    await open(`#/feature/cad-main+eng/${FEATURE}`)
    await serveTwice()
    const usage = region('Seats used over time')
    await usage.getByRole('radio', { name: 'Table' }).check()
    const server = page.getByRole('checkbox', { name: 'eng' })
    await server.focus()
    await page.keyboard.press('Space')
    await expect.poll(hash).toBe(`#/feature/cad-main/${FEATURE}`)
    expect(await server.isChecked()).toBe(false)
    expect(await server.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await usage.getByRole('radio', { name: 'Table' }).isChecked()).toBe(true)
  })

  test('begins with no more than two lines, though the next free seat can be waited for', async () => {
    await open('#/feature/cad-main/87084ACD_2019_0F')
    const names = page.locator('.feature-head .names')
    await names.getByRole('button', { name: 'Tell me when a seat is free' }).waitFor()
    const middles = await names.locator('h2, .mono, a, button').evaluateAll((all) =>
      all.map((one) => {
        const { top, bottom } = one.getBoundingClientRect()
        return Math.round((top + bottom) / 2)
      }),
    )
    expect(middles).toHaveLength(4)
    const [, code = 0, ...besides] = middles
    for (const middle of besides) expect(Math.abs(middle - code)).toBeLessThan(4)
  })
})

describe('the number of seats that is tried', () => {
  const field = () => page.getByRole('spinbutton', { name: 'Seats' })

  test('can be cleared and written anew, and comes back when the field is left empty', async () => {
    await open(`#/how-many/cad-main/${FEATURE}?seats=3`)
    await expect.poll(() => field().inputValue()).toBe('3')
    await field().focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Backspace')
    expect(await field().inputValue()).toBe('')
    await page.keyboard.type('25')
    expect(await field().inputValue()).toBe('25')
    await expect.poll(hash).toBe(`#/how-many/cad-main/${FEATURE}?seats=25`)
    await field().fill('')
    await page.keyboard.press('Tab')
    expect(await field().inputValue()).toBe('25')
    expect(hash()).toBe(`#/how-many/cad-main/${FEATURE}?seats=25`)
  })
})

describe('two dates', () => {
  const from = () => page.getByLabel('From', { exact: true })
  const to = () => page.getByLabel('To', { exact: true })
  const show = () => page.getByRole('button', { name: 'Show', exact: true })

  test('that were picked are shown by a button, and keep the focus', async () => {
    await open('#/denials')
    await from().waitFor()
    expect(await show().count()).toBe(0)
    await from().fill('2026-09-01')
    await to().fill('2026-09-15')
    await show().click()
    await expect.poll(hash).toBe('#/denials?span=2026-09-01..2026-09-15')
    expect(await show().count()).toBe(0)
    expect(await to().evaluate((one) => one === document.activeElement)).toBe(true)
    await from().fill('2026-09-02')
    await page.keyboard.press('Enter')
    await expect.poll(hash).toBe('#/denials?span=2026-09-02..2026-09-15')
    expect(await from().evaluate((one) => one === document.activeElement)).toBe(true)
  })

  test('in the wrong order say so where everybody sees it, until another span is chosen', async () => {
    await open('#/denials')
    await from().fill('2026-09-15')
    await to().fill('2026-09-01')
    const wrong = page.getByText('The last day is before the first.')
    await wrong.waitFor()
    const id = await page.locator('.from-to .wrong').getAttribute('id')
    for (const one of [from(), to()]) {
      expect(await one.getAttribute('aria-invalid')).toBe('true')
      expect(await one.getAttribute('aria-describedby')).toBe(id)
    }
    expect(await show().count()).toBe(0)
    expect(await violationsInAllColors()).toEqual([])
    await page.getByRole('radio', { name: '7 d' }).check()
    await wrong.waitFor({ state: 'detached' })
    expect(await from().getAttribute('aria-invalid')).toBeNull()
  })
})
