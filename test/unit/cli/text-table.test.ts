import { describe, expect, it } from 'vitest'
import { textTable } from '../../../main/cli/text-table.ts'
import { featuresTable } from '../../../main/service/answer-tables/estate.ts'
import { type AnswerTable, duration, number, spare, text, time } from '../../../main/service/answer-tables/table.ts'
import type { FeatureRow } from '../../../preload/contract/history.ts'

const at = (text: string): number => Date.parse(`${text}Z`) / 1000

const table = (more: Partial<AnswerTable>): AnswerTable => ({ title: 'T', about: [], columns: [], rows: [], ...more })

/** The lines below what the table is about. */
const linesOf = (shown: AnswerTable, width: number | null = null): readonly string[] =>
  textTable(shown, width)
    .split('\n')
    .slice(shown.about.length + 2)

describe('a text table', () => {
  it('aligns numbers to the right and writes headers in several lines where the column is narrow', () => {
    const columns = [text('feature'), number('seat-hours'), number('log lines')]
    const rows = [
      ['MATLAB', 1.25, 3],
      ['Simulink', 104, 12],
    ]
    expect(linesOf(table({ columns, rows }))).toEqual([
      '           seat-    log',
      'feature    hours  lines',
      'MATLAB      1.25      3',
      'Simulink  104.00     12',
    ])
  })

  it('leaves out columns in which no row says anything, and says so of a table without rows', () => {
    const columns = [text('feature'), text('product')]
    expect(linesOf(table({ columns, rows: [['MATLAB', null]] }))).toEqual(['feature', 'MATLAB'])
    expect(linesOf(table({ columns }))).toEqual(['No rows.'])
  })

  it('writes lengths of time short, and times without seconds or hours that are all zero', () => {
    const columns = [duration('waited'), time('day'), time('minute'), time('second')]
    const moments = (second: string) => ['2026-10-24 00:00:00', '2026-10-24 09:30:00', `2026-10-24 09:30:${second}`]
    const rows = [
      [45, ...moments('07')],
      [725, ...moments('00')],
      [98_100, null, null, null],
    ]
    expect(linesOf(table({ columns, rows }))).toEqual([
      'waited  day         minute            second',
      '   45s  2026-10-24  2026-10-24 09:30  2026-10-24 09:30:07',
      '12m05s  2026-10-24  2026-10-24 09:30  2026-10-24 09:30:00',
      '27h15m',
    ])
  })

  it('shows what a terminal would obey in a name as a dot', () => {
    expect(linesOf(table({ columns: [text('feature')], rows: [['\u001b[2Jx']] })).at(-1)).toBe('·[2Jx')
  })

  it('shows what turns the order of a line as a dot', () => {
    const name = 'a\u202eb\u2066c\u2028d\u200fe'
    expect(linesOf(table({ columns: [text('feature')], rows: [[name]] })).at(-1)).toBe('a·b·c·d·e')
  })
})

describe('a text table in a terminal', () => {
  const columns = [text('feature'), spare(number('users')), number('peak'), spare(number('checkouts'))]
  const rows = [['Communications_Toolbox', 31, 12, 970]]

  it('cuts long texts first, as far as they can still be read', () => {
    expect(linesOf(table({ columns, rows }), null)).toEqual([
      'feature                 users  peak  checkouts',
      'Communications_Toolbox     31    12        970',
    ])
    expect(linesOf(table({ columns, rows }), 40)).toEqual([
      'feature           users  peak  checkouts',
      'Communications_…     31    12        970',
    ])
  })

  it('then leaves out what can be spared, the last first, and names it', () => {
    expect(linesOf(table({ columns, rows }), 30)).toEqual([
      'feature            users  peak',
      'Communications_T…     31    12',
      '',
      'Not shown for want of room: checkouts.',
    ])
    expect(linesOf(table({ columns, rows }), 20)).toEqual([
      'feature         peak',
      'Communication…    12',
      '',
      'Not shown for want of room: users, checkouts.',
    ])
  })

  const row: FeatureRow = {
    ...{ tag: 'CAD-Munich', feature: '87674INVPROSA_2023_0F', products: ['Autodesk Inventor Professional 2023'] },
    ...{ issued: 1250, peak: 1248, mean: 803.25, p95: 1201, seatHours: 578_340.5, checkouts: 45_210, users: 2210 },
    ...{ denials: { counted: 1210, raw: 15_310 }, fullSeconds: 383_820, knownSeconds: 2_592_000 },
    lastUsed: at('2026-10-24T09:30'),
  }
  const span = { from: at('2026-10-01T00:00'), to: at('2026-10-31T00:00'), working: false }
  const features = featuresTable(span, { span, zone: 'Europe/Berlin', working: false, rows: [row] })

  it.each([80, 100, 120])('has all features in %i columns, with what matters most', (width) => {
    const lines = linesOf(features, width)
    expect(Math.max(...lines.slice(0, -2).map(({ length }) => length))).toBeLessThanOrEqual(width)
    const [head = '', cells = ''] = lines.filter((line) => /^(server|CAD)/.test(line))
    for (const name of ['feature', 'product', 'issued', 'peak', 'p95', 'denials']) expect(head).toContain(name)
    expect(cells).toMatch(/ 1250 .* 1248 .* 1201 .* 1210 .* 106h37m/)
  })
})
