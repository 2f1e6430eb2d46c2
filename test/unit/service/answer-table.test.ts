import { describe, expect, it } from 'vitest'
import { answerTables } from '../../../main/service/answer-table.ts'
import type {
  AnswerOf,
  AskedOf,
  DenialsAnswer,
  FeatureAsked,
  PersonAnswer,
  Question,
  UsageAnswer,
} from '../../../preload/contract/history.ts'

const ZONE = 'Europe/Berlin'
const MEANINGS = {
  zoneOf: () => ZONE,
  productsOf: (feature: string) => (feature === 'MATLAB' ? ['MATLAB itself', 'another'] : []),
}
const at = (text: string): number => Date.parse(`${text}Z`) / 1000
/** Saturday, 24 October 2026 to Monday: the clocks are put back on Sunday, at 03:00. */
const WEEKEND = { from: at('2026-10-23T22:00'), to: at('2026-10-26T23:00') }
const ASKED: FeatureAsked = { ...WEEKEND, working: false, tags: ['EDA'], feature: 'MATLAB' }
const ANSWERED = { span: WEEKEND, zone: ZONE, working: false }
const NO_DENIALS = { counted: 0, raw: 0 }
const TOTALS: UsageAnswer['totals'] = {
  peak: 12,
  peakAt: at('2026-10-26T09:30'),
  usedPeak: 14,
  mean: 3.41666,
  seatHours: 250.12345,
  checkouts: 97,
  users: 31,
  denials: { counted: 3, raw: 8 },
  fullSeconds: 754,
  knownSeconds: 259_200,
}

const USAGE: UsageAnswer = {
  ...ANSWERED,
  bucket: 'day',
  buckets: [
    {
      from: at('2026-10-24T22:00'),
      to: at('2026-10-25T23:00'),
      peak: 2,
      mean: 0.33333,
      usedPeak: 4,
      issued: 25,
      denials: { counted: 1, raw: 2 },
    },
    {
      from: at('2026-10-25T23:00'),
      to: at('2026-10-26T23:00'),
      peak: null,
      mean: null,
      usedPeak: null,
      issued: null,
      denials: NO_DENIALS,
    },
  ],
  curve: null,
  issued: [],
  gaps: [{ from: at('2026-10-25T23:00'), to: at('2026-10-26T00:15') }],
  denials: [],
  totals: TOTALS,
  before: null,
  unknownTags: [],
}

/** The only table of an answer, its about lines by name. */
function tableOf<Q extends Question>(question: Q, asked: AskedOf<Q>, answer: AnswerOf<Q>) {
  const tables = answerTables(question, asked, answer, MEANINGS)
  expect(tables).toHaveLength(1)
  const [table] = tables
  if (table === undefined) throw new Error('no table')
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length)
  return { ...table, names: table.columns.map(({ name }) => name), about: Object.fromEntries(table.about) }
}

