import { expect, test } from 'vitest'
import { parseLmstat } from '../../../main/lmstat/parse.ts'
import { checkoutsOf, daemonsOf, featuresOf, outline, readSample, sampleText } from './read-sample.ts'

/** A server of one daemon, up to its first feature. */
const HEAD = `Flexible License Manager status on Thu 9/17/2026 16:05

License server status: 27000@lic-a
    License file(s) on lic-a: /opt/flex/a.lic:

lic-a: license server UP (MASTER) v11.16

Vendor daemon status (on lic-a):

   alderlmd: UP v11.16
Feature usage info:

`
const IDLE = 'Users of IDLE:  (Total of 4 licenses issued;  Total of 0 licenses in use)\n\n'
const TITLE = '  "ALDER" v1, vendor: alderlmd\n'
const ROW = '    anna pc-1 pc-1 (v1) (lic-a/27000 101), start Thu 9/17 9:00'
const IN_USE = 'Users of ALDER:  (Total of 4 licenses issued;  Total of 2 licenses in use)\n\n'
const USED = `${IN_USE}${TITLE}  floating license\n\n${ROW}\n${ROW}\n\n`

test('an empty text is no answer', () => {
  expect(parseLmstat('')).toEqual({ complete: false, servers: [], licenseTable: [], errors: [], unrecognized: [] })
})

test('a killed process leaves no daemon complete', () => {
  expect(outline(parseLmstat(HEAD + USED))).toEqual(['alderlmd up complete: ALDER'])
  expect(outline(parseLmstat(HEAD + USED, { cut: true }))).toEqual(['alderlmd up open: ALDER'])
})

test('a daemon that lists no feature is complete, unless the text ends before its line does', () => {
  expect(outline(parseLmstat(HEAD))).toEqual(['alderlmd up complete:'])
  expect(outline(parseLmstat(HEAD.trimEnd()))).toEqual(['alderlmd up open:'])
})

test('a server none of whose hosts is up makes its daemons incomplete', () => {
  const text = (HEAD + USED).replace('license server UP (MASTER) v11.16', 'not responding')
  expect(parseLmstat(text).servers[0]?.hosts).toEqual([{ host: 'lic-a', state: 'down', error: 'not responding' }])
  expect(outline(parseLmstat(text))).toEqual(['alderlmd up open: ALDER'])
})

test('an answer is complete when all daemons it names are, and none of a server that named none', () => {
  const text = `${HEAD}${USED}-------------------\nLicense server status: 27001@lic-b\n\nlmgrd is not running: (-96,7)\n`
  expect(parseLmstat(text).servers).toHaveLength(2)
  expect(outline(parseLmstat(text))).toEqual(['alderlmd up complete: ALDER'])
  expect(parseLmstat(text).complete).toBe(true)
  expect(parseLmstat(text.slice(text.indexOf('-------'))).complete).toBe(false)
})

test.each([
  ['in the middle of a row', USED.slice(0, -12)],
  ['behind a row without its line end', USED.trimEnd()],
  ['between two rows', USED.slice(0, -2 - ROW.length)],
  ['behind a title', `${USED}${IN_USE}${TITLE}`],
  ['behind a title, before another feature', `${IN_USE}${TITLE}${USED}`],
  ['behind the type, where others show rows', `${USED}${IN_USE}${TITLE}  floating license\n`],
  ['behind a feature in use, where others show rows', `${USED}${IN_USE.trim()}\n`],
  ['behind the type and its blank line', `${IN_USE}${TITLE}  floating license\n\n`],
  ['in the indent of a row', USED.slice(0, -1 - ROW.length + 2)],
  ['in the middle of a feature line', `${USED}${IN_USE.slice(0, -15)}`],
  ['by hand', `${USED}...\n${IDLE}`],
  ['by an error', `${USED}Error getting status: Cannot read data from license server system. (-16,287)\n`],
  ['in the code of a refusal', `${USED}Users of X: Cannot get users of X: No such feature exists. (-5,22`],
  ['behind a row, by a log line', `${USED.slice(0, -2 - ROW.length)}12:59:48 (alderlmd) TCP_NODELAY NOT enabled\n`],
  ['in a row that something followed', USED.replace(ROW, ROW.slice(0, 40))],
])('a text cut %s leaves the daemon incomplete', (_where, rest) => {
  expect(daemonsOf(parseLmstat(HEAD + rest)).map((daemon) => daemon.complete)).toEqual([false])
})

