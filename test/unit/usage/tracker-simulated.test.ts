import { describe, expect, it } from 'vitest'
import { stateAt } from '../../../main/demo/state.ts'
import type { Trouble } from '../../../main/demo/trouble.ts'
import { clockOffset } from '../../../main/usage/clock-offset.ts'
import type { TrackerState } from '../../../main/usage/tracker-state.ts'
import { compareWithTruth, recordPolls, type SimulatedPolls, site, type TroubledTime } from './simulated-polls.ts'

/** A Wednesday. */
const clock = (time: string): number => Date.parse(`2026-11-18T${time}+01:00`) / 1000

const EDA = { tag: 'EDA', address: '5280@lic-eda1,5280@lic-eda2,5280@lic-eda3', from: clock('06:00:23') }
const CAD = { tag: 'CAD', address: '27000@lic-cad', from: clock('06:00:41') }
const MATH = { tag: 'MATH', address: '27004@lic-math.norrvik.example', from: clock('06:00:05') }

const throughJson = (state: TrackerState): TrackerState => JSON.parse(JSON.stringify(state)) as TrackerState

const between = (from: string, to: string, kind: 'server-down' | 'daemon-down' | 'half'): TroubledTime => ({
  from: clock(from),
  to: clock(to),
  trouble: { kind },
})

const sinceThen = (since: string, kind: 'failover' | 'restart'): TroubledTime => {
  const trouble: Trouble = { kind, since: clock(since) }
  return { from: clock(since), to: Number.POSITIVE_INFINITY, trouble }
}

/** Every checkout once, with times as exact as polls can be. */
function expectTheTruth(of: SimulatedPolls): void {
  const compared = compareWithTruth(of, recordPolls(of))
  expect(compared.expected).toBeGreaterThan(30)
  expect(compared).toMatchObject({ found: compared.expected, missing: [], invented: [] })
  expect(compared.worstCheckout).toBeLessThan(60)
  expect(compared.worstCheckin).toBeLessThanOrEqual(30)
}

describe('a simulated day, polled once a minute', () => {
  it.each([
    { ...CAD, to: clock('12:00:00') },
    { ...MATH, to: clock('18:00:00') },
    { ...EDA, to: clock('15:00:00') },
  ])('is recorded as it was, on $tag', (server) => {
    expectTheTruth({ ...server, kept: throughJson })
  })

  const cuts = ['08:10', '09:20', '10:15', '10:40'].map((time) => between(`${time}:00`, `${time}:59`, 'half'))
  const awayForHalfAnHour = between('09:10:00', '09:41:00', 'server-down')
  const restart = sinceThen('09:10:10', 'restart')
  it.each([
    { what: 'while the server is away for half an hour', server: EDA, troubles: [awayForHalfAnHour] },
    {
      what: 'while one of its daemons is down',
      server: EDA,
      troubles: [between('09:10:00', '09:31:00', 'daemon-down')],
    },
    { what: 'when answers are cut', server: EDA, troubles: [...cuts, between('11:00:00', '11:06:00', 'half')] },
    { what: 'when another triad member takes over', server: EDA, troubles: [sinceThen('09:10:10', 'failover')] },
    { what: 'when the daemons restart between two polls', server: MATH, troubles: [restart] },
    {
      what: 'when a daemon is down before its restart',
      server: EDA,
      troubles: [between('09:02:00', '09:10:10', 'daemon-down'), restart],
    },
    { what: 'when the server restarts while it is away', server: MATH, troubles: [awayForHalfAnHour, restart] },
  ])('is recorded as it was $what', ({ server, troubles }) => {
    expectTheTruth({ ...server, to: clock('11:30:00'), troubles, kept: throughJson })
  })

  it('shows the idle reserved seats of every poll', () => {
    const record = recordPolls({ ...EDA, to: clock('12:00:00') })
    const reservations = [
      ...record.finished,
      ...record.open.map((row) => ({ ...row, checkinAt: Number.POSITIVE_INFINITY })),
    ].filter(({ user }) => user.startsWith('r:'))
    expect(new Set(reservations.map(({ user }) => user))).toEqual(new Set(['r:GROUP layout_leads', 'r:HOST farm-001']))
    const daemons = site.servers.find(({ spec }) => spec.tag === 'EDA')?.daemons ?? []
    for (const at of (record.polls.get('cdslmd') ?? []).filter((_poll, index) => index % 15 === 0)) {
      const idle = daemons.flatMap((daemon) => stateAt(site, daemon, at))
      for (const { spec, idleReserved } of idle.filter((feature) => feature.spec.reserved !== undefined)) {
        const rows = reservations.filter(
          (row) => row.feature === spec.name && row.checkoutAt <= at && at < row.checkinAt,
        )
        expect(rows.reduce((sum, { seats }) => sum + seats, 0)).toBe(idleReserved)
      }
    }
  })

  it('has the capacity of every feature once, and no word of wrong clocks', () => {
    const { capacity, state } = recordPolls({ ...CAD, to: clock('08:30:00') })
    const counted = site.servers[0]?.daemons[0]?.spec.features.filter(({ pools }) =>
      pools.some(({ seats }) => seats > 0),
    )
    expect(capacity.length).toBeGreaterThanOrEqual(counted?.length ?? Number.NaN)
    expect(new Set(capacity.map(({ feature }) => feature)).size).toBe(capacity.length)
    expect(clockOffset(state)).toBeNull()
  })
})
