import { describe, expect, test } from 'vitest'
import { lmstatText } from '../../../main/demo/lmstat-text.ts'
import { createSite, lastRestart, type Site } from '../../../main/demo/site.ts'
import { stateAt } from '../../../main/demo/state.ts'
import { type TrueCheckout, truth } from '../../../main/demo/truth.ts'
import { readText, startText } from './rows.ts'

const ZONE = 'Europe/Berlin'
const WEDNESDAY = Date.parse('2026-11-18T00:00:00+01:00') / 1000
const hours = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step)

const site = createSite({ seed: 7, zone: ZONE })
const week = { from: WEDNESDAY - 2 * 86400, to: WEDNESDAY + 5 * 86400 }
const happened = truth(site, week)

const everything = (of: Site, at: number): string => lmstatText(of, { at, address: '', mode: 'a' })
const heldAt = (checkouts: readonly TrueCheckout[], at: number): readonly TrueCheckout[] =>
  checkouts.filter((checkout) => checkout.checkoutAt <= at && at < checkout.checkinAt)

function printed(checkout: TrueCheckout, zone: string): string {
  const display = checkout.display === undefined ? '' : ` ${checkout.display}`
  return [
    checkout.daemon,
    checkout.feature,
    `${checkout.user} ${checkout.host}${display}`,
    checkout.version,
    checkout.handle,
    startText(zone, checkout.checkoutAt),
    checkout.seats,
    checkout.linger,
    checkout.pid,
  ].join('|')
}

function shown(text: string): readonly string[] {
  return readText(text).rows.map((row) =>
    [row.daemon, row.feature, row.identity, row.version, row.handle, row.start, row.seats, row.linger, row.pid].join(
      '|',
    ),
  )
}