test.each([
  ['a feature line', HEAD + USED + IDLE.trim()],
  ['the last of its seats, by the count', `${HEAD}${USED.trimEnd()}\n`],
  ['a row and a blank line, though the count says more', `${HEAD}${IN_USE}${TITLE}  floating license\n\n${ROW}\n\n`],
  ['the type, where no feature shows rows', `${HEAD}${IDLE}${IN_USE}${TITLE}  floating license\n`],
  ['uses without rows, as lmstat prints when asked for no users', `${HEAD}${IN_USE}${IN_USE}`],
  ['a separator', `${HEAD}${USED}-------------------\n`],
])('a text that ends behind %s is whole', (_what, text) => {
  expect(outline(parseLmstat(text))).toHaveLength(1)
  expect(parseLmstat(text).complete).toBe(true)
})

test('a refused feature is an answer, one without answer is not', () => {
  const ask = (error: string): boolean =>
    parseLmstat(`${HEAD}${USED}Users of X: Cannot get users of X: ${error}\n\n`).complete
  expect(ask('No such feature exists. (-5,222)')).toBe(true)
  expect(ask('License server does not support this feature. (-18,327)')).toBe(true)
  expect(ask('No socket connection to license server manager. (-7,96)')).toBe(false)
  expect(ask('something else')).toBe(false)
})

test('a feature in words that we do not know is kept, and nothing below it goes elsewhere', () => {
  const answer = parseLmstat(`${HEAD}${IDLE}Users of NEW:  (9 of 10 seats)\n\n${TITLE}  floating license\n\n${ROW}\n\n`)
  expect(featuresOf(answer).map(({ name, kind, checkouts }) => [name, kind, checkouts.length])).toEqual([
    ['IDLE', 'counted', 0],
    ['NEW', 'error', 1],
  ])
  expect(answer.unrecognized).toEqual([{ line: 15, text: 'Users of NEW:  (9 of 10 seats)' }])
  expect(answer.complete).toBe(false)
})

test('a foreign line among the rows does not make the answer incomplete', () => {
  const answer = parseLmstat(HEAD + USED.replace(ROW, `${ROW}\n    (2 Benutzer angezeigt)`))
  expect(answer.unrecognized).toHaveLength(1)
  expect(answer.complete).toBe(true)
})

test('of daemons announced together the pool decides, then the table, then earlier answers, then the last that is up', () => {
  const heads = HEAD.replace('   alderlmd: UP v11.16\n', '   alderlmd: UP v11.16\n   birchlmd: UP v11.16\n')
  const feature = (name: string): string => IDLE.replace('IDLE', name)
  const table = '\nFeature Version #licenses Expires Vendor\nT 1.0 4 1-jan-0 alderlmd\n'
  const text = heads + USED + feature('T') + feature('H') + feature('L') + table
  const daemonOf = new Map([['H', 'ALDERLMD']])
  expect(outline(parseLmstat(text, { daemonOf }))).toEqual([
    'alderlmd up complete: ALDER T H',
    'birchlmd up complete: L',
  ])
  expect(outline(parseLmstat(text.replace('birchlmd: UP v11.16', 'birchlmd: is down (-97,121)')))).toEqual([
    'alderlmd up complete: ALDER T H L',
    'birchlmd down open:',
  ])
})

