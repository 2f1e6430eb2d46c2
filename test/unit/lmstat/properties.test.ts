import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Checkout, Feature } from '../../../main/lmstat/answer.ts'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { printAnswer } from '../../../main/lmstat/print.ts'
import { checkoutsOf, daemonsOf, featuresOf, sampleText } from './read-sample.ts'

const RUNS = { numRuns: 150 }
const SAMPLES = ['single-server.txt', 'names.txt', 'reservations.txt', 'two-daemons-together.txt', 'two-servers.txt']

/** Pieces of lmstat's language, so that random texts come near to real ones. */
const piece = fc.constantFrom(
  ...[
    'Users of ',
    ':  (',
    'Total of ',
    ' licenses issued;  ',
    ' in use)',
    '"A" v1',
    ', vendor: a',
    ', expiry: ',
    'license',
  ],
  ...[
    'License server status: ',
    '1@h',
    'License file(s) on h: ',
    'h: license server UP',
    ' (MASTER)',
    'a: UP v1',
    '...',
  ],
  ...[
    'Vendor daemon status (on h):',
    'Feature usage info:',
    ' (v1) ',
    '(h/1 2)',
    ', start Fri 1/1 1:11',
    ', 2 licenses',
  ],
  ...[' (linger: 1 / 2)', ', PID: 3', ' queued for 1 license', '1 RESERVATION for A b', '-----', '(-15,570)', 'NOTE: '],
  ...[
    'Feature Version #licenses Vendor Expires',
    'permanent(',
    '\n',
    '\n    ',
    '\r\n',
    '\r',
    '\0',
    '\t',
    ' ',
    '(',
    ')',
    '1',
    'ü',
  ],
)
const nearText = fc.array(fc.oneof({ weight: 6, arbitrary: piece }, fc.string())).map((parts) => parts.join(''))

