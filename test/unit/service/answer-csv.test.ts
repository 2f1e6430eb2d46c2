import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { answerCsv, tablesCsv } from '../../../main/service/answer-csv.ts'
import type { FeatureAsked, PersonAnswer, UsersAnswer } from '../../../preload/contract/history.ts'

const ZONE = 'Europe/Berlin'
const MEANINGS = { zoneOf: () => ZONE, productsOf: () => [] }
const at = (text: string): number => Date.parse(`${text}Z`) / 1000
const SEPTEMBER = { from: at('2026-08-31T22:00'), to: at('2026-09-30T22:00') }
const ASKED: FeatureAsked = { ...SEPTEMBER, working: false, tags: ['EDA'], feature: 'F0001' }
const USERS: UsersAnswer = { span: SEPTEMBER, zone: ZONE, working: false, users: [], seatHours: 0 }

const text = { name: 'name', kind: 'text' } as const
const number = { name: 'number', kind: 'number' } as const

describe('CSV of an answer', () => {
  it('has what it is about in two columns, a blank row, the header and the rows', () => {
    const user = {
      ...{ user: 'Anna "Berg", ext', seatHours: 1.5, checkouts: 2, longest: 3600, lastSeen: SEPTEMBER.from, share: 1 },
      denials: { counted: 0, raw: 0 },
    }
    const { text } = answerCsv('users', ASKED, { ...USERS, users: [user], seatHours: 1.5 }, MEANINGS)
    expect(text.split('\n')).toEqual([
      '\uFEFFreport,Users of F0001',
      'feature,F0001',
      'server,EDA',
      'from,2026-09-01 00:00:00',
      'to,2026-10-01 00:00:00',
      `zone,${ZONE}`,
      'users,1',
      'seat-hours,1.5',
      '',
      'user,seat-hours,share %,checkouts,longest (s),last seen,denials,log lines',
      '"Anna ""Berg"", ext",1.5,100,2,3600,2026-09-01 00:00:00,0,0',
      '',
    ])
  })

  it('leaves unknown cells empty and keeps zeros', () => {
    const rows = [
      [null, null],
      ['', 0],
    ]
    expect(tablesCsv([{ title: 'T', about: [], columns: [text, number], rows }])).toBe(
      'report,T\n\nname,number\n,\n,0\n',
    )
  })

  it('parts several tables by a blank row', () => {
    const table = { title: 'T', about: [], columns: [text], rows: [['a']] }
    expect(tablesCsv([table, table])).toBe('report,T\n\nname\na\n\nreport,T\n\nname\na\n')
  })

  it.each(['=1+1', '+49 30', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1', '＝1+1'])(
    'makes no formula of the text %j',
    (cell) => {
      const csv = tablesCsv([{ title: cell, about: [[cell, cell]], columns: [text], rows: [[cell]] }])
      const cells = (parse(csv, { relax_column_count: true, skip_empty_lines: true }) as string[][]).flat()
      expect(cells).toEqual(['report', `'${cell}`, `'${cell}`, `'${cell}`, 'name', `'${cell}`])
    },
  )

  it('leaves numbers below zero as they are', () => {
    const csv = tablesCsv([{ title: 'T', about: [], columns: [number], rows: [[-2], [-0.5]] }])
    expect(csv).toBe('report,T\n\nnumber\n-2\n-0.5\n')
  })
})

describe('the name of the file', () => {
  const nameOf = (asked: FeatureAsked, answer = USERS): string => answerCsv('users', asked, answer, MEANINGS).fileName

  it('tells question, server, feature and the days, first and last', () => {
    expect(nameOf(ASKED)).toBe('seatlog users EDA F0001 2026-09-01 to 2026-09-30.csv')
    expect(nameOf({ ...ASKED, working: true })).toBe(
      'seatlog users EDA F0001 2026-09-01 to 2026-09-30 working hours.csv',
    )
  })

  it('tells the days asked for where nothing is recorded of them', () => {
    const empty = { ...USERS, span: { from: SEPTEMBER.from, to: SEPTEMBER.from } }
    expect(nameOf(ASKED, empty)).toBe('seatlog users EDA F0001 2026-09-01 to 2026-09-30.csv')
  })

  it('holds nothing that a file system refuses, however features are named', () => {
    const name = nameOf({ ...ASKED, tags: ['EDA', 'CAD'], feature: `a/b\\c:d*e?"<f>|g\n${'x'.repeat(400)}` })
    expect(name).toMatch(/^seatlog users EDA CAD a%2Fb%5Cc%3Ad%2Ae%3F%22%3Cf%3E%7Cg%0Axx+%~[0-9a-f]{12} 2026-09-01 to/)
    expect(Buffer.byteLength(name)).toBeLessThan(255)
  })

  it('of a person is of the user or host', () => {
    const asked = { ...SEPTEMBER, working: false, kind: 'host', name: 'ws-0412' } as const
    const answer: PersonAnswer = {
      ...{ span: SEPTEMBER, zone: ZONE, working: false, kind: 'host', name: 'ws-0412', checkouts: [] },
      ...{ checkoutCount: 0, seatHours: 0, byFeature: [], byDay: [], denials: [], others: [] },
    }
    expect(answerCsv('person', asked, answer, MEANINGS).fileName).toBe(
      'seatlog host ws-0412 2026-09-01 to 2026-09-30.csv',
    )
  })

  it('of capacity has no days', () => {
    expect(answerCsv('capacity', null, { changes: [], expiry: [] }, MEANINGS).fileName).toBe('seatlog capacity.csv')
  })
})
