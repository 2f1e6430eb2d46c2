import { describe, expect, it } from 'vitest'
import { encodeCapacity } from '../../../main/datafiles/capacity-cap.ts'
import { encodeCheckout } from '../../../main/datafiles/checkouts-chk.ts'
import { encodeEvent } from '../../../main/datafiles/events.ts'
import type { Package } from '../../../main/usage/packages.ts'
import { type Circumstances, indexOf, MemoryFolder } from './workshop.ts'

/** Monday 00:00 in Berlin. */
const DAY = Date.UTC(2026, 2, 1, 23) / 1000
const hour = (hours: number): number => DAY + hours * 3600
const WHOLE = { from: DAY, to: hour(24), working: false }
const ONE = { ...WHOLE, tags: ['cad'] }

interface Row {
  readonly feature: string
  readonly user: string
  readonly from: number
  readonly to: number
  readonly host?: string
  readonly tag?: string
}

const row = ({ feature, user, from, to, host = 'ws-12', tag = 'cad' }: Row): string => {
  const about = { tag, feature, account: '', user, host, handle: '', display: '', version: '', seats: 1, pid: 0 }
  return `${encodeCheckout({ ...about, requestAt: hour(from), checkoutAt: hour(from), checkinAt: hour(to) })}\n`
}

const told = (at: number, packages: readonly Package[]): string =>
  `${encodeEvent({ t: at, tag: 'cad', type: 'packages', packages })}\n`
const BOX = { package: 'BOX_F', components: ['lid', 'HINGE'] }

/** A day of `cad`, whose poll was complete all day; issued seats by feature from its start. */
function record(rows: readonly Row[], issued: Readonly<Record<string, number>>, events = told(DAY, [BOX])) {
  const logging = { type: 'logging', folder: 'cad', zone: 'Europe/Berlin', interval: 60, recordInterval: 300 } as const
  const first = encodeEvent({ t: DAY, tag: 'cad', ...logging, names: 'names' })
  const seats = Object.entries(issued).map(([feature, count]) =>
    encodeCapacity({ tag: 'cad', feature, seats: count, at: DAY }),
  )
  return MemoryFolder.of({
    'events/cad/2026-03-02 events.jsonl': `${first}\n${events}`,
    'capacity/cad/2026.03.02.cap': seats.map((line) => `${line}\n`).join(''),
    // The last row is of another feature, and ends the record with the day.
    'checkouts/cad/2026.03.02.chk': [...rows, { feature: 'OTHER', user: 'lund', from: 23, to: 24 }].map(row).join(''),
  })
}

const both = (feature: string, user: string, from: number, to: number, host?: string): readonly Row[] =>
  [feature, 'BOX_F'].map((one) => ({ feature: one, user, from, to, ...(host === undefined ? {} : { host }) }))