describe('the state of the simulated site', () => {
  test('is the same whatever was asked before', () => {
    const times = hours(WEDNESDAY, WEDNESDAY + 3 * 86400, 5 * 3600 + 17)
    const forward = times.map((at) => everything(site, at))
    const other = createSite({ seed: 7, zone: ZONE })
    const backward = times.toReversed().map((at) => everything(other, at))
    expect(forward).toHaveLength(15)
    expect(backward.toReversed()).toEqual(forward)
    expect(everything(createSite({ seed: 8, zone: ZONE }), times[2] ?? 0)).not.toBe(forward[2])
  })

  test('has a few thousand checkouts, denials and waits in a week', () => {
    expect(happened.checkouts.length).toBeGreaterThan(3000)
    expect(new Set(happened.checkouts.map((checkout) => checkout.user)).size).toBeGreaterThan(150)
    expect(new Set(happened.denials.map((denial) => denial.code))).toEqual(new Set([-4, -38, -39, -87, -101]))
    expect(happened.queued.some((wait) => wait.granted)).toBe(true)
    expect(happened.queued.some((wait) => !wait.granted)).toBe(true)
  })

  test('has a rhythm: busy before noon, fewer at lunch, few at night and at the weekend', () => {
    const rows = (at: string): number => readText(everything(site, Date.parse(at) / 1000)).rows.length
    const morning = rows('2026-11-18T10:45:00+01:00')
    expect(rows('2026-11-18T12:25:00+01:00')).toBeLessThan(morning * 0.9)
    expect(rows('2026-11-18T08:00:00+01:00')).toBeGreaterThan(morning * 0.15)
    expect(rows('2026-11-18T23:30:00+01:00')).toBeLessThan(morning * 0.3)
    expect(rows('2026-11-21T10:45:00+01:00')).toBeLessThan(morning * 0.3)
  })

  test('shows at any second exactly the checkouts and waits of the truth', () => {
    let compared = 0
    for (const at of hours(week.from, week.to, 3 * 3600 + 1013)) {
      const text = everything(site, at)
      const held = heldAt(happened.checkouts, at)
      expect(shown(text).toSorted()).toEqual(held.map((checkout) => printed(checkout, ZONE)).toSorted())
      const waiting = happened.queued.filter((wait) => wait.queuedAt <= at && at < wait.leftAt)
      expect(readText(text).queued).toHaveLength(waiting.length)
      compared += held.length
    }
    expect(compared).toBeGreaterThan(3000)
  })

  test('changes in the very second of a checkout and a checkin', () => {
    for (const checkout of happened.checkouts.filter((_, index) => index % 700 === 0)) {
      const row = printed(checkout, ZONE)
      expect(shown(everything(site, checkout.checkoutAt))).toContain(row)
      expect(shown(everything(site, checkout.checkoutAt - 1))).not.toContain(row)
      expect(shown(everything(site, checkout.checkinAt - 1))).toContain(row)
      expect(shown(everything(site, checkout.checkinAt))).not.toContain(row)
    }
  })

  test.each([
    ['Europe/Berlin', '2026-03-29T00:00:00Z', 'Sun 3/29 3'],
    ['Europe/Berlin', '2026-10-25T00:00:00Z', 'Sun 10/25 2'],
    ['America/New_York', '2026-11-01T04:00:00Z', 'Sun 11/1 1'],
    ['Australia/Lord_Howe', '2026-04-04T14:00:00Z', 'Sun 4/5 1'],
  ])('agrees with the truth on both sides of a change of the clocks in %s', (zone, midnight, night) => {
    const there = createSite({ seed: 3, zone, features: 200, users: 900 })
    const from = Date.parse(midnight) / 1000 - 8 * 3600
    const to = from + 40 * 3600
    const range = truth(there, { from, to })
    let rows = 0
    for (const at of hours(from, to, 7200)) {
      const held = heldAt(range.checkouts, at)
      expect(shown(everything(there, at)).toSorted()).toEqual(held.map((row) => printed(row, zone)).toSorted())
      rows += held.length
    }
    expect(rows).toBeGreaterThan(300)
    expect(startText(zone, Date.parse(midnight) / 1000 + 2 * 3600 - 1800)).toContain(night.slice(0, -2))
  })

  test('never hands out one handle twice at a time, and uses handles again later', () => {
    const last = new Map<string, number>()
    let again = 0
    const rows = [
      ...happened.checkouts.map(({ daemon, handle, checkoutAt, checkinAt }) => ({
        daemon,
        handle,
        checkoutAt,
        checkinAt,
      })),
      ...happened.queued.map((wait) => ({ ...wait, checkoutAt: wait.queuedAt, checkinAt: wait.leftAt })),
    ]
    for (const row of rows.toSorted((a, b) => a.checkoutAt - b.checkoutAt)) {
      const key = `${row.daemon} ${row.handle}`
      const before = last.get(key)
      if (before !== undefined) again += 1
      expect(before ?? 0).toBeLessThanOrEqual(row.checkoutAt)
      last.set(key, row.checkinAt)
    }
    expect(again).toBeGreaterThan(100)
  })

  test('counts as used what is held and what is reserved and idle, and never more than issued but for overdrafts', () => {
    let reserved = 0
    for (const at of hours(week.from, week.to, 3 * 3600 + 400)) {
      for (const feature of readText(everything(site, at)).features) {
        if (Number.isNaN(feature.issued)) continue
        expect(feature.used).toBe(feature.held + feature.reserved)
        const overdraft = feature.feature === 'Design-Compiler' ? 2 : 0
        expect(feature.used).toBeLessThanOrEqual(feature.issued + overdraft)
        reserved += feature.reserved
      }
    }
    expect(reserved).toBeGreaterThan(0)
  })

  test('keeps every pool within its seats', () => {
    for (const at of hours(week.from, week.to, 3 * 3600 + 400)) {
      for (const daemon of site.servers.flatMap((server) => server.daemons)) {
        for (const state of stateAt(site, daemon, at)) {
          if (state.spec.kind !== undefined) continue
          state.pools.forEach((pool, index) => {
            const rows = state.checkouts.filter((checkout) => checkout.pool === index)
            const held = rows.reduce((sum, checkout) => sum + checkout.seats, 0)
            expect(held).toBeLessThanOrEqual(pool.seats + (state.spec.overdraft ?? 0))
          })
        }
      }
    }
  })

  test('denies a seat only where there is none left', () => {
    const denied = happened.denials.filter((denial) => denial.code === -4 || denial.code === -101)
    let checked = 0
    for (const denial of denied) {
      const daemon = site.servers.flatMap((server) => server.daemons).find(({ spec }) => spec.name === denial.daemon)
      const states = daemon === undefined ? [] : stateAt(site, daemon, denial.at)
      const state = states.find(({ spec }) => spec.name === denial.feature)
      // With several pools only those new enough count; a part is denied with its package.
      if (state?.spec.pools.length !== 1) continue
      expect(state.issued + (state.spec.overdraft ?? 0) - state.used).toBeLessThan(denial.seats)
      checked += 1
    }
    expect(checked).toBeGreaterThan(50)
  })

  test('holds nothing across the monthly restart', () => {
    const restart = lastRestart(site.zone, WEDNESDAY)
    expect(new Date(restart * 1000).toISOString()).toBe('2026-11-01T03:00:00.000Z')
    const around = truth(site, { from: restart - 86400, to: restart + 86400 }).checkouts
    expect(around.length).toBeGreaterThan(20)
    expect(heldAt(around, restart)).toEqual([])
  })

  test('can be as large as a load test needs', () => {
    const large = createSite({ seed: 1, zone: ZONE, features: 2000, users: 8000 })
    const { rows, features } = readText(everything(large, WEDNESDAY + 10.5 * 3600))
    expect(features.length).toBeGreaterThanOrEqual(2000)
    expect(rows.length).toBeGreaterThan(7000)
    expect(new Set(rows.map((row) => row.identity.split(' ')[0])).size).toBeGreaterThan(3000)
  })
})
