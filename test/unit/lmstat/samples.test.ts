import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkoutsOf, daemonsOf, featuresOf, outline, readSample } from './read-sample.ts'

/** Of each sample: is it complete, its daemons, and how many rows, reservations, queued, table rows, errors, unplaced. */
const SAMPLES: Readonly<Record<string, readonly [boolean, readonly string[], readonly number[]]>> = {
  'cut-behind-title.txt': [false, ['pondlmd up complete: POND', 'lakelmd up open: LAKE'], [0, 0, 0, 0, 0, 0]],
  'cut-in-row-bom.txt': [false, ['pondlmd up open: POND BANK'], [1, 0, 0, 0, 0, 1]],
  'daemon-announced-later.txt': [
    true,
    ['pondlmd up complete: POND', 'lakelmd up complete: POND', 'riverlmd up complete: FLOW'],
    [1, 0, 0, 0, 0, 0],
  ],
  'daemon-down.txt': [false, ['pondlmd down open: POND', 'lakelmd up complete: LAKE'], [0, 0, 0, 0, 2, 0]],
  'daemons-only.txt': [true, ['fernlmd up complete:', 'mosslmd up complete:'], [0, 0, 0, 0, 0, 0]],
  'damaged-row.txt': [false, ['pondlmd up open: POND', 'lakelmd up complete: LAKE'], [1, 0, 0, 0, 0, 1]],
  'dates.txt': [true, ['dawnlmd up complete: DAWN'], [10, 0, 0, 0, 0, 1]],
  'drop-out.txt': [false, ['pondlmd up complete: GONE POND', 'lakelmd up open: LAKE RIVER'], [0, 0, 0, 0, 2, 0]],
  'features-only.txt': [false, ['up open: PASTE'], [1, 0, 0, 0, 0, 0]],
  'file-expires-vendor.txt': [false, [], [0, 0, 0, 2, 0, 0]],
  'file-vendor-expires.txt': [false, [], [0, 0, 0, 4, 0, 1]],
  'license-file-missing.txt': [false, [], [0, 0, 0, 0, 3, 0]],
  'lmgrd-not-running.txt': [false, [], [0, 0, 0, 0, 1, 0]],
  'names.txt': [true, ['namelmd up complete: NAMES'], [21, 0, 2, 0, 0, 1]],
  'no-display-v8.txt': [true, ['stonelmd up complete: QRY-01-000'], [4, 0, 0, 0, 0, 0]],
  'noise.txt': [true, ['pondlmd up complete: POND'], [2, 0, 0, 0, 0, 2]],
  'reservations.txt': [true, ['heathlmd up complete: HEATH HEATH'], [1, 8, 0, 0, 0, 0]],
  'server-down.txt': [false, [], [0, 0, 0, 0, 1, 0]],
  'single-server.txt': [true, ['birchlmd up complete: SKETCH VIEWER SOLVER_X 3D/MESH+ IDLE'], [8, 0, 0, 0, 0, 0]],
  'triad-one-down-crlf.txt': [true, ['grovelmd up complete: ROUTE'], [1, 0, 0, 0, 1, 0]],
  'two-daemons-together.txt': [
    true,
    ['grovelmd up complete: ROUTE PLACE', 'MEADOW up complete: MOW'],
    [1, 0, 0, 3, 0, 0],
  ],
  'two-servers.txt': [true, ['fernlmd up complete: LEAF', 'mosslmd up complete: LEAF'], [1, 0, 0, 0, 0, 0]],
}

test('every sample is known here', () => {
  const names = readdirSync(new URL('../../../fixtures/lmstat', import.meta.url)).filter((name) =>
    name.endsWith('.txt'),
  )
  expect(names.toSorted()).toEqual(Object.keys(SAMPLES).toSorted())
})

test.each(Object.entries(SAMPLES))('%s gives its daemons, and as many lines of each kind', (name, expected) => {
  const answer = readSample(name)
  const features = featuresOf(answer)
  const counts = [
    checkoutsOf(answer).length,
    features.flatMap((feature) => feature.reservations).length,
    features.flatMap((feature) => feature.queued).length,
    answer.licenseTable.length,
    answer.errors.length,
    answer.unrecognized.length,
  ]
  expect([answer.complete, outline(answer), counts]).toEqual(expected)
})

