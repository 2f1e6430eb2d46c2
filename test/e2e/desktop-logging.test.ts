import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { SeatlogClient } from '../../preload/contract/api.ts'
import { type DesktopApp, eventually, launch } from '../harness/launch.ts'

declare const seatlog: SeatlogClient

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'fixtures')
const LMUTIL = path.join(FIXTURES, process.platform === 'win32' ? 'lmutil.cmd' : 'lmutil.mjs')
/** A working day, when most seats are taken. The simulated license server stands still at this time. */
const NOW = '2026-11-18T10:00:00Z'
const SIMULATED = { SEATLOG_SIM_NOW: NOW, SEATLOG_SIM_SEED: '7' }

interface TrueCheckout {
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly seats: number
  readonly checkoutAt: number
  readonly checkinAt: number | null
}

/** The checkouts that the simulated server knows to be open, whatever anybody recorded. */
function openCheckouts(): readonly TrueCheckout[] {
  const at = Date.parse(NOW) / 1000
  const args = [path.join(FIXTURES, 'lmutil.mjs'), 'truth', '--to', NOW]
  const env = { ...process.env, ...SIMULATED }
  const text = execFileSync(process.execPath, args, { encoding: 'utf8', env, maxBuffer: 64 * 2 ** 20 })
  return text
    .split('\n')
    .filter((line) => line.includes('"type":"checkout"') && line.includes('"server":"CAD"'))
    .map((line): TrueCheckout => JSON.parse(line))
    .filter(({ checkoutAt, checkinAt }) => checkoutAt <= at && (checkinAt === null || checkinAt > at))
}

const byFeature = (all: readonly TrueCheckout[]): Map<string, readonly TrueCheckout[]> =>
  new Map(Object.entries(Object.groupBy(all, ({ feature }) => feature)).map(([name, rows]) => [name, rows ?? []]))

const people = (rows: readonly TrueCheckout[]): number => new Set(rows.map(({ user }) => user.toLowerCase())).size
const seats = (rows: readonly TrueCheckout[]): number => rows.reduce((sum, row) => sum + row.seats, 0)

function csv(file: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(file), { columns: true })
}

const logging = (): Promise<DesktopApp> =>
  launch({
    env: SIMULATED,
    settings: (home) => ({
      servers: [{ tag: 'CAD', address: '27000@lic-cad' }],
      lmutil: LMUTIL,
      dataFolder: path.join(home, 'data'),
      intervalSeconds: 10,
      recordIntervalSeconds: 10,
    }),
  })

describe('the desktop app over the simulated license server', () => {
  it('shows in the window what the server knows', async () => {
    const truth = byFeature(openCheckouts())
    await using app = await logging()
    const page = await app.page()
    await eventually(() => expect(page.innerText('body')).resolves.toContain('AutoCAD'))
    const answer = await page.evaluate(() => seatlog.call('seats.get', null))
    if (!answer.ok) throw new Error(answer.message)
    expect(answer.value.demo).toBe(false)
    expect(answer.value.servers).toHaveLength(1)
    const features = answer.value.servers[0]?.features ?? []
    expect(features.filter(({ held }) => held > 0)).toHaveLength(truth.size)
    for (const feature of features) {
      const rows = truth.get(feature.name) ?? []
      expect([feature.name, feature.held, feature.users]).toEqual([feature.name, seats(rows), people(rows)])
    }
  })

  it('shows in tray and menu the fullest features, then the pinned one', async () => {
    await using app = await logging()
    const page = await app.page()
    await eventually(async () => expect((await app.ask('look')).tray?.icon).toMatch(/^none/))
    const { tray } = await app.ask('look')
    expect(tray?.tooltip).toMatch(/: none free/)
    expect(tray?.menu[0]?.label).toMatch(/: none free/)
    expect(tray?.menu.map(({ label }) => label)).toContain('CAD: up, answered just now')

    const pinned = await page.evaluate(async () => {
      const seats = await seatlog.call('seats.get', null)
      const features = seats.ok ? (seats.value.servers[0]?.features ?? []) : []
      const roomy = features.find(
        ({ free, used, issued }) => free !== null && free > 1 && used && free > (issued ?? 0) / 2,
      )
      if (roomy === undefined) throw new Error('every feature is nearly full')
      await seatlog.call('settings.save', { pinned: [roomy.key] })
      return roomy
    })
    const words = `${pinned.products[0] ?? pinned.name}: ${pinned.free} of ${pinned.issued} free`
    await eventually(async () => expect((await app.ask('look')).tray?.tooltip).toBe(words), 40)
    expect((await app.ask('look')).tray?.icon).toMatch(/^ok/)
  })

  it('keeps in the tray of which full feature the next free seat is told', async () => {
    await using app = await logging()
    const offered = async () => {
      const { tray } = await app.ask('look')
      return tray?.menu.find(({ label }) => label === 'Tell me when a seat is free')?.items ?? []
    }
    const full = await eventually(async () => {
      const found = (await offered()).filter(({ enabled }) => enabled)
      expect(found).not.toHaveLength(0)
      return found
    })
    const label = full[0]?.label ?? ''
    expect(label).toMatch(/: none free$/)
    expect(full.filter(({ checked }) => checked)).toHaveLength(0)

    const told = async () => (await offered()).filter(({ checked }) => checked).map((item) => item.label)
    await app.ask('choose', 'Tell me when a seat is free', label)
    await eventually(async () => expect(await told()).toEqual([label]))
    await app.ask('choose', 'Tell me when a seat is free', label)
    await eventually(async () => expect(await told()).toEqual([]))
  })

  it('writes the features and users files, which hold the truth', async () => {
    const truth = byFeature(openCheckouts())
    await using app = await logging()
    const data = path.join(app.home, 'data')
    const files = await eventually(() => {
      const found = readdirSync(data).filter((name) => name.endsWith('.csv'))
      expect(found.filter((name) => name.endsWith(' users.csv'))).toHaveLength(truth.size)
      return found
    }, 20)
    await app.ask('quit')
    expect(await app.exited, app.output()).toBe(0)

    const summary = files.filter((name) => name.endsWith(' features.csv'))
    expect(summary).toHaveLength(1)
    const rows = csv(path.join(data, summary[0] ?? ''))
    const first = rows.filter(({ stamp }) => stamp === rows[0]?.stamp)
    expect(first.filter(({ users }) => users !== '0')).toHaveLength(truth.size)
    for (const { feature_code: code = '', users } of first) {
      expect([code, users]).toEqual([code, String(people(truth.get(code) ?? []))])
    }

    for (const [code, checkouts] of truth) {
      const file = files.find((name) => name.endsWith(` ${code} users.csv`))
      const written = csv(path.join(data, file ?? `no file for ${code}`))
      const poll = written.filter((row) => row.update_time === written[0]?.update_time)
      expect(poll.map(({ userid, host }) => `${userid} ${host}`).sort()).toEqual(
        checkouts.map(({ user, host }) => `${user} ${host}`).sort(),
      )
    }
  })
})