describe('the table of usage', () => {
  it('has a row a bucket in local time, its cells empty where nobody watched', () => {
    const { title, names, rows } = tableOf('usage', ASKED, USAGE)
    expect(title).toBe('Usage of MATLAB')
    expect(names).toEqual(['from', 'to', 'peak', 'mean', 'used peak', 'issued', 'denials', 'log lines'])
    expect(rows).toEqual([
      ['2026-10-25 00:00:00', '2026-10-26 00:00:00', 2, 0.333, 4, 25, 1, 2],
      ['2026-10-26 00:00:00', '2026-10-27 00:00:00', null, null, null, null, 0, 0],
    ])
  })

  it('says what it is about: feature, server, exact span, zone, totals', () => {
    expect(tableOf('usage', ASKED, USAGE).about).toEqual({
      feature: 'MATLAB',
      server: 'EDA',
      from: '2026-10-24 00:00:00',
      to: '2026-10-27 00:00:00',
      zone: ZONE,
      'a row is a': 'day',
      peak: '12 at 2026-10-26 10:30:00',
      'peak with idle reserved': '14',
      mean: '3.417',
      'seat-hours': '250.123',
      checkouts: '97',
      users: '31',
      denials: '3 (8 in the log)',
      'no seat free': '12 min 34 s',
      watched: '72 h 00 min',
      'not watched': '1 time, 1 h 15 min',
      'span before': 'not known',
    })
  })

  it('says what the span was cut from, that only working hours count, and whose figures are missing', () => {
    const asked = { ...ASKED, tags: ['EDA', 'LAB'], from: WEEKEND.from - 86_400, working: true }
    const { about } = tableOf('usage', asked, { ...USAGE, working: true, unknownTags: ['LAB'] })
    expect(about).toMatchObject({
      servers: 'EDA, LAB',
      from: '2026-10-24 00:00:00',
      'asked for': '2026-10-23 00:00:00 to 2026-10-27 00:00:00',
      hours: 'working hours only',
      'at least': 'LAB not known',
    })
  })

  it('gives no figure where no time was watched, and says so of a span without a record', () => {
    const totals = { ...TOTALS, peak: 0, peakAt: null, usedPeak: 0, mean: 0, fullSeconds: null, knownSeconds: 0 }
    const empty = { from: WEEKEND.from, to: WEEKEND.from }
    const { about } = tableOf('usage', ASKED, { ...USAGE, span: empty, totals, buckets: [], before: TOTALS })
    expect(about).toMatchObject({
      from: '2026-10-24 00:00:00',
      to: '2026-10-27 00:00:00',
      record: 'nothing is recorded of this span',
      peak: 'not known',
      'peak with idle reserved': 'not known',
      mean: 'not known',
      'no seat free': 'not known',
      'span before': 'peak 12, mean 3.417, seat-hours 250.123',
    })
  })

  it('reads 9999 issued seats as no limit', () => {
    const buckets = USAGE.buckets.map((bucket) => ({ ...bucket, issued: 9999 }))
    const { rows } = tableOf('usage', ASKED, { ...USAGE, buckets })
    expect(rows.map((row) => row[5])).toEqual(['no limit', 'no limit'])
  })
})

describe('the tables of the other questions about a feature', () => {
  it('levels: hours and share of each number of seats', () => {
    const { names, rows, about } = tableOf('levels', ASKED, {
      ...ANSWERED,
      levels: [
        { seats: 0, seconds: 5400 },
        { seats: 3, seconds: 1800 },
      ],
      peak: 3,
      mean: 0.75,
      p50: 0,
      p95: 3,
      p99: 3,
      knownSeconds: 7200,
      fullSeconds: null,
      issued: null,
    })
    expect(names).toEqual(['level', 'hours', 'share %'])
    expect(rows).toEqual([
      [0, 1.5, 75],
      [3, 0.5, 25],
    ])
    expect(about).toMatchObject({ issued: 'not known', p95: '3', 'no seat free': 'not known', watched: '2 h 00 min' })
  })

  it('heat: a row for each hour of the week, by name of the weekday', () => {
    const cells = Array.from({ length: 168 }, (_, index) => ({
      weekday: Math.floor(index / 24),
      hour: index % 24,
      peak: index === 33 ? 7 : null,
      mean: index === 33 ? 2.25 : null,
      denials: NO_DENIALS,
    }))
    const { rows, about } = tableOf('heat', ASKED, { ...ANSWERED, cells, issued: 10 })
    expect(rows).toHaveLength(168)
    expect(rows[33]).toEqual(['Monday', 9, 7, 2.25, 0, 0])
    expect(rows[32]).toEqual(['Monday', 8, null, null, 0, 0])
    expect(about).toMatchObject({ issued: '10' })
  })

  it('users: the longest checkout in seconds, the share in percent', () => {
    const user = {
      user: 'mlindqvist',
      seatHours: 12.3456,
      checkouts: 4,
      longest: 5400,
      lastSeen: at('2026-10-26T12:00'),
      share: 0.61234,
      denials: { counted: 1, raw: 3 },
    }
    const { rows, columns } = tableOf('users', ASKED, { ...ANSWERED, users: [user], seatHours: 20.1612 })
    expect(rows).toEqual([['mlindqvist', 12.346, 61.234, 4, 5400, '2026-10-26 13:00:00', 1, 3]])
    expect(columns[4]).toEqual({ name: 'longest', kind: 'duration' })
  })

  it('how many: a row a number of seats', () => {
    const { rows, about } = tableOf('how-many', ASKED, {
      ...ANSWERED,
      curve: [
        { seats: 2, shortSeconds: 3600, waiting: 5 },
        { seats: 3, shortSeconds: 0, waiting: 0 },
      ],
      issued: 2,
      peak: 3,
      checkouts: 40,
      knownSeconds: 86_400,
      denials: { counted: 1, raw: 1 },
    })
    expect(rows).toEqual([
      [2, 3600, 5],
      [3, 0, 0],
    ])
    expect(about).toMatchObject({ issued: '2', peak: '3', checkouts: '40' })
  })

  it('groups: people in no group by that name, and why there are no groups', () => {
    const figures = { seatHours: 5, checkouts: 2, users: 1, share: 0.5 }
    const groups = [
      { group: 'design', ...figures },
      { group: null, ...figures },
    ]
    expect(tableOf('groups', ASKED, { ...ANSWERED, groups, problem: null }).rows).toEqual([
      ['design', 5, 50, 2, 1],
      ['(in no group)', 5, 50, 2, 1],
    ])
    const problem = 'No options file is named.'
    expect(tableOf('groups', ASKED, { ...ANSWERED, groups: [], problem })).toMatchObject({
      rows: [],
      about: { groups: problem },
    })
  })
})