test('a usual answer says everything it has', () => {
  const answer = readSample('single-server.txt')
  expect(answer.program).toBe('lmutil')
  expect(answer.statusTime).toBe('2026-09-17T16:05:00')
  expect(answer.servers[0]).toMatchObject({
    address: ['27000@seats.birch.example'],
    licenseFiles: ['C:\\Program Files (x86)\\Birch\\birch.lic', 'D:\\lic\\extra.lic'],
    hosts: [{ host: 'seats.birch.example', state: 'up', master: true, version: 'v11.19.6' }],
  })
  const [sketch, viewer, solver, mesh, idle] = featuresOf(answer)
  expect(sketch).toMatchObject({ kind: 'counted', issued: 40, used: 23 })
  expect(sketch?.pools).toEqual([
    {
      version: '2026.0',
      vendor: 'birchlmd',
      expires: '2027-12-31',
      vendorString: 'commercial:extendable, any text "here"',
      type: 'floating',
    },
    { version: '2024.0', vendor: 'birchlmd', expires: 'permanent', type: 'floating' },
  ])
  expect(sketch?.checkouts.map(({ user, seats, linger, pid, pool }) => [user, seats, linger, pid, pool])).toEqual([
    ['anna', 1, undefined, undefined, 0],
    ['ben.oak', 16, undefined, undefined, 0],
    ['carla', 1, { total: 2592000 }, undefined, 0],
    ['dora', 2, { remaining: 120, total: 1382400 }, 8812, 0],
    ['erik', 1, undefined, 4711, 1],
    ['SVC$', 2, undefined, undefined, 1],
  ])
  expect(sketch?.checkouts[1]).toEqual({
    user: 'ben.oak',
    host: 'ws-elm.birch.example',
    display: '/dev/pts/3',
    version: '2025.1',
    serverHost: 'seats.birch.example',
    serverPort: '27000',
    handle: '202',
    start: '2026-09-16T17:40:00',
    seats: 16,
    raw: 'ben.oak ws-elm.birch.example /dev/pts/3',
    pool: 0,
    startText: 'Wed 9/16 17:40',
  })
  expect(viewer).toMatchObject({
    kind: 'uncounted',
    pools: [{ type: 'uncounted' }],
    checkouts: [{ serverPort: 'port' }],
  })
  expect(viewer).not.toHaveProperty('issued')
  expect(solver).toMatchObject({ kind: 'error', error: '9 licenses, unsupported by licensed server' })
  expect(mesh).toMatchObject({ pools: [{ type: 'nodelocked' }], checkouts: [{ user: 'BIRCH\\fred' }] })
  expect(idle).toMatchObject({ issued: 2147483646, used: 0, pools: [], checkouts: [] })
})

test('a triad with a member down names it, and stays complete', () => {
  const answer = readSample('triad-one-down-crlf.txt')
  const error = 'Cannot connect to license server system. (-15,570:115 "Operation now in progress")'
  expect(answer.servers[0]?.address).toEqual(['28000@lic-a', '28000@lic-b', '28000@lic-c'])
  expect(answer.servers[0]?.hosts).toEqual([
    { host: 'lic-a', state: 'up', version: 'v11.13' },
    { host: 'lic-b', state: 'up', master: true, version: 'v11.13.0' },
    { host: 'lic-c', state: 'down', error },
  ])
  expect(answer.errors).toEqual([{ line: 9, text: `lic-c: ${error}`, code: '-15,570' }])
})

test('user, host, display and checkout data are told apart', () => {
  const rows = checkoutsOf(readSample('names.txt')).map(({ user, host, display, extra, uncertain }) =>
    [user, host, display, extra, uncertain ? '?' : undefined].map((part) => part ?? '').join('|'),
  )
  expect(rows).toEqual([
    'anna|ws-ash|ws-ash||',
    'anna|ws-elm|||',
    'anna||||',
    'Anna Maria Lund|WS-OAK|ws-oak||',
    'Ben Oak Jr.|ws-ash|:1||',
    'Carla Diaz|lap-7|?K"<[x]\'{(q};,&!`||',
    'Carla Diaz|lap-8|"Q,w$`r t(v1)z&!||',
    'dora|lap-9|,?AB<iz>]_#:c||',
    'erik|ws-yew|/dev/tty|feature=mesh_2|',
    'erik|ws-yew|WS-PINE|TOKENS:Run_Solver|',
    'erik|ws-yew|ws-yew:0|APS Base|',
    'rob|c630|c630.grid.example|1238925|',
    'ACTIVATED LICENSE(S)|LAP-11|||',
    'who|knows|what this is||?',
    'jürgen müller|ws-köln|ws-köln||',
    '__proto__|constructor|toString||',
    'ipv6|ws-six|ws-six||',
    'gil|ws-gum|ws-gum||',
    'gil|ws-gum|ws-gum||',
    'gil|ws-gum|ws-gum||',
    'gil|ws-gum|ws-gum||',
  ])
})

test('odd parts of a row leave the rest of it readable', () => {
  const answer = readSample('names.txt')
  const [, , , , , , , raw] = checkoutsOf(answer)
  expect(raw?.raw).toBe('dora  lap-9  ,?AB<iz>]_#:c')
  expect(checkoutsOf(answer)[16]).toMatchObject({ serverHost: '[fe80::1]', serverPort: '27000', handle: '17' })
  expect(checkoutsOf(answer)[19]).not.toHaveProperty('version')
  expect(answer.unrecognized.map(({ text }) => text.endsWith(', project: heath'))).toEqual([true])
})

