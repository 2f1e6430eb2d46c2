import { describe, expect, it } from 'vitest'
import { createSite } from '../../../main/demo/site.ts'
import { stateAt } from '../../../main/demo/state.ts'
import { type TrueCheckout, truth } from '../../../main/demo/truth.ts'
import { compareCapacity } from '../../fidelity/compare-capacity.ts'
import { compareCheckouts } from '../../fidelity/compare-checkouts.ts'
import { compareDenials } from '../../fidelity/compare-denials.ts'
import { compareGaps } from '../../fidelity/compare-gaps.ts'
import { compareReservations, type FoundReservation } from '../../fidelity/compare-reservations.ts'
import type { ExpectedCheckout, FoundCheckout } from '../../fidelity/match-checkouts.ts'
import { type AskedPoll, daemonPolls } from '../../fidelity/polls.ts'

const ZONE = 'Europe/Berlin'
const minutes = (from: number, to: number, isSure = (_at: number) => true) =>
  Array.from({ length: Math.ceil((to - from) / 60) }, (_, at) => from + at * 60).map((at) => ({ at, sure: isSure(at) }))

describe('the checkouts of a record are judged:', () => {
  const polls = new Map([['cdslmd', daemonPolls(minutes(0, 6000, (at) => at < 3000 || at >= 3600))]])
  const who = { feature: 'Verdi', user: 'tokafor', host: 'eda-04', seats: 1, version: '2024.09' }
  const real = (checkoutAt: number, checkinAt: number): ExpectedCheckout => {
    const row: TrueCheckout = {
      ...who,
      ...{ server: 'EDA', daemon: 'cdslmd', display: ':1', handle: 101, reserved: false, checkoutAt, checkinAt },
    }
    return { row, isNeeded: true, kind: 'checkouts' }
  }
  const found = (checkoutAt: number, checkinAt: number, more: Partial<FoundCheckout> = {}): FoundCheckout => ({
    ...{ ...who, display: ':1', handle: '101', checkoutAt, checkinAt, ...more },
  })
  const compare = (expected: readonly ExpectedCheckout[], rows: readonly FoundCheckout[], isExact = false) => {
    const exactTo = isExact ? Number.POSITIVE_INFINITY : null
    const bounds = { zone: ZONE, interval: 60, polls, exactTo, restarts: [] }
    const [result] = compareCheckouts(['checkouts'], expected, rows, bounds)
    const { missing = [], invented = [], doubled = [], beyond = [] } = result ?? {}
    const counts = Object.entries({ missing, invented, doubled, beyond }).map(([what, all]) => [what, all.length])
    return Object.fromEntries(counts.filter(([, count]) => count !== 0))
  }

  it('what is there once and in time is right', () => {
    expect(compare([real(630, 1230)], [found(600, 1230)])).toEqual({})
    expect(compare([real(659, 1259)], [found(600, 1230)])).toEqual({})
    expect(compare([real(630, 1230), real(630, 1230)], [found(600, 1230), found(600, 1230)])).toEqual({})
  })

  it('what is not there is missing, unless it need not be', () => {
    expect(compare([real(630, 1230)], [])).toEqual({ missing: 1 })
    expect(compare([{ ...real(630, 1230), isNeeded: false }], [])).toEqual({})
    expect(compare([{ ...real(630, 1230), isNeeded: false }], [found(600, 1230)])).toEqual({})
  })

  it('what is there twice is doubled, and what never happened invented', () => {
    expect(compare([real(630, 1230)], [found(600, 1230), found(600, 1200)])).toEqual({ doubled: 1 })
    expect(compare([real(630, 1230)], [found(600, 1230), found(1800, 2400)])).toEqual({ invented: 1 })
    expect(compare([real(630, 1230)], [found(600, 1230, { seats: 2 })])).toEqual({ missing: 1, invented: 1 })
    expect(compare([real(630, 1230)], [found(600, 1230, { version: '2023.12' })])).toEqual({ missing: 1, doubled: 1 })
  })

  it('times are beyond when they are off by more than polls or a log may be', () => {
    expect(compare([real(630, 1230)], [found(570, 1230)])).toEqual({ beyond: 1 })
    expect(compare([real(630, 1230)], [found(600, 1261)])).toEqual({ beyond: 1 })
    expect(compare([real(630, 1230)], [found(630, 1230)], true)).toEqual({})
    expect(compare([real(630, 1230)], [found(629, 1230)], true)).toEqual({ beyond: 1 })
  })

  it('times between polls that failed may be anywhere between the others', () => {
    expect(compare([real(630, 3500)], [found(600, 3000)])).toEqual({})
    expect(compare([real(630, 3500)], [found(600, 2930)])).toEqual({ beyond: 1 })
    expect(compare([real(630, 3500)], [found(600, 3700)])).toEqual({ beyond: 1 })
  })

  it('a log tells equal checkouts apart only where a poll lies between', () => {
    const swapped = [found(3100, 3500, { handle: '' }), found(3200, 3400, { handle: '' })]
    expect(compare([real(3100, 3400), real(3200, 3500)], swapped, true)).toEqual({})
    const sameEnd = [found(3100, 3400, { handle: '' }), found(3200, 3400, { handle: '' })]
    expect(compare([real(3100, 3400), real(3200, 3500)], sameEnd, true)).toEqual({ beyond: 1 })
    const polled = [found(1000, 2000), found(1100, 1500)]
    expect(compare([real(1000, 1500), real(1100, 2000)], polled, true)).toEqual({ beyond: 2 })
  })
})