describe('the tables of questions about people and the estate', () => {
  const checkout = { tag: 'EDA', feature: 'MATLAB', user: 'mlindqvist', host: 'ws-0412', seats: 1, wait: 90 }
  const PERSON: PersonAnswer = {
    ...ANSWERED,
    kind: 'user',
    name: 'mlindqvist',
    checkouts: [
      { ...checkout, out: at('2026-10-26T08:00'), in: null },
      { ...checkout, out: at('2026-10-25T00:30'), in: at('2026-10-25T01:30') },
    ],
    checkoutCount: 2,
    seatHours: 9.5,
    byFeature: [{ tag: 'EDA', feature: 'MATLAB', seatHours: 9.5, checkouts: 2, lastSeen: at('2026-10-26T16:00') }],
    byDay: [],
    denials: [],
    others: [],
  }

  it('person: a row a checkout, without checkin where it is still out', () => {
    const { title, rows, about } = tableOf('person', { ...WEEKEND, working: false, kind: 'user', name: 'm' }, PERSON)
    expect(title).toBe('Checkouts of the user mlindqvist')
    expect(rows).toEqual([
      ['2026-10-26 09:00:00', null, 'EDA', 'MATLAB', 'MATLAB itself', 'mlindqvist', 'ws-0412', 1, 90],
      ['2026-10-25 02:30:00', '2026-10-25 02:30:00', 'EDA', 'MATLAB', 'MATLAB itself', 'mlindqvist', 'ws-0412', 1, 90],
    ])
    expect(about).toMatchObject({ user: 'mlindqvist', checkouts: '2', 'seat-hours of MATLAB (EDA)': '9.5' })
  })

  it('person: says how many checkouts are not listed', () => {
    const asked = { ...WEEKEND, working: false, kind: 'user', name: 'mlindqvist' } as const
    const { about } = tableOf('person', asked, { ...PERSON, checkoutCount: 6200 })
    expect(about).toMatchObject({ checkouts: '6200, of which the newest 2 are listed' })
  })

  it('denials: the latest as rows, the counts in front', () => {
    const asked = { ...WEEKEND, tags: [], feature: null, user: null, kinds: ['no-seat', 'unknown'] } as const
    const answer: DenialsAnswer = {
      span: WEEKEND,
      zone: ZONE,
      total: { counted: 2, raw: 9 },
      byKind: [
        { kind: 'no-seat', counted: 2, raw: 9 },
        { kind: 'rule', counted: 0, raw: 4 },
      ],
      byFeature: [{ tag: 'EDA', feature: 'MATLAB', users: 1, counted: 2, raw: 9 }],
      byUser: [{ user: 'tokafor', features: 1, counted: 2, raw: 9 }],
      byDay: [],
      byReason: [],
      latest: [
        {
          ...{ at: at('2026-10-26T08:00'), tag: 'EDA', feature: 'MATLAB', user: 'tokafor', host: 'nb-0777', seats: 1 },
          ...{
            kind: 'no-seat',
            reason: 'Licensed number of users already reached. (-4)',
            counted: true,
            gotAfter: null,
          },
        },
      ],
      medianWait: 75,
    }
    const { rows, about } = tableOf('denials', asked, answer)
    expect(rows).toEqual([
      [
        ...['2026-10-26 09:00:00', 'EDA', 'MATLAB', 'MATLAB itself', 'tokafor', 'nb-0777', 1, 'no seat'],
        ...['Licensed number of users already reached. (-4)', 'yes', null],
      ],
    ])
    expect(about).toMatchObject({
      servers: 'all',
      kinds: 'no seat, reason not recorded',
      denials: '2 (9 in the log)',
      listed: 'the newest 1',
      'median until a seat': '1 min 15 s',
      'denials: rule of the options file': '0 (4 in the log)',
      'denials of MATLAB (EDA)': '2 (9 in the log)',
      'denials of tokafor': '2 (9 in the log)',
    })
  })

  it('features: the product as the window names it; capacity and last use stay empty where they are not known', () => {
    const row = {
      ...{
        tag: 'CAD',
        feature: '87062ACD_2026_0F',
        products: ['AutoCAD 2026', 'AutoCAD LT 2026'],
        issued: null,
        peak: 4,
      },
      ...{ mean: 1.23456, p95: 3, seatHours: 88.88888, checkouts: 12, users: 5, denials: { counted: 2, raw: 6 } },
      ...{ fullSeconds: null, knownSeconds: 86_400, lastUsed: null },
    }
    const { rows } = tableOf('features', { ...WEEKEND, working: false }, { ...ANSWERED, rows: [row] })
    const names = ['CAD', '87062ACD_2026_0F', 'AutoCAD 2026']
    expect(rows).toEqual([[...names, null, 4, 1.235, 3, 88.889, 12, 5, 2, 6, null, null]])
    const unseen = { ...row, knownSeconds: 0 }
    const { rows: empty } = tableOf('features', { ...WEEKEND, working: false }, { ...ANSWERED, rows: [unseen] })
    expect(empty).toEqual([[...names, null, null, null, null, null, null, null, 2, 6, null, null]])
  })

  it('capacity: changes and expiry are tables of their own', () => {
    const change = { tag: 'EDA', feature: 'MATLAB', at: at('2026-06-30T22:00'), before: null, seats: 25 }
    const expiry = {
      ...{ tag: 'EDA', feature: 'MATLAB', version: '48', vendor: 'MLM', seats: 20, of: 25, expires: '2026-12-31' },
      superseded: true,
    }
    const tables = answerTables('capacity', null, { changes: [change], expiry: [expiry] }, MEANINGS)
    expect(tables.map(({ title, rows }) => ({ title, rows }))).toEqual([
      { title: 'Capacity changes', rows: [['2026-07-01 00:00:00', 'EDA', 'MATLAB', 'MATLAB itself', null, 25]] },
      { title: 'Expiry ahead', rows: [['2026-12-31', 'EDA', 'MATLAB', 'MATLAB itself', '48', 'MLM', 20, 25, 'yes']] },
    ])
  })

  it('capacity: each change by the clock of its server, and where those differ, by which', () => {
    const changes = ['EDA', 'CAD'].map((tag) => ({
      ...{ tag, feature: 'MATLAB', at: at('2026-06-30T22:00'), before: 8, seats: 25 },
    }))
    const zoneOf = (tag?: string): string => (tag === 'CAD' ? 'Asia/Tokyo' : ZONE)
    const meanings = { ...MEANINGS, zoneOf }
    const [one] = answerTables('capacity', null, { changes: changes.slice(1), expiry: [] }, meanings)
    expect(one?.about).toEqual([['zone', 'Asia/Tokyo']])
    expect(one?.rows).toEqual([['2026-07-01 07:00:00', 'CAD', 'MATLAB', 'MATLAB itself', 8, 25]])
    const [both] = answerTables('capacity', null, { changes, expiry: [] }, meanings)
    expect(both?.about).toEqual([['zone', 'that of each server']])
    expect(both?.columns.map(({ name }) => name)).toEqual([
      'time',
      'zone',
      'server',
      'feature',
      'product',
      'before',
      'seats',
    ])
    expect(both?.rows).toEqual([
      ['2026-07-01 00:00:00', ZONE, 'EDA', 'MATLAB', 'MATLAB itself', 8, 25],
      ['2026-07-01 07:00:00', 'Asia/Tokyo', 'CAD', 'MATLAB', 'MATLAB itself', 8, 25],
    ])
  })

  it('names: users before hosts', () => {
    const lastSeen = at('2026-10-26T12:00')
    const users = [{ name: 'mlindqvist', lastSeen, seatHours: 3.5 }]
    const hosts = [{ name: 'lin-01', lastSeen, seatHours: 0 }]
    expect(tableOf('names', { text: 'lin' }, { users, hosts }).rows).toEqual([
      ['mlindqvist', 'user', '2026-10-26 13:00:00', 3.5],
      ['lin-01', 'host', '2026-10-26 13:00:00', 0],
    ])
  })
})
