import { mkdirSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../harness/launch.ts'
import { findingOf, goTo, HOSTS, type HostedWindow, tableOf } from './history-hosts.ts'
import {
  AS_OF,
  at,
  type Counted,
  countedOf,
  MODEL,
  OPEN,
  rowsOfUser,
  seatHours,
  writeRecord,
} from './history-record.ts'

const FEATURES = [
  ['cad', 'MESHER'],
  ['cad', 'SOLVER'],
  ['eda', 'SOLVER'],
  ['math', 'SOLVER'],
] as const
const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const tenth = (value: number): string => tenths.format(value)
/** Without the zero behind the point, as sentences have it. */
const short = (value: number): string => String(Math.round(value * 10) / 10)
const byKey = (rows: readonly Readonly<Record<string, string>>[], ...keys: readonly string[]) =>
  new Map(rows.map((row) => [keys.map((key) => row[key]).join(' '), row]))

describe.each(HOSTS)('the history in the window of the %s', (name, open) => {
  let window: HostedWindow
  let page: Page

  beforeAll(async () => {
    window = await open(writeRecord)
    page = window.page
    await page.getByRole('navigation', { name: 'Views' }).waitFor()
  })
  afterAll(() => window?.close())

  it('shows all features with what was counted of each, and leads to one of them and back', async () => {
    await goTo(page, '#/features?span=all')
    await eventually(async () => expect(await tableOf(page, 'All features')).toHaveLength(FEATURES.length))
    const rows = byKey(await tableOf(page, 'All features'), 'Server', 'Feature')
    for (const [tag, feature] of FEATURES) {
      const { peak, issued, p95, mean, fullHours, counted, raw, users, seatHours: hours } = countedOf(tag, feature)
      expect(rows.get(`${tag} ${feature}`), `${tag} ${feature}`).toMatchObject({
        Peak: String(peak),
        Issued: String(issued),
        '95 %': String(p95),
        Mean: tenth(mean),
        'Full h': tenth(fullHours),
        Denials: counted === raw ? String(counted) : `${counted}of ${raw}`,
        Users: String(users),
        'Seat-hours': tenth(hours),
      })
    }
    const finding = await findingOf(page, 'Use and shortage')
    expect(finding).toContain('2 of 4 features had no free seat at times, longest MESHER: ')
    expect(finding).toContain('Most often denied: SOLVER, 2 times of 3 in all.')

    await page.getByRole('row').filter({ hasText: 'MESHER' }).click()
    await page.getByRole('region', { name: 'History of MESHER' }).waitFor()
    expect(new URL(page.url()).hash).toBe('#/feature/cad/MESHER?span=all')
    await page.goBack()
    await page.getByRole('grid', { name: 'All features' }).waitFor()
    await page.goForward()
    await page.getByRole('region', { name: 'History of MESHER' }).waitFor()
  })

  /** The figures beside the name of the feature. */
  async function totals(): Promise<Readonly<Record<string, string>>> {
    const pairs = await page.locator('.totals dl > div').evaluateAll((all) =>
      all.map((one) => {
        const value = one.querySelector('dd')?.cloneNode(true) as HTMLElement
        value.querySelector('small')?.remove()
        return [one.querySelector('dt')?.textContent ?? '', value.textContent.trim()]
      }),
    )
    return Object.fromEntries(pairs)
  }

  const shown = ({ peak, mean, fullHours, counted, seatHours: hours, checkouts, users }: Counted) => ({
    Peak: String(peak),
    Mean: short(mean),
    'No seat free': `${short(fullHours)} h`,
    Denials: String(counted),
    'Seat-hours': String(Math.round(hours)),
    Checkouts: String(checkouts),
    Users: String(users),
  })

  it('shows a feature: its figures, the line, and the same as a table', async () => {
    await goTo(page, '#/feature/cad/SOLVER?span=all')
    const counted = countedOf('cad', 'SOLVER')
    await eventually(async () => expect(await totals()).toEqual(shown(counted)))
    const finding = await findingOf(page, 'Seats used over time')
    expect(finding).toContain(`At most ${counted.peak} of `)
    expect(finding).toContain(`${short(counted.mean)} on average.`)
    expect(finding).toContain('2 requests were denied.')
    expect(finding).toContain('Nobody watched 1 h 30 min of this span.')
    const panel = page.getByRole('region', { name: 'Seats used over time', exact: true })
    expect(await panel.locator('canvas').count()).toBe(1)

    await panel.getByRole('radio', { name: 'Table' }).check()
    const rows = await tableOf(page, 'Seats used per hour')
    const hours = Array.from({ length: (AS_OF - at(0, 0)) / 3600 }, (_, hour) => AS_OF - (hour + 1) * 3600)
    expect(rows.length).toBeGreaterThan(10)
    // The table makes rows as they come into sight.
    for (const [which, row] of rows.entries()) {
      const from = hours[which] ?? 0
      const hour = countedOf('cad', 'SOLVER', { from, to: from + 3600 })
      const isKnown = Number.isFinite(hour.peak)
      expect(row).toMatchObject({
        'Peak held': isKnown ? String(hour.peak) : '–not known',
        'Mean held': isKnown ? short(hour.mean) : '–not known',
        Denials: String(hour.counted),
        'In the log': String(hour.raw),
      })
    }
    await panel.getByRole('radio', { name: 'Chart' }).check()
  })

  it('shows users and hours of a feature, and only the working hours when asked to', async () => {
    await goTo(page, '#/feature/cad/SOLVER?span=all')
    const users = byKey(await eventually(() => tableOf(page, 'Users of the feature')), 'User')
    const rows = MODEL.rowsOf(['cad'], 'SOLVER')
    const whole = seatHours(rows)
    expect(users.size).toBe(5)
    for (const [user, own] of Map.groupBy(rows, (row) => row.user)) {
      expect(users.get(user), user).toMatchObject({
        'Seat-hours': tenth(seatHours(own)),
        Share: `${Math.round((100 * seatHours(own)) / whole)} %`,
        Checkouts: String(own.length),
      })
    }
    const tuesdayNoon = page.locator('table.heat tbody tr').nth(1).locator('td').nth(12)
    expect(await tuesdayNoon.innerText()).toBe('not known')
    const monday = { from: at(0, 10), to: at(0, 11) }
    const mondayTen = page.locator('table.heat tbody tr').nth(0).locator('td').nth(10)
    expect(await mondayTen.innerText()).toBe(String(countedOf('cad', 'SOLVER', monday).peak))

    await page.getByRole('checkbox', { name: 'Working hours only' }).check()
    const working = countedOf('cad', 'SOLVER', undefined, true)
    await eventually(async () => {
      expect(await totals()).toMatchObject({
        Mean: short(working.mean),
        'No seat free': `${short(working.fullHours)} h`,
      })
    })
    expect(new URL(page.url()).hash).toBe('#/feature/cad/SOLVER?span=all&working=1')
  })

  it('shows the total of a feature over servers', async () => {
    await goTo(page, '#/feature/cad+eda+math/SOLVER?span=all')
    const span = { from: at(0, 0), to: AS_OF }
    const pieces = MODEL.pieces(['cad', 'eda', 'math'], 'SOLVER', span).filter(({ known }) => known)
    const peak = Math.max(...pieces.map(({ held }) => held))
    await eventually(async () => expect(await totals()).toMatchObject({ Peak: String(peak) }))
    const sum = ['cad', 'eda', 'math'].reduce((all, tag) => all + countedOf(tag, 'SOLVER').peak, 0)
    expect(peak).toBeLessThan(sum)
  })

  it('tells what another number of seats would have meant', async () => {
    await goTo(page, '#/how-many/cad/MESHER?span=all')
    const panel = page.getByRole('region', { name: 'Hours that would have been short', exact: true })
    await panel.locator('canvas').waitFor()
    const over = (seats: number): number =>
      MODEL.pieces(['cad'], 'MESHER', { from: at(0, 0), to: AS_OF })
        .filter(({ known, used }) => known && used > seats)
        .reduce((sum, { from, to }) => sum + to - from, 0) / 3600
    const { checkouts, peak } = countedOf('cad', 'MESHER')
    expect(over(3)).toBeGreaterThan(0)
    const finding = await findingOf(page, 'Hours that would have been short')
    expect(finding).toContain(
      `Had there always been the 3 seats there are, ${short(over(3))} h in 5 days would have been short; `,
    )
    expect(finding).toContain(` of ${checkouts} would have waited.`)
    await panel.getByRole('radio', { name: 'Table' }).check()
    const rows = await panel.getByRole('grid').locator('tbody tr').allInnerTexts()
    expect(rows).toHaveLength(peak + 2)
  })

  it('keeps the number of seats that is tried in the address', async () => {
    await goTo(page, '#/how-many/cad/MESHER?span=all')
    const seats = page.getByRole('spinbutton', { name: 'Seats' })
    await eventually(async () => expect(await seats.inputValue()).toBe('3'))
    await seats.fill('1')
    await eventually(async () => expect(new URL(page.url()).hash).toBe('#/how-many/cad/MESHER?span=all&seats=1'))
    const told = await findingOf(page, 'Hours that would have been short')
    expect(told).toContain('With 1 seat instead of 3')
    await page.getByRole('link', { name: 'Usage over time' }).click()
    await page.getByRole('region', { name: 'History of MESHER' }).waitFor()
    await page.goBack()
    await eventually(async () => expect(await findingOf(page, 'Hours that would have been short')).toBe(told))
    expect(await seats.inputValue()).toBe('1')
    await goTo(page, '#/how-many/cad/MESHER?span=all&seats=2')
    await eventually(async () => expect(await seats.inputValue()).toBe('2'))
  })

  it('finds people as one types, and leads to the page of one', async () => {
    await goTo(page, '#/users')
    await page.getByRole('searchbox', { name: 'Search users and hosts' }).fill('afor')
    await eventually(async () => expect(await tableOf(page, 'Users')).toHaveLength(1))
    const own = rowsOfUser('tokafor')
    expect(await tableOf(page, 'Users')).toMatchObject([{ User: 'tokafor', 'Seat-hours': tenth(seatHours(own)) }])
    expect(new URL(page.url()).hash).toBe('#/users?q=afor')
    await page.getByRole('row').filter({ hasText: 'tokafor' }).click()
    await page.getByRole('region', { name: 'User', exact: true }).waitFor()
    expect(new URL(page.url()).hash).toBe('#/user/tokafor')
  })

  it('shows a person: checkouts, hours by feature, hosts, denials', async () => {
    await goTo(page, '#/user/tokafor?span=all')
    const own = rowsOfUser('tokafor')
    const hosts = new Set(own.map(({ host }) => host)).size
    const out = OPEN.flatMap(({ rows }) => rows).filter(({ user }) => user === 'tokafor').length
    const still = out === 0 ? '' : ` ${out} checkout${out === 1 ? ' was' : 's were'} still out at the last poll.`
    const told = `${short(seatHours(own))} seat-hours of 4 features on ${hosts} hosts; ${own.length} checkouts began in this span.${still}`
    await eventually(async () => expect(await findingOf(page, 'Checkouts')).toBe(told))
    const byFeature = await tableOf(page, 'Hours by feature')
    expect(byFeature.map((row) => row['Seat-hours'])).toEqual(
      FEATURES.map(([tag, feature]) => seatHours(own.filter((row) => row.tag === tag && row.feature === feature)))
        .toSorted((a, b) => b - a)
        .map(tenth),
    )
    expect(await findingOf(page, 'Denials')).toBe('1 denial counts, of 2 lines in the log.')
    const bars = await page.locator('.timeline .bar-out').count()
    expect(bars).toBe(own.length)
  })

  it('shows a host: who used what on it', async () => {
    await goTo(page, '#/host/ws-101?span=all')
    const own = MODEL.checkouts.filter(({ host }) => host === 'WS-101')
    const users = new Set(own.map(({ user }) => user)).size
    const told = `${short(seatHours(own))} seat-hours of 4 features by ${users} users; ${own.length} checkouts began in this span.`
    await eventually(async () => expect(await findingOf(page, 'Checkouts')).toContain(told))
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toContain('WS-101')
    expect(await tableOf(page, 'Users')).toHaveLength(users)
  })

  it('shows denials, counted and raw, by day, feature, user and reason', async () => {
    await goTo(page, '#/denials?span=all')
    const headline = page.locator('.headline')
    await eventually(async () =>
      expect(await headline.innerText()).toContain('3 denials count, of 4 lines in the log.'),
    )
    expect(await tableOf(page, 'Denials by feature')).toMatchObject([
      { Feature: 'SOLVER', Server: 'cad', Users: '2' },
      { Feature: 'SOLVER', Server: 'eda', Users: '1' },
    ])
    expect((await tableOf(page, 'Latest denials')).map(({ User }) => User)).toEqual([
      'vrossi',
      'vrossi',
      'tokafor',
      'tokafor',
    ])
    await goTo(page, '#/denials?span=all&user=vrossi')
    await eventually(async () =>
      expect(await headline.innerText()).toContain('2 denials count, each a line of the log.'),
    )
    await goTo(page, '#/denials?span=all&kinds=rule')
    await eventually(async () =>
      expect(await headline.innerText()).toContain('1 denial counts, the only line of the log.'),
    )
  })

  it('shows what expires and how capacity changed', async () => {
    await goTo(page, '#/capacity')
    await eventually(async () =>
      expect(await findingOf(page, 'Expiry ahead')).toContain('3 of 4 seats of SOLVER expire on '),
    )
    expect(await findingOf(page, 'Changes of capacity')).toMatch(
      /^1 change since the record began; last, on .*, SOLVER went from 6 to 4\.$/,
    )
    expect(await tableOf(page, 'Changes of capacity')).toHaveLength(5)
    const [newest] = await tableOf(page, 'Changes of capacity')
    expect(newest).toMatchObject({ Feature: 'SOLVER', Server: 'cad', Before: '6', After: '4', Change: '−2' })
  })

  // The window of the desktop app loads its page once.
  if (name === 'browser host') {
    it('shows the same after its page is loaded anew, as from a bookmark', async () => {
      await goTo(page, '#/user/tokafor?span=all')
      await page.getByRole('region', { name: 'Hours by feature', exact: true }).waitFor()
      const told = await findingOf(page, 'Checkouts')
      await page.reload()
      await eventually(async () => expect(await findingOf(page, 'Checkouts')).toBe(told))
      expect(new URL(page.url()).hash).toBe('#/user/tokafor?span=all')
    })
  }

  it('saves what it shows as CSV, with the span and the zone in it', async () => {
    await goTo(page, '#/features?span=all')
    await page.getByRole('grid', { name: 'All features' }).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV: Use and shortage' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^seatlog features .*2026-10-12 to 2026-10-16\.csv$/)
    const records: string[][] = parse(readFileSync(await download.path()), {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
    })
    expect(records.flat()).toContain('Europe/Berlin')
    const head = records.findIndex((record) => record.includes('peak'))
    const column = (name: string): number => records[head]?.indexOf(name) ?? -1
    const rows = records.slice(head + 1)
    expect(rows).toHaveLength(FEATURES.length)
    expect(rows.map((row) => Number(row[column('peak')]))).toEqual(
      FEATURES.map(([tag, feature]) => countedOf(tag, feature).peak),
    )
  })
})

describe('a history without a record', () => {
  const EMPTY = [
    ['#/features', 'No feature has a history yet'],
    ['#/feature/cad/SOLVER', 'There is no history yet'],
    ['#/how-many/cad/SOLVER', 'There is no history yet'],
    ['#/users', 'Nobody is in the record yet'],
    ['#/user/tokafor', 'Nothing of tokafor is in the record yet'],
    ['#/denials', 'No denial is recorded yet'],
    ['#/capacity', 'No capacity is recorded yet'],
  ] as const

  it.each(HOSTS)('says in each view what will appear: %s', async (_name, open) => {
    const window = await open((data) => void mkdirSync(data))
    try {
      for (const [hash, title] of EMPTY) {
        await goTo(window.page, hash)
        await window.page.getByRole('heading', { name: title, exact: true }).waitFor()
      }
    } finally {
      await window.close()
    }
  })
})
