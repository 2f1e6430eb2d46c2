import { describe, expect, it } from 'vitest'
import type { Feature, LicenseTableRow } from '../../../main/lmstat/answer.ts'
import { withPoll } from '../../../main/usage/live.ts'
import type { FeatureDetails, FeatureSeats } from '../../../preload/contract/seats.ts'
import { liveSeats } from '../../at-once.ts'
import { answer, checkout, daemon, feature } from './answers.ts'

function one(what: Feature, licenseTable: readonly LicenseTableRow[] = []): [FeatureSeats, FeatureDetails] {
  const live = withPoll(null, {
    askedAt: 1000,
    answer: answer([daemon('adskflex', [what])], { licenseTable }),
    problem: null,
  })
  const { features, details } = liveSeats('main', live, [])
  expect(features).toHaveLength(1)
  const seats = features[0]
  const detail = seats && details[seats.key]
  if (seats === undefined || detail === undefined) throw new Error('no feature came out')
  return [seats, detail]
}

const pool = (version: string, more: object = {}) => ({
  version,
  vendor: 'adskflex',
  type: 'floating license',
  ...more,
})
const row = (version: string, count: number, expires: string): LicenseTableRow => ({
  feature: 'A',
  version,
  count,
  vendor: 'ADSKFLEX',
  expires,
})

describe('seats of a feature', () => {
  it('shows held and idle reserved seats apart, both of them used', () => {
    const [seats] = one(feature('A', 10, 7, { reservations: [{ count: 3, kind: 'GROUP', name: 'cad' }] }))
    expect(seats).toMatchObject({ used: 7, reserved: 3, held: 4, free: 3, over: 0 })
  })

  it('says over by how many when more is used than issued', () => {
    expect(one(feature('A', 10, 12))[0]).toMatchObject({ free: 0, over: 2 })
  })

  it('shows no limit for 9999 and for more than two billion', () => {
    expect(one(feature('A', 9999, 9))[0]).toMatchObject({ noLimit: true, free: null, over: 0 })
    expect(one(feature('A', 2147483646, 9))[0]).toMatchObject({ noLimit: true, free: null })
    expect(one(feature('A', 9998, 9))[0]).toMatchObject({ noLimit: false, free: 9989 })
  })

  it('has neither issued nor free for an uncounted feature, and counts its rows as held', () => {
    const [seats] = one({
      ...feature('A', 0, 0, { kind: 'uncounted', checkouts: [checkout('a'), checkout('b', { seats: 2 })] }),
    })
    expect(seats).toMatchObject({ issued: null, used: null, free: null, held: 3, nodeLocked: true })
  })

  it('counts people once, whatever the case, and lingering seats apart', () => {
    const checkouts = [checkout('Rhea'), checkout('rhea', { seats: 4, linger: { total: 60 } }), checkout('omar')]
    expect(one(feature('A', 10, 6, { checkouts }))[0]).toMatchObject({ users: 2, lingering: 4 })
  })

  it('trusts the summary where lmstat lists fewer rows than seats, and says how many it listed', () => {
    const [seats, details] = one(feature('A', 144, 39))
    expect(seats.held).toBe(39)
    expect(details.listedSeats).toBe(0)
  })

  it('tells free seats of the pools apart by version', () => {
    const [, details] = one(
      feature('A', 15, 3, {
        pools: [pool('2.0', { expires: '2026-12-31' })],
        checkouts: [checkout('a', { pool: 0, seats: 3 })],
      }),
      [row('1.0', 10, '2026-06-30'), row('2.0', 5, '2026-12-31')],
    )
    expect(details.pools.map(({ version, issued, held, free }) => [version, issued, held, free])).toEqual([
      ['2.0', 5, 3, 2],
      ['1.0', 10, 0, 10],
    ])
  })

  it('offers neither expired seats nor those of a feature that is not served', () => {
    const table = [row('1.0', 4, '2026-03-01'), row('2.0', 12, '2026-12-31')]
    const [seats, { pools }] = one(feature('A', 12, 0), table)
    expect(pools.map(({ version, free, expired }) => [version, free, expired])).toEqual([
      ['1.0', null, true],
      ['2.0', 12, false],
    ])
    expect(seats.free).toBe(12)
    const broken = one(feature('A', 0, 0, { kind: 'error', error: 'unsupported by licensed server' }), table)[1]
    expect(broken.pools.map(({ free }) => free)).toEqual([null, null])
  })

  it('does not offer node-locked seats to everybody', () => {
    const [seats] = one(
      feature('A', 15, 1, {
        pools: [pool('1.0', { type: 'nodelocked license, locked to "0123"' })],
        checkouts: [checkout('a', { pool: 0 })],
      }),
      [row('1.0', 10, 'permanent'), row('2.0', 5, 'permanent')],
    )
    expect(seats).toMatchObject({ nodeLocked: false, free: 5 })
  })

  it('names the next expiry with its seats, and none that is past', () => {
    const table = [row('1.0', 20, '2026-06-30'), row('2.0', 5, '2027-06-30'), row('0.9', 3, '2025-01-31')]
    expect(one(feature('A', 25, 0), table)[0].expires).toEqual({ date: '2026-06-30', seats: 20 })
    expect(one(feature('A', 3, 0), table.slice(2))[0].expires).toBeNull()
  })

  it('says how long a seat has been held, in seconds of the server’s clock', () => {
    const [, details] = one(feature('A', 1, 1, { checkouts: [checkout('a')] }))
    expect(details.holders[0]?.heldFor).toBe(1800)
  })

  it('gives repeated blocks of one name keys of their own', () => {
    const twice = daemon('d/1', [feature('A B', 1, 0), feature('A B', 2, 0)])
    const live = withPoll(null, { askedAt: 1, answer: answer([twice]), problem: null })
    expect(liveSeats('main', live, []).features.map(({ key }) => key)).toEqual([
      'main/d%2F1/A%20B/1',
      'main/d%2F1/A%20B/2',
    ])
  })
})
