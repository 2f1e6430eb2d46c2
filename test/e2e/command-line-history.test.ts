import { appendFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, AskedOf, Question, WithProducts } from '../../preload/contract/history.ts'
import type { Result } from '../../preload/contract/result.ts'
import { openShell, printed, type Ran, type Shell } from './command-line.ts'
import { at, countedOf, MADE, rowsOfUser, SERVERS, writeRecord } from './history-record.ts'

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/
/** The days of the record. */
const SPAN = { from: at(0, 0), to: at(5, 0) }
const DATES = ['--from', '2026-10-12', '--to', '2026-10-16']

let shell: Shell
let data: string
let url: URL

/** The command with the settings of the shell's user. */
const seatlog = (...args: string[]): Promise<Ran> =>
  shell.seatlog([...args, '--config', path.join(shell.home, 'settings.json')])

/** What the window would be answered, without the products that it is told beside. */
async function ask<Q extends Question>(question: Q, asked: AskedOf<Q>): Promise<AnswerOf<Q>> {
  const { products: _, ...answer } = await request<AnswerOf<Q> & Partial<WithProducts>>(`history.${question}`, asked)
  return answer as unknown as AnswerOf<Q>
}

async function request<Answer>(channel: string, asked: unknown): Promise<Answer> {
  const token = url.hash.replace('#token=', '')
  const answer = await fetch(new URL(`/api/${channel}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-seatlog-token': token },
    body: JSON.stringify(asked),
  })
  const result = (await answer.json()) as Result<Answer>
  if (!result.ok) throw new Error(result.message)
  return result.value
}

beforeAll(async () => {
  shell = openShell()
  data = path.join(shell.home, 'data')
  writeRecord(data)
  const settings = { servers: SERVERS, lmutil: '/no/lmutil', dataFolder: data }
  writeFileSync(path.join(shell.home, 'settings.json'), JSON.stringify(settings))
})
afterAll(() => shell?.[Symbol.asyncDispose]())

describe('seatlog rebuild', () => {
  it('tells what there is, and names the lines that could not be read', async () => {
    const whole = await seatlog('rebuild')
    expect(whole.code, whole.err).toBe(0)
    expect(whole.out.split('\n')).toEqual([
      'server     cad, Europe/Berlin',
      'server     eda, Europe/Berlin',
      'server     math, Europe/Berlin',
      'record     2026-10-12 00:00:00 to 2026-10-16 17:00:00, Europe/Berlin',
      `checkouts  ${MADE.checkouts.length}`,
      `denials    ${MADE.denials.length}`,
      'skipped    0 lines',
      '',
    ])
    const file = path.join('checkouts', 'math', '2026.10.16.chk')
    appendFileSync(path.join(data, file), 'no checkout\n')
    const again = await seatlog('rebuild')
    expect(again.code).toBe(0)
    expect(again.out).toContain('skipped    1 line\n')
    expect(again.out).toMatch(/^ {2}checkouts\/math\/2026\.10\.16\.chk:\d+: /m)
  })
})

describe('seatlog report', () => {
  beforeAll(async () => {
    const server = shell.start(['serve', '--config', path.join(shell.home, 'settings.json')], { TZ: 'Asia/Tokyo' })
    url = new URL(await printed(server, ADDRESS))
  })

  const ofFeature = { ...SPAN, tags: ['cad'], feature: 'SOLVER', working: false }
  const REPORTS: readonly (readonly [what: string, args: readonly string[], answer: () => Promise<unknown>])[] = [
    ...(['usage', 'levels', 'heat', 'users', 'how-many', 'groups'] as const).flatMap((question) =>
      [false, true].map((working) => {
        const hours = working ? ['--working-hours'] : []
        const args = [question, '--feature', 'SOLVER', '--tag', 'cad', ...DATES, ...hours]
        return [
          `${question}${working ? ' of the working hours' : ''}`,
          args,
          () => ask(question, { ...ofFeature, working }),
        ] as const
      }),
    ),
    [
      'usage over all servers',
      ['usage', '--feature', 'SOLVER', ...DATES],
      () => ask('usage', { ...ofFeature, tags: ['cad', 'eda', 'math'] }),
    ],
    [
      'user',
      ['user', 'TOKAFOR', ...DATES],
      () => ask('person', { ...SPAN, working: false, kind: 'user', name: 'tokafor' }),
    ],
    [
      'host',
      ['host', 'ws-101', ...DATES],
      () => ask('person', { ...SPAN, working: false, kind: 'host', name: 'ws-101' }),
    ],
    [
      'denials',
      ['denials', ...DATES],
      () => ask('denials', { ...SPAN, tags: [], feature: null, user: null, kinds: ['no-seat', 'unknown'] }),
    ],
    ['features', ['features', ...DATES], () => ask('features', { ...SPAN, working: false })],
    ['capacity', ['capacity'], async () => ({ changes: (await ask('capacity', null)).changes })],
    ['expiry', ['expiry'], async () => ({ expiry: (await ask('capacity', null)).expiry })],
  ]

  it.each(REPORTS)('answers in JSON what the window is answered: %s', async (_what, args, answer) => {
    const { code, out, err } = await seatlog('report', ...args, '--format', 'json')
    expect(code, err).toBe(0)
    expect(JSON.parse(out)).toEqual(await answer())
  })

  it('says the same in the table and in CSV', async () => {
    const args = ['report', 'features', ...DATES]
    const [table, csv] = [await seatlog(...args), await seatlog(...args, '--format', 'csv')]
    expect([table.code, csv.code]).toEqual([0, 0])
    const records: string[][] = parse(csv.out, { relax_column_count: true, skip_empty_lines: true })
    const at = records.findIndex((record) => record.includes('peak'))
    const [head = [], ...rows] = records.slice(at)
    expect(rows).toHaveLength(4)
    const lines = table.out.split('\n')
    for (const row of rows) {
      const told = Object.fromEntries(head.map((name, column) => [name, row[column] ?? '']))
      const { server = '', feature = '' } = told
      const { peak, issued, checkouts, users, counted, raw } = countedOf(server, feature)
      expect(told).toMatchObject({
        peak: String(peak),
        issued: String(issued),
        checkouts: String(checkouts),
        users: String(users),
        denials: String(counted),
        'log lines': String(raw),
      })
      const line = lines.find((one) => one.startsWith(server) && one.includes(` ${feature} `)) ?? ''
      expect(line.trim().split(/ {2,}/)).toEqual(expect.arrayContaining([String(peak), String(checkouts)]))
    }
  })

  it('tells times by the clock of the license server, as the window does, whatever that of the computer', async () => {
    const { out, err } = await seatlog('report', 'capacity', '--format', 'csv')
    expect(out, err).toContain('2026-10-14 07:00:00,cad,SOLVER,,6,4\n')
    const capacity = await request<{ readonly text: string }>('history.csv', { question: 'capacity', asked: null })
    expect(capacity.text.startsWith(`\uFEFF${out}`), capacity.text).toBe(true)
    const asked = { text: 'tokafor' }
    const names = await request<{ readonly text: string }>('history.csv', { question: 'names', asked })
    expect(names.text).toContain('zone,Europe/Berlin\n')
    const last = Math.max(...rowsOfUser('tokafor').map((row) => row.in))
    const stamp = new Date((last + 2 * 3600) * 1000).toISOString().slice(0, 19).replace('T', ' ')
    expect(names.text).toContain(`tokafor,user,${stamp},`)
  })

  it('fails with a sentence for what the record does not know', async () => {
    const { code, out, err } = await seatlog('report', 'user', 'tokafro')
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('No user tokafro is known')
    expect(err).toContain('tokafor')
  })
})