const site = createSite({ seed: 3, zone: ZONE })
const from = Date.parse('2026-10-15T07:00:00+02:00') / 1000
const range = { from, to: from + 2 * 24 * 3600 }
const eda = site.servers.find(({ spec }) => spec.tag === 'EDA')?.daemons ?? []
const cad = site.servers.find(({ spec }) => spec.tag === 'CAD')?.daemons ?? []

describe('reservations are judged:', () => {
  const polls = new Map(eda.map(({ spec }) => [spec.name, daemonPolls(minutes(from, from + 8 * 3600))]))
  const rows = eda.flatMap((daemon) =>
    daemon.spec.features.flatMap(({ name, reserved }, feature): FoundReservation[] => {
      const idle = (at: number): number => stateAt(site, daemon, at)[feature]?.idleReserved ?? 0
      const changes = (polls.get(daemon.spec.name)?.all ?? [])
        .map(({ at }) => at)
        .filter((at) => at === from || idle(at) !== idle(at - 60))
      return changes.flatMap((at, index) => {
        const user = `r:${reserved?.kind} ${reserved?.name}`
        const times = { checkoutAt: at, checkinAt: changes[index + 1] ?? Number.POSITIVE_INFINITY }
        return idle(at) > 0 ? [{ feature: name, user, seats: idle(at), ...times }] : []
      })
    }),
  )
  const [first, second, ...others] = rows

  it('the idle seats of every poll, in one row, are right', () => {
    expect(rows.length).toBeGreaterThan(3)
    const { missing, invented, doubled } = compareReservations(site, eda, polls, rows)
    expect([missing, invented, doubled]).toEqual([[], [], []])
  })

  it('a row less, more or of other seats is told', () => {
    if (first === undefined || second === undefined) throw new Error('there are rows')
    expect(compareReservations(site, eda, polls, [second, ...others]).missing).toHaveLength(1)
    expect(compareReservations(site, eda, polls, [first, ...rows]).doubled).toHaveLength(1)
    const more = { ...first, seats: first.seats + 1 }
    expect(compareReservations(site, eda, polls, [more, second, ...others]).invented).toHaveLength(1)
    const never = { ...first, checkoutAt: from - 20, checkinAt: from - 10 }
    expect(compareReservations(site, eda, polls, [never, ...rows]).invented).toHaveLength(1)
  })
})