test('no text throws, and every answer can be printed', () => {
  fc.assert(
    fc.property(fc.oneof(nearText, fc.string({ unit: 'binary' })), fc.boolean(), (text, cut) => {
      const answer = parseLmstat(text, { cut })
      expect(() => JSON.parse(printAnswer(answer))).not.toThrow()
      if (cut) expect(answer.complete).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('a foreign line anywhere is kept with its number', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SAMPLES),
      fc.nat(),
      fc.stringMatching(/^[a-z]{4,12}( [a-z]{4,12}){3}$/),
      (name, at, foreign) => {
        const lines = sampleText(name).split('\n')
        const place = at % lines.length
        lines.splice(place, 0, `    ${foreign}`)
        expect(parseLmstat(lines.join('\n')).unrecognized).toContainEqual({ line: place + 1, text: foreign })
      },
    ),
    RUNS,
  )
})

test('lines without any known form are all unrecognized, one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^ {0,4}[a-z]{0,9}( [a-z]{1,9}){0,5}$/)), (lines) => {
      const { unrecognized } = parseLmstat(lines.join('\n'))
      const spoken = lines.filter((line) => line.trim() !== '' && !/^ *lmstat *$/.test(line))
      expect(unrecognized.map(({ text }) => text)).toEqual(spoken.map((line) => line.trim()))
    }),
    RUNS,
  )
})

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,11}$/)
const seats = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 60 }))
const row = fc.record({
  user: fc.oneof(
    word,
    fc.tuple(word, word).map((names) => names.join(' ')),
  ),
  host: word.map((name) => `pc-${name}`),
  garbled: fc.option(fc.stringMatching(/^[!-'*+\-./:-~]{1,5}[!#$%&*][!-'*+\-./:-~]{0,9}$/), { nil: undefined }),
  version: fc.stringMatching(/^[0-9]{1,4}\.[0-9]{1,4}$/),
  handle: fc.integer({ min: 1, max: 99_999 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
  seats,
  linger: fc.option(fc.oneof(fc.record({ total: fc.nat() }), fc.record({ remaining: fc.nat(), total: fc.nat() })), {
    nil: undefined,
  }),
  pid: fc.option(fc.integer({ min: 0, max: 4_000_000 }), { nil: undefined }),
})
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never

function display({ user, host, garbled }: Row): string {
  // Behind a user of two words only a display made of the host tells where the host is.
  return garbled === undefined || user.includes(' ') ? host : garbled
}

function print(value: Row): string {
  const { user, host, version, handle, hour, minute, linger, pid } = value
  const time = `${hour}:${String(minute).padStart(2, '0')}`
  const tail = [
    value.seats > 1 ? `, ${value.seats} licenses` : '',
    linger === undefined ? '' : ` (linger: ${'remaining' in linger ? `${linger.remaining} / ` : ''}${linger.total})`,
    pid === undefined ? '' : `, PID: ${pid}`,
  ]
  return `    ${user} ${host} ${display(value)} (v${version}) (lic-a/27000 ${handle}), start Wed 9/16 ${time}${tail.join('')}`
}

function printed(value: Row): Partial<Checkout> {
  const pad = (number: number): string => String(number).padStart(2, '0')
  return {
    user: value.user,
    host: value.host,
    display: display(value),
    version: value.version,
    handle: String(value.handle),
    start: `2026-09-16T${pad(value.hour)}:${pad(value.minute)}:00`,
    seats: value.seats,
    ...(value.linger === undefined ? {} : { linger: value.linger }),
    ...(value.pid === undefined ? {} : { pid: value.pid }),
  }
}

const HEAD = [
  'Flexible License Manager status on Thu 9/17/2026 16:05',
  'License server status: 27000@lic-a',
  'lic-a: license server UP (MASTER) v11.16',
  'Vendor daemon status (on lic-a):',
  '   alderlmd: UP v11.16',
  'Feature usage info:\n',
].join('\n\n')

function printFeature(name: string, rows: readonly Row[]): string {
  const used = rows.reduce((sum, value) => sum + value.seats, 0)
  const summary = `Users of ${name}:  (Total of 900 licenses issued;  Total of ${used} licenses in use)\n\n`
  if (rows.length === 0) return summary
  return `${summary}  "${name}" v1.0, vendor: alderlmd\n  floating license\n\n${rows.map(print).join('\n')}\n\n`
}

test('printed rows are read as they were', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
      const read = checkoutsOf(parseLmstat(HEAD + printFeature('ALDER', rows)))
      expect(read).toHaveLength(rows.length)
      expect(read).toMatchObject(rows.map(printed))
      expect(read.filter((value) => value.uncertain)).toEqual([])
    }),
    RUNS,
  )
})

test('a text cut anywhere has no complete daemon with a damaged feature', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 4 }),
      fc.array(row, { minLength: 1 }),
      fc.nat(),
      (more, first, at) => {
        // The first feature is in use and whole: from it the parser knows that this lmstat prints holders.
        const before = HEAD + printFeature('FIRST', first)
        const rest = more.map((rows, index) => printFeature(`F${index}`, rows))
        const whole = before + rest.join('')
        const length = before.length + (at % (whole.length - before.length + 1))
        const [daemon] = daemonsOf(parseLmstat(whole.slice(0, length)))
        if (!daemon?.complete) return
        const all = featuresOf(parseLmstat(whole))
        expect(strip(daemon.features)).toEqual(strip(all.slice(0, daemon.features.length), length, before, rest))
      },
    ),
    { numRuns: 300 },
  )
})

/**
 * The features, and the last of them without its rows where the text is cut behind the blank line that follows
 * `Users of …`: that is between two parts, as between two features, and cannot be told.
 */
function strip(
  features: readonly Feature[],
  length = 0,
  before = '',
  rest: readonly string[] = [],
): readonly Feature[] {
  const last = features.length - 2
  const from = before.length + rest.slice(0, Math.max(last, 0)).join('').length
  const cutText = (rest[last] ?? '').slice(0, Math.max(length - from, 0))
  return features.map((feature, index) =>
    index === features.length - 1 && /^Users of [^\n]*\n\n *$/.test(cutText)
      ? { ...feature, pools: [], checkouts: [] }
      : feature,
  )
}
