import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { AlertsView } from '../../preload/contract/alerts.ts'
import type { FakeClient } from '../harness/fake-client/fake-client.ts'
import { windowUnderTest } from './window-page.ts'

const { open: openPage, goTo, hash, region, violationsInAllColors } = windowUnderTest()
let page: Page

async function open(state: string, at: string): Promise<void> {
  page = await openPage(state)
  await goTo(at)
}

describe('the alerts', () => {
  for (const state of ['ordinary', 'told', 'empty', 'errors']) {
    test(`shut nobody out in the state "${state}"`, async () => {
      await open(state, '#/alerts')
      await region('Alerts').locator('.alert, .empty').first().waitFor()
      expect(await violationsInAllColors()).toEqual([])
    })
  }

  test('say once that the command failed, above', async () => {
    await open('errors', '#/alerts')
    await region('Alerts').locator('.alert').first().waitFor()
    expect(await page.getByText('alert-mail ended with 1').count()).toBe(1)
  })

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
    const rules = 'Rules of the options file may apply.'
    expect(await toggle().getAttribute('title')).toBe(rules)
    await toggle().click()
    await page.locator('.tell button[aria-pressed=true]').waitFor()
    expect(await page.locator('.tell').textContent()).toContain(rules)
    expect(await violationsInAllColors()).toEqual([])

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
