import { describe, expect, it } from 'vitest'
import { type Known, lookDenials, lookExpiring } from '../../../main/alerts/history-looks.ts'
import { dayOfDate } from '../../../main/usage/local-days.ts'
import type { ExpiryRow } from '../../../preload/contract/history.ts'
import { rule } from './rule.ts'

const ACAD = '87676ACD_2026_0F'

const known = (today: string): Known => ({
  label: (feature) => (feature === ACAD ? 'AutoCAD 2026' : feature),
  today: new Map([['CAD', dayOfDate(today) ?? Number.NaN]]),
})

const increment = (given: Partial<ExpiryRow> = {}): ExpiryRow => ({
  tag: 'CAD',
  feature: ACAD,
  version: '1.000',
  vendor: 'adskflex',
  seats: 20,
  of: 25,
  expires: '2026-06-30',
  superseded: false,
  ...given,
})

const expiring = (rows: readonly ExpiryRow[], today: string) => lookExpiring(rule('expiring'), rows, known(today))

describe('seats that expire', () => {
  it('are told with their number, of how many, and the date', () => {
    const looks = expiring([increment()], '2026-06-16')
    expect(looks).toHaveLength(1)
    expect(looks[0]?.cases).toHaveLength(1)
    expect(looks[0]?.cases[0]?.words?.(0)).toEqual({
      tag: 'CAD',
      feature: ACAD,
      title: 'AutoCAD 2026: 20 of 25 seats expire on 30 June',
      text: 'In 14 days, on CAD.',
      place: '#/capacity',
    })
  })

  it.each([
    ['2026-05-30', null],
    ['2026-05-31', 30],
    ['2026-06-15', 30],
    ['2026-06-16', 14],
    ['2026-06-22', 14],
    ['2026-06-23', 7],
    ['2026-06-28', 7],
    ['2026-06-29', 1],
    ['2026-06-30', 1],
    ['2026-07-01', null],
  ])('on %s are at stage %s', (today, stage) => {
    const ids = expiring([increment()], today).flatMap(({ cases }) => cases.map(({ id }) => id))
    expect(ids).toEqual(stage === null ? [] : [`expiring CAD 2026-06-30 ${stage} ${ACAD}`])
  })

  it('are told as of today and tomorrow', () => {
    expect(expiring([increment()], '2026-06-30')[0]?.cases[0]?.words?.(0).text).toBe('Today, on CAD.')
    expect(expiring([increment()], '2026-06-29')[0]?.cases[0]?.words?.(0).text).toBe('Tomorrow, on CAD.')
  })

  it('are not those that another increment takes the place of', () => {
    expect(expiring([increment({ superseded: true })], '2026-06-29')).toEqual([])
  })

  it('are added up over increments of the same day', () => {
    const rows = [increment({ seats: 5 }), increment({ seats: 3, version: '2.000' })]
    expect(expiring(rows, '2026-06-29')[0]?.cases[0]?.words?.(0).title).toBe(
      'AutoCAD 2026: 8 of 25 seats expire on 30 June',
    )
  })

  it('are told without numbers that nobody knows', () => {
    const title = (row: Partial<ExpiryRow>) => expiring([increment(row)], '2026-06-29')[0]?.cases[0]?.words?.(0).title
    expect(title({ of: null })).toBe('AutoCAD 2026: 20 seats expire on 30 June')
    expect(title({ of: 10 })).toBe('AutoCAD 2026: 20 seats expire on 30 June')
    expect(title({ seats: null })).toBe('AutoCAD 2026: a license without count expires on 30 June')
  })

  it('of several features on one day are told together', () => {
    const [look] = expiring([increment(), increment({ feature: 'MATLAB' })], '2026-06-23')
    expect(look?.cases).toHaveLength(2)
    const words = look?.cases.flatMap((one) => one.words?.(0) ?? []) ?? []
    expect(look?.joined?.(words)).toMatchObject({
      feature: null,
      title: 'CAD: seats of 2 features expire on 30 June',
      text: 'In 7 days: AutoCAD 2026, MATLAB.',
    })
  })

  it('are those of the features the rule names, on servers that concern it', () => {
    const rows = [increment(), increment({ feature: 'MATLAB' }), increment({ tag: 'OLD' })]
    const only = rule('expiring', { of: ['CAD/MLM/MATLAB/1'] })
    const looks = lookExpiring(only, rows, known('2026-06-23'))
    expect(looks.flatMap(({ cases }) => cases)).toHaveLength(1)
    expect(looks[0]?.cases[0]?.words?.(0).feature).toBe('MATLAB')
    expect(expiring(rows, '2026-06-23').flatMap(({ cases }) => cases)).toHaveLength(2)
  })
})

describe('denials', () => {
  const row = (counted: number, users = 3) => ({ tag: 'CAD', feature: ACAD, counted, raw: 3 * counted, users })

  it('are told from the limit on, by those that count', () => {
    const many = rule('denials', { limit: 10, repeatMinutes: 240 })
    const [look] = lookDenials(many, [row(10)], known('2026-06-16'))
    expect(look?.cases).toMatchObject([{ pauseSeconds: 14_400 }])
    expect(look?.cases[0]?.words?.(0)).toMatchObject({
      title: 'AutoCAD 2026: 10 denials within an hour',
      text: 'No seat was left on CAD for 3 people.',
      place: `#/denials?span=24h&tags=CAD&feature=${ACAD}&kinds=no-seat`,
    })
    const [few] = lookDenials(many, [row(9)], known('2026-06-16'))
    expect(few).toMatchObject({ scope: 'denials 10 CAD', cases: [] })
  })

  it('are at least one, also with a limit of none', () => {
    expect(lookDenials(rule('denials'), [row(0)], known('2026-06-16'))[0]?.cases).toEqual([])
    const [one] = lookDenials(rule('denials'), [row(1, 1)], known('2026-06-16'))
    expect(one?.cases[0]?.words?.(0)).toMatchObject({
      title: 'AutoCAD 2026: 1 denial within an hour',
      text: 'No seat was left on CAD for 1 person.',
    })
  })
})