test('a known host splits names that no other rule can', () => {
  const row = ROW.replace('anna pc-1 pc-1', 'Ida van Loo pc-7 console')
  const text = `${HEAD}${IN_USE}${TITLE}  floating license\n\n${row}\n`
  const split = (answer: ReturnType<typeof parseLmstat>): unknown =>
    checkoutsOf(answer).map(({ user, host, display, uncertain }) => [user, host, display, uncertain])[0]
  expect(split(parseLmstat(`${text}\n`))).toEqual(['Ida', 'van', 'Loo pc-7 console', true])
  const known = ['Ida van Loo', 'pc-7', 'console', undefined]
  expect(split(parseLmstat(`${text}\n`, { hosts: new Set(['pc-7']) }))).toEqual(known)
  expect(split(parseLmstat(`${text}${ROW.replaceAll('pc-1', 'pc-7')}\n\n`))).toEqual(known)
})

test('words in other case and other spacing are the same words', () => {
  const answer = parseLmstat(sampleText('single-server.txt').toUpperCase().replaceAll(/ {2,}/g, '\t'))
  expect(outline(answer)).toEqual(['BIRCHLMD up complete: SKETCH VIEWER SOLVER_X 3D/MESH+ IDLE'])
  const seats = (rows: ReturnType<typeof checkoutsOf>): unknown[] =>
    rows.map(({ start, seats: count, linger, pid }) => [start, count, linger, pid])
  expect(seats(checkoutsOf(answer))).toEqual(seats(checkoutsOf(readSample('single-server.txt'))))
})

test('starts are kept as they were printed, padded or not', () => {
  const starts = ['Tue 9/1 9:03', 'Tue 09/01 09:03', 'Tue 09/01 9:03', 'Tue 9/1 09:03', 'Tue 9/1 9:03', 'Mon 9/1 9:03']
  const rows = starts.map((start) => ROW.replace('Thu 9/17 9:00', start)).join('\n')
  const read = checkoutsOf(parseLmstat(`${HEAD}${IN_USE}${TITLE}  floating license\n\n${rows}\n\n`))
  expect(read.map((row) => row.startText)).toEqual(starts)
  expect(read.map((row) => row.start)).toEqual([...Array(5).fill('2026-09-01T09:03:00'), '2025-09-01T09:03:00'])
})

test.each([
  ['CRLF', '\r\n'],
  ['CR', '\r'],
  ['CR CR LF', '\r\r\n'],
])('line ends of %s change nothing', (_name, end) => {
  const { servers } = parseLmstat(sampleText('single-server.txt').replaceAll('\n', end))
  expect(servers).toEqual(readSample('single-server.txt').servers)
})

test('a very long line of any kind is read at once', () => {
  const long = 'x '.repeat(500_000)
  const answer = parseLmstat(
    `${HEAD}${IN_USE}${TITLE}  vendor_string: ${long}\n  floating license\n\n    ${long}\n${ROW}\n\n`,
  )
  expect(featuresOf(answer)[0]?.pools[0]?.vendorString?.length).toBe(999_999)
  expect(answer.unrecognized).toHaveLength(1)
  expect(checkoutsOf(answer)).toHaveLength(1)
})

test('a list of very many license files is read', () => {
  const paths = '/a.lic:'.repeat(300_000)
  expect(parseLmstat(`License file(s) on lic-a: ${paths}\n`).servers[0]?.licenseFiles).toHaveLength(300_000)
})

test('zero bytes do no harm', () => {
  const answer = parseLmstat(HEAD + USED.replace('anna pc-1', 'an\0na\0 pc-1'))
  expect(checkoutsOf(answer)).toHaveLength(2)
  expect(answer.complete).toBe(true)
})

test('an address of a hundred thousand hosts is looked through once for as many lines', () => {
  const address = Array.from({ length: 100_000 }, (_, at) => `h${at}`).join(',')
  const lines = Array.from({ length: 100_000 }, (_, at) => `h${at + 99_999}: is it up?\n`).join('')
  const answer = parseLmstat(`License server status: ${address}\n${lines}`)
  expect(answer.servers[0]?.hosts.map(({ host }) => host)).toEqual(['h99999'])
  expect(answer.unrecognized).toHaveLength(99_999)
})
