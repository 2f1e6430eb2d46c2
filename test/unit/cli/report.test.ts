import { Command, CommanderError } from 'commander'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type ReportOptions, report, withReportOptions } from '../../../main/cli/report.ts'
import type { FeatureRow, NameFound, PersonAnswer } from '../../../preload/contract/history.ts'
import { failure } from '../../../preload/contract/result.ts'
import { type FakeParts, fakeHistory } from './fake-history.ts'

const said: string[] = []
const printed: string[] = []
beforeEach(() => {
  said.length = 0
  printed.length = 0
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line))
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(line))
  return () => {
    error.mockRestore()
    log.mockRestore()
  }
})

const at = (text: string): number => Date.parse(`${text}Z`) / 1000
const ANSWERED = { zone: 'Europe/Berlin', working: false }

const row = (tag: string, feature: string): FeatureRow => ({
  ...{ tag, feature, products: [], issued: 10, peak: 4, mean: 1.5, p95: 3, seatHours: 12.25, checkouts: 7, users: 3 },
  ...{ denials: { counted: 0, raw: 0 }, fullSeconds: 0, knownSeconds: 3600, lastUsed: null },
})
const ROWS = [row('EDA', 'MATLAB'), row('CAD', 'MATLAB'), row('EDA', 'Simulink'), row('CAD', '87062ACD_2026_0F')]

const person = (kind: 'user' | 'host', name: string, more: Partial<PersonAnswer> = {}): PersonAnswer => ({
  ...{
    span: { from: 0, to: 0 },
    ...ANSWERED,
    kind,
    name,
    checkouts: [],
    checkoutCount: 0,
    seatHours: 0,
    byFeature: [],
  },
  ...{ byDay: [], denials: [], others: [], ...more },
})
const named = (name: string): NameFound => ({ name, lastSeen: at('2026-09-30T12:00'), seatHours: 1 })

const ANSWERS: NonNullable<FakeParts['answers']> = {
  features: ({ from, to }) => ({ ...ANSWERED, span: { from, to }, rows: ROWS }),
  levels: ({ from, to }) => ({
    ...{ ...ANSWERED, span: { from, to }, levels: [{ seats: 0, seconds: 3600 }], peak: 0, mean: 0, p50: 0, p95: 0 },
    ...{ p99: 0, knownSeconds: 3600, fullSeconds: 0, issued: 10 },
  }),
  users: ({ from, to }) => ({ ...ANSWERED, span: { from, to }, users: [], seatHours: 0 }),
  capacity: () => ({
    changes: ['2026-09-20T00:00', '2026-01-05T00:00'].flatMap((time) =>
      ['EDA', 'CAD'].map((tag) => ({ tag, feature: 'MATLAB', at: at(time), before: 8, seats: 10 })),
    ),
    expiry: ['EDA', 'CAD'].map((tag) => ({
      ...{ tag, feature: 'MATLAB', version: '48', vendor: 'MLM', seats: 10, of: 10, expires: '2026-12-31' },
      superseded: false,
    })),
  }),
  denials: ({ from, to }) => ({
    ...{ span: { from, to }, zone: 'Europe/Berlin', total: { counted: 0, raw: 0 }, byKind: [], byFeature: [] },
    ...{ byUser: [], byDay: [], byReason: [], latest: [], medianWait: null },
  }),
}