test('queued rows have no start, and leave out the bare version', () => {
  expect(featuresOf(readSample('names.txt'))[0]?.queued).toEqual([
    {
      user: 'anna',
      host: 'ws-ash',
      display: 'ws-ash',
      version: '6.1',
      serverHost: 'lic-n',
      serverPort: '27000',
      handle: '22',
      seats: 1,
    },
    { user: 'hal', host: 'ws-elm', version: '6.1', serverHost: 'lic-n', serverPort: '27000', handle: '23', seats: 12 },
  ])
})

test('on a server without displays three words are a user of two words, as a guess', () => {
  const rows = checkoutsOf(readSample('no-display-v8.txt'))
  expect(rows.map(({ user, host, display }) => [user, host, display])).toEqual([
    ['JavaUser', 'cave2', undefined],
    ['JavaUser', 'cave2', undefined],
    ['ida', 'cave3', undefined],
    ['Ida Stein', 'cave3', undefined],
  ])
  expect(rows.map((row) => row.uncertain)).toEqual([undefined, undefined, undefined, true])
})

test('reservations of every kind are read, with blanks in their names', () => {
  expect(featuresOf(readSample('reservations.txt'))[0]?.reservations).toEqual([
    { count: 1, kind: 'HOST', name: 'PC-11' },
    { count: 10, kind: 'HOST_GROUP', name: 'Hall 3' },
    { count: 48, kind: 'GROUP', name: 'cfd' },
    { count: 2, kind: 'USER', name: 'Kim van Loo' },
    { count: 3, kind: 'INTERNET', name: '10.1.*.*' },
    { count: 3, kind: 'DISPLAY', name: '/dev/tty' },
    { count: 4, kind: 'PROJECT', name: 'north' },
    { count: 1, kind: 'GROUP', name: 'plain' },
  ])
})

test('years come from the status, and from the weekday', () => {
  const rows = checkoutsOf(readSample('dates.txt'))
  expect(rows.map(({ start, uncertain }) => `${start}${uncertain ? ' ?' : ''}`)).toEqual([
    '2027-01-02T00:10:00',
    '2026-12-31T23:50:00',
    '2027-01-03T00:05:00',
    '2026-01-02T09:00:00',
    '2026-01-04T09:00:00 ?',
    '2024-02-29T09:00:00',
    '2026-03-02T14:08:00',
    '2026-03-02T14:08:33',
    '2026-12-30T14:08:33',
    'undefined',
  ])
})

test('the license file is read in both column orders', () => {
  expect(readSample('file-vendor-expires.txt').licenseTable).toEqual([
    { feature: 'MIST_05', version: '1.1', count: 1, vendor: 'mistlmd', expires: '2027-06-12' },
    { feature: 'MIST_05', version: '1.1', count: 2, vendor: 'mistlmd', expires: 'permanent' },
    { feature: 'FOG', version: '2.0', count: 'uncounted', vendor: 'mistlmd', expires: 'permanent' },
    { feature: 'OLD', version: '2.0', count: 7, vendor: 'mistlmd', expires: '1999-12-31' },
  ])
  expect(readSample('file-expires-vendor.txt').licenseTable).toEqual([
    { feature: 'MIST_05', version: '1.1', count: 1, vendor: 'mistlmd', expires: '2027-06-12' },
    { feature: 'FOG', version: '2.0', count: 5, vendor: 'mistlmd', expires: 'permanent' },
  ])
})

test('errors keep their line, text and code', () => {
  expect(readSample('lmgrd-not-running.txt').errors).toEqual([
    {
      line: 7,
      text: 'lmgrd is not running: License server machine is down or not responding. (-96,7:2 "No such file or directory")',
      code: '-96,7',
    },
  ])
  expect(readSample('license-file-missing.txt').errors.map(({ code }) => code)).toEqual([undefined, '-1,359', '-13,66'])
  expect(daemonsOf(readSample('daemon-down.txt'))[0]?.error).toBe('The desired vendor daemon is down. (-97,121)')
})

test('two servers of one output keep apart what has the same name', () => {
  const { servers } = readSample('two-servers.txt')
  expect(servers.map(({ address, daemons }) => [address, daemons[0]?.features[0]?.issued])).toEqual([
    [['27000@one.fern.example'], 24],
    [['27002@two.fern.example'], 1],
  ])
})

test('foreign lines are kept with their number, log lines and commands are not', () => {
  expect(readSample('noise.txt').unrecognized).toEqual([
    { line: 8, text: 'Bonjour, voici le serveur' },
    { line: 20, text: 'sharing: none' },
  ])
})