describe('capacity is judged:', () => {
  const polls = new Map(cad.map(({ spec }) => [spec.name, daemonPolls(minutes(from, range.to))]))
  const expected = compareCapacity(site, cad, polls, range, [])
  const rows = cad.flatMap((daemon) =>
    [from, range.to].flatMap((at) =>
      stateAt(site, daemon, at - 3600).flatMap(({ spec, issued }) => {
        const before = stateAt(site, daemon, from).find((state) => state.spec === spec)?.issued
        const isNews = spec.kind === undefined && (at === from ? issued > 0 : issued !== before)
        return isNews
          ? [{ tag: 'CAD', feature: spec.name, seats: issued, at: at === from ? from : at - 26 * 3600 }]
          : []
      }),
    ),
  )

  it('each change, once and in time, is right', () => {
    expect(expected.missing.length).toBeGreaterThan(10)
    expect(rows).toHaveLength(expected.expected)
    const { missing, invented, beyond } = compareCapacity(site, cad, polls, range, rows)
    expect([missing, invented, beyond]).toEqual([[], [], []])
  })

  it('a line less, more or late is told', () => {
    const [first, ...others] = rows
    if (first === undefined) throw new Error('there are rows')
    expect(compareCapacity(site, cad, polls, range, others).missing).toHaveLength(1)
    expect(compareCapacity(site, cad, polls, range, [...rows, first]).invented).toHaveLength(1)
    const late = { ...first, at: first.at + 3 * 3600 }
    expect(compareCapacity(site, cad, polls, range, [late, ...others]).beyond).toHaveLength(1)
  })
})

describe('denials are judged:', () => {
  const expected = truth(site, range).denials.filter(({ server }) => server === 'CAD')
  const rows = expected.map(({ at, feature, user, host, seats }) => ({
    ...{ at, tag: 'CAD', feature, account: '', user, host, seats },
  }))
  const [first, ...others] = rows

  it('one less, more or at another second is told', () => {
    if (first === undefined) throw new Error('there are denials')
    expect(compareDenials(expected, rows, ZONE)).toMatchObject({ missing: [], invented: [], doubled: [] })
    expect(compareDenials(expected, others, ZONE).missing).toHaveLength(1)
    expect(compareDenials(expected, [first, ...rows], ZONE).doubled).toHaveLength(1)
    const late = { ...first, at: first.at + 1 }
    expect(compareDenials(expected, [late, ...others], ZONE)).toMatchObject({
      missing: [expect.any(String)],
      invented: [expect.any(String)],
    })
  })
})

describe('gaps are judged:', () => {
  const poll = (at: number, complete: AskedPoll['complete'] = 'all', isRecorded = true): AskedPoll => ({
    ...{ at, complete, isRecorded },
  })
  const wrong = (asked: readonly AskedPoll[], from: number, to: number): readonly string[] =>
    compareGaps(asked, [{ from, to }], 'UTC').wrong
  const everyMinute = [0, 60, 120, 180, 240].map((at) => poll(at))

  it('from a complete poll to the next one somebody watched', () => {
    expect(compareGaps(everyMinute, [], 'UTC')).toEqual({ count: 4, wrong: [] })
    expect(wrong(everyMinute, 60, 180)).toHaveLength(2)
    expect(wrong([poll(0, 'some'), poll(60), poll(120, 'none'), poll(180)], 0, 60)).toEqual([])
    expect(wrong([poll(0, 'some'), poll(60), poll(120, 'none'), poll(180)], 0, 180)).toEqual([
      'a gap between polls, 1970-01-01 00:01:00 to 1970-01-01 00:02:00',
    ])
  })

  it('nobody watched while no daemon was complete for long', () => {
    const pause = [poll(0), poll(60), poll(700), poll(760)]
    expect(wrong(pause, 60, 700)).toEqual([])
    expect(compareGaps(pause, [], 'UTC')).toEqual({
      ...{ count: 3, wrong: ['no gap between polls, 1970-01-01 00:01:00 to 1970-01-01 00:11:40'] },
    })
    const failing = [poll(0), ...Array.from({ length: 11 }, (_, at) => poll(60 + at * 60, 'none')), poll(720)]
    expect(wrong(failing, 60, 720)).toEqual([])
    expect(compareGaps(failing, [], 'UTC').wrong).toHaveLength(1)
  })

  it('a complete poll between a failed one and a pause may stand within what is told as one gap', () => {
    const asked = [poll(0), poll(60, 'some'), poll(120), poll(740), poll(800)]
    expect(wrong(asked, 60, 740)).toEqual([])
    expect(wrong(asked, 30, 770)).toHaveLength(2)
  })

  it('a poll that need not be recorded tells nothing', () => {
    expect(wrong([poll(0), poll(60, 'all', false), poll(120), poll(180)], 60, 120)).toEqual([])
    expect(wrong([poll(0), poll(60, 'all', false), poll(240), poll(300)], 0, 240)).toEqual([])
  })
})