/** Runs a report as the command line would read it. */
async function run(line: string, parts: FakeParts = { answers: ANSWERS }, width: number | null = null) {
  const history = fakeHistory(parts)
  let code = -1
  const program = new Command('seatlog').exitOverride().configureOutput({ writeErr: (text) => void said.push(text) })
  withReportOptions(program.command('report')).action(async (...given) => {
    const self: Command = given.at(-1)
    code = await report(self.args, self.opts<ReportOptions>(), history.open, at('2026-10-01T00:00'), width)
  })
  try {
    await program.parseAsync(['report', ...line.split(' ')], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    code = 2
  }
  return { code, ...history }
}

describe('seatlog report of a feature', () => {
  it('reads what is new, asks for the last 30 days, and prints a table', async () => {
    const { code, asked, done } = await run('levels --feature Simulink')
    expect({ code, said, done }).toEqual({ code: 0, said: [], done: ['read', 'stopped'] })
    const span = { from: at('2026-08-31T22:00'), to: at('2026-09-30T22:00') }
    expect(asked.at(-1)).toEqual({
      question: 'levels',
      asked: { ...span, working: false, tags: ['EDA'], feature: 'Simulink' },
    })
    expect(printed.join('\n').split('\n')).toEqual([
      'Time at each number of seats of Simulink',
      'feature       Simulink',
      'server        EDA',
      'from          2026-09-01 00:00:00',
      'to            2026-10-01 00:00:00',
      'zone          Europe/Berlin',
      'issued        10',
      'peak          0',
      'mean          0',
      'p50           0',
      'p95           0',
      'p99           0',
      'no seat free  0 s',
      'watched       1 h 00 min',
      '',
      '              share',
      'level  hours      %',
      '    0      1    100',
    ])
  })

  it('reads days by the clock of the server that has the feature', async () => {
    const { asked } = await run('levels --feature 87062acd_2026_0f --from 2026-09-07 --to 2026-09-08 --working-hours')
    expect(asked.at(-1)?.asked).toEqual({
      ...{ from: at('2026-09-06T15:00'), to: at('2026-09-08T15:00'), working: true },
      ...{ tags: ['CAD'], feature: '87062ACD_2026_0F' },
    })
  })

  it('shows the total of a feature of several servers, and says so, unless one is named', async () => {
    const total = await run('levels --feature MATLAB')
    expect(total.code).toBe(0)
    expect(said.splice(0)).toEqual(['MATLAB is of EDA and CAD: this is the total; --tag shows one of them.'])
    expect(total.asked.at(-1)?.asked).toMatchObject({ tags: ['EDA', 'CAD'] })
    const one = await run('levels --feature MATLAB --tag cad')
    expect(one.asked.at(-1)?.asked).toMatchObject({ tags: ['CAD'] })
    const both = await run('levels --feature MATLAB --tag cad --tag eda')
    expect(both.asked.at(-1)?.asked).toMatchObject({ tags: ['CAD', 'EDA'] })
    expect(said).toEqual([])
  })

  it.each([
    ['levels --feature Simulnk', 'No feature Simulnk is known: did you mean Simulink?'],
    ['levels --feature ACD_2026', 'No feature ACD_2026 is known: did you mean 87062ACD_2026_0F?'],
    ['levels --feature qqqq', 'No feature qqqq is known.'],
    ['levels --feature Simulink --tag CAD', 'CAD has no feature Simulink; it is of EDA.'],
    ['levels --feature Simulink --tag LAB', 'No server LAB is known: there is EDA and CAD.'],
  ])('%s ends with 1 and one sentence', async (line, sentence) => {
    const { code, done } = await run(line)
    expect({ code, said, printed, done }).toEqual({ code: 1, said: [sentence], printed: [], done: ['read', 'stopped'] })
  })

  it('prints the answer itself as JSON, and CSV', async () => {
    await run('users --feature Simulink --format json')
    expect(JSON.parse(printed.splice(0).join(''))).toMatchObject({ zone: 'Europe/Berlin', users: [], seatHours: 0 })
    await run('users --feature Simulink --format csv')
    expect(printed.join('')).toMatch(/^report,Users of Simulink\n.*\n\nuser,seat-hours,share %/s)
  })
})

describe('seatlog report of the estate', () => {
  it('features: those of a tag and name, with products', async () => {
    const { code } = await run('features --tag CAD --feature 87062ACD_2026_0F --format json')
    expect(code).toBe(0)
    expect(JSON.parse(printed.join('')).rows).toEqual([
      { ...row('CAD', '87062ACD_2026_0F'), products: ['AutoCAD 2026'] },
    ])
  })

  it('capacity: all changes, or those of a span', async () => {
    await run('capacity --tag EDA --format json')
    expect(JSON.parse(printed.splice(0).join('')).changes).toHaveLength(2)
    await run('capacity --tag EDA --from 2026-09-01 --format json')
    expect(JSON.parse(printed.join(''))).toEqual({
      changes: [{ tag: 'EDA', feature: 'MATLAB', at: at('2026-09-20T00:00'), before: 8, seats: 10 }],
    })
  })

  it('capacity: by the clocks of the servers, whatever that of this computer', async () => {
    await run('capacity --tag CAD --from 2026-09-01 --format csv')
    expect(printed.splice(0).join('')).toContain('zone,Asia/Tokyo\n\ntime,server')
    await run('capacity --from 2026-09-01 --format csv')
    expect(printed.join('')).toContain('2026-09-20 02:00:00,Europe/Berlin,EDA')
    expect(printed.join('')).toContain('2026-09-20 09:00:00,Asia/Tokyo,CAD')
  })

  it('expiry: a table without changes, its header in two lines where one would be too wide', async () => {
    await run('expiry --tag EDA')
    expect(printed.join('\n').split('\n')).toEqual([
      'Expiry ahead',
      '',
      '                                                         of',
      'expires     server  feature  version  vendor  seats  issued  superseded',
      '2026-12-31  EDA     MATLAB   48       MLM        10      10  no',
    ])
  })

  it('denials: of the usual kinds, or of those named', async () => {
    const usual = await run('denials')
    expect(usual.asked.at(-1)?.asked).toMatchObject({
      tags: [],
      feature: null,
      user: null,
      kinds: ['no-seat', 'unknown'],
    })
    const rules = await run('denials --feature MATLAB --kind rule --kind not-served')
    expect(rules.asked.at(-1)?.asked).toMatchObject({
      ...{ tags: ['EDA', 'CAD'], feature: 'MATLAB', kinds: ['rule', 'not-served'] },
    })
  })
})

describe('seatlog report of a user or host', () => {
  it('prints the checkouts', async () => {
    const checkout = { tag: 'EDA', feature: 'MATLAB', user: 'mlindqvist', host: 'ws-0412', seats: 1, in: null, wait: 0 }
    const more = { checkouts: [{ ...checkout, out: at('2026-09-30T06:30') }], checkoutCount: 1, seatHours: 4 }
    const answers = { person: () => person('user', 'mlindqvist', more) }
    const { code, asked } = await run('user MLindqvist --from 7d', { answers })
    expect({ code, asked: asked.map(({ question }) => question) }).toEqual({ code: 0, asked: ['person'] })
    expect(asked[0]?.asked).toMatchObject({ kind: 'user', name: 'MLindqvist', from: at('2026-09-23T22:00') })
    // Nothing was checked in, so that there is no such column.
    expect(printed.join('\n').split('\n').slice(-2)).toEqual([
      'checkout          server  feature  user        host     seats  waited',
      '2026-09-30 08:30  EDA     MATLAB   mlindqvist  ws-0412      1      0s',
    ])
  })

  it('tells a name that nobody has from one without checkouts in the span', async () => {
    const names = ({ text }: { readonly text: string }) => ({
      users: ['mlindqvist', 'tokafor'].filter((name) => name.includes(text)).map(named),
      hosts: [],
    })
    const answers = { person: () => person('user', 'x'), names }
    expect((await run('user tokafor', { answers })).code).toBe(0)
    expect(said).toEqual([])
    printed.length = 0
    expect((await run('user mlindquist', { answers })).code).toBe(1)
    expect({ said, printed }).toEqual({
      said: ['No user mlindquist is known: did you mean mlindqvist?'],
      printed: [],
    })
  })
})

describe('seatlog report that cannot be', () => {
  it.each([
    ['levels', 'Name the feature: seatlog report levels --feature NAME; seatlog report features lists all.'],
    ['user', 'Name the user: seatlog report user NAME.'],
    ['usage MATLAB', 'The report usage takes no name: “MATLAB” is too much.'],
    ['expiry --from 7d', 'The report expiry takes no --from.'],
    ['user tokafor --tag EDA', 'The report user takes no --tag.'],
    ['seats --working-hours', 'The report seats takes no --working-hours.'],
    [
      'levels --feature Simulink --from 2026-09-05 --to 2026-09-01',
      'The span would end before it begins: --from 2026-09-05 must be before --to 2026-09-01.',
    ],
  ])('%s ends with 2 and one sentence', async (line, sentence) => {
    expect({ code: (await run(line)).code, said, printed }).toEqual({ code: 2, said: [sentence], printed: [] })
  })

  it.each([
    ['nonsense', 'Allowed choices are seats, usage,'],
    ['denials --kind many', 'It is one of no-seat, rule, not-served, unknown.'],
    ['denials --from yesterday', 'Write it as 2026-09-01, 2026-09-01T14:00, 30d or 24h.'],
    ['denials --format xml', 'Allowed choices are table, csv, json.'],
  ])('%s is refused by its options', async (line, words) => {
    expect((await run(line)).code).toBe(2)
    expect(said.join('')).toContain(words)
  })

  it('says of an empty record that it is', async () => {
    expect((await run('features', { status: { record: null, state: 'empty' } })).code).toBe(1)
    expect(said).toEqual(['Nothing is recorded in /srv/seatlog yet.'])
  })

  it('says why there is nothing to report from where nothing could be read at all', async () => {
    const read = failure('cannot-read', 'The history could not be built (disk full).')
    expect((await run('features', { read, status: { record: null } })).code).toBe(1)
    expect(said).toEqual(['The history could not be built (disk full).', 'There is no history to report from.'])
  })

  it('goes on with what is known where new rows cannot be read, and says what is missing', async () => {
    const read = failure('cannot-read', 'Some files are gone.')
    const skipped = { lines: 3, told: [] }
    const { code } = await run('features', { answers: ANSWERS, read, status: { skipped } })
    expect(code).toBe(0)
    expect(said).toEqual([
      'Some files are gone.',
      '3 lines of the data files could not be read: seatlog rebuild names them.',
    ])
  })
})