describe('hours without a free seat', () => {
  const rows = [...both('LID', 'ada', 8, 12), ...both('HINGE', 'ben', 10, 14), ...both('LID', 'cleo', 9, 11)]
  // The package has two seats: taken from 9 to 12 (ada and cleo, ada and ben), three of them for an hour.

  it('are those of the package, too, for each of its components', async () => {
    const built = await indexOf([record(rows, { BOX_F: 2, LID: 2, HINGE: 2, OTHER: 5 })])
    const full = (feature: string) => built.ask('usage', { ...ONE, feature }).totals.fullSeconds
    expect(full('BOX_F')).toBe(3 * 3600)
    expect(full('LID')).toBe(3 * 3600)
    expect(full('HINGE')).toBe(3 * 3600)
    expect(full('OTHER')).toBe(0)
    expect(built.ask('levels', { ...ONE, feature: 'HINGE' }).fullSeconds).toBe(3 * 3600)
    const { rows: table } = built.ask('features', WHOLE)
    expect(table.map(({ feature, fullSeconds }) => [feature, fullSeconds])).toEqual([
      ['BOX_F', 3 * 3600],
      ['HINGE', 3 * 3600],
      ['LID', 3 * 3600],
      ['OTHER', 0],
    ])
  })

  it('are joined with those of its own count', async () => {
    const built = await indexOf([record(rows, { BOX_F: 2, LID: 2, HINGE: 1, OTHER: 5 })])
    // Its one seat is taken from 10 to 14, the package from 9 to 12.
    expect(built.ask('usage', { ...ONE, feature: 'HINGE' }).totals.fullSeconds).toBe(5 * 3600)
    const { rows: table } = built.ask('features', { ...WHOLE, working: true })
    expect(table.find(({ feature }) => feature === 'HINGE')?.fullSeconds).toBe(5 * 3600)
  })

  it('are its own alone where seats were issued beside the package, or nobody tells of packages', async () => {
    const beside = await indexOf([record(rows, { BOX_F: 2, LID: 2, HINGE: 3, OTHER: 5 })])
    expect(beside.ask('usage', { ...ONE, feature: 'HINGE' }).totals.fullSeconds).toBe(0)
    const untold = await indexOf([record(rows, { BOX_F: 2, LID: 2, HINGE: 2, OTHER: 5 }, '')])
    expect(untold.ask('usage', { ...ONE, feature: 'HINGE' }).totals.fullSeconds).toBe(0)
  })

  it('go by what was told last', async () => {
    const issued = { BOX_F: 2, LID: 2, HINGE: 2, OTHER: 5 }
    const smaller = { package: 'BOX_F', components: ['LID'] }
    const built = await indexOf([record(rows, issued, told(DAY, [BOX]) + told(hour(20), [smaller]))])
    expect(built.ask('usage', { ...ONE, feature: 'HINGE' }).totals.fullSeconds).toBe(0)
    expect(built.ask('usage', { ...ONE, feature: 'LID' }).totals.fullSeconds).toBe(3 * 3600)
  })
})

describe('sums over features', () => {
  const rows = [
    ...both('LID', 'ada', 8, 12),
    ...both('HINGE', 'ada', 9, 10, 'ws-20'),
    { feature: 'LID', user: 'ada', from: 14, to: 16, host: 'ws-30' },
    { feature: 'OTHER', user: 'ada', from: 8, to: 9 },
  ]
  const about: Circumstances = { now: hour(24) }

  it('count a package once, and what a component has beyond its packages', async () => {
    const built = await indexOf([record(rows, { BOX_F: 2, LID: 2, HINGE: 2, OTHER: 5 })], about)
    const ada = built.ask('person', { ...WHOLE, kind: 'user', name: 'ada' })
    expect(ada.byFeature.map(({ feature, seatHours }) => [feature, seatHours])).toEqual([
      ['LID', 6],
      ['BOX_F', 5],
      ['HINGE', 1],
      ['OTHER', 1],
    ])
    expect(ada.seatHours).toBe(4 + 1 + 2 + 1)
    expect(ada.byDay).toEqual([{ date: '2026-03-02', seatHours: 8, checkouts: 4 }])
    expect(ada.others.map(({ name, seatHours }) => [name, seatHours])).toEqual([
      ['ws-12', 5],
      ['ws-30', 2],
      ['ws-20', 1],
    ])
    expect(built.ask('names', { text: 'ada' }).users).toMatchObject([{ name: 'ada', seatHours: 8 }])
    const host = built.ask('person', { ...WHOLE, kind: 'host', name: 'ws-20' })
    expect(host.seatHours).toBe(1)
  })

  it('count both where nobody tells of packages', async () => {
    const built = await indexOf([record(rows, { BOX_F: 2, LID: 2, HINGE: 2, OTHER: 5 }, '')], about)
    expect(built.ask('person', { ...WHOLE, kind: 'user', name: 'ada' }).seatHours).toBe(13)
  })
})

describe('packages that an import tells of', () => {
  it('count for those packages of which the logger told nothing', async () => {
    const rows = [...both('HINGE', 'ada', 8, 12), { feature: 'LID', user: 'ben', from: 1, to: 2 }]
    const folder = record(rows, { BOX_F: 1, LID: 1 }, told(DAY, []))
    folder.append('imported/0123456789abcdef/events/cad/2026-03-02 events.jsonl', told(hour(1), [BOX]))
    const built = await indexOf([folder])
    expect(built.ask('usage', { ...ONE, feature: 'LID' }).totals.fullSeconds).toBe(5 * 3600)
  })
})
