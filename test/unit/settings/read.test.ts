import { describe, expect, it } from 'vitest'
import { checkLayer, checkPatch, mergeLayers, problemsOf } from '../../../main/settings/read.ts'
import { defaultSettings, SETTINGS_KEYS } from '../../../main/settings/schema.ts'

const defaults = defaultSettings('/home/ann/Seatlog')
const check = (values: Record<string, unknown>) => checkLayer({ name: 'settings.json', values })

describe('a settings file', () => {
  it('may say everything there is to say', () => {
    const values = {
      servers: [
        {
          tag: 'acme',
          address: '27000@lic01',
          zone: 'Europe/Berlin',
          workingHours: { weekdays: [1, 2, 3, 4], from: '07:30', to: '24:00', holidays: ['2026-12-25'] },
          optionsFile: '/opt/flexlm/acmed.opt',
          role: 'viewer',
        },
      ],
      lmutil: '/opt/flexlm/lmutil',
      intervalSeconds: 10,
      recordIntervalSeconds: 3600,
      capacityIntervalSeconds: 900,
      timeoutSeconds: 5,
      dataFolder: '\\\\files01\\seatlog',
      names: 'pseudonyms',
      keepDays: { users: 90, denials: 365 },
      pseudonymKey: 'a secret of our own',
      pinned: ['acme/acmed/alpha/0'],
      theme: 'dark',
      denialWindowSeconds: 30,
      equivalentFeatures: [['alpha', 'alpha_suite']],
      alerts: [
        { kind: 'low', on: true, limit: 2, minutes: 10, repeatMinutes: 240, of: ['acme/acmed/alpha/0'] },
        { kind: 'down', on: false, limit: 0, minutes: 0, repeatMinutes: 0, of: [] },
      ],
      alertCommand: ['/usr/local/bin/post-to-chat', '--room', 'cad'],
      tellWhenFree: ['acme/acmed/alpha/0'],
      startOnLogin: true,
      archiveFolders: ['D:\\old'],
    }
    expect(Object.keys(values)).toEqual(SETTINGS_KEYS)
    expect(check(values)).toEqual({ values, bad: [], problems: [] })
  })

  it('leaves to the defaults what it does not say', () => {
    const { values } = check({ servers: [{ tag: 'acme', address: '' }] })
    expect(mergeLayers([values], defaults)).toEqual({
      ...defaults,
      servers: [{ tag: 'acme', address: '', role: 'auto' }],
    })
  })

  it('loses bad values and unknown keys, each with a sentence, and keeps the rest', () => {
    const found = check({ intervalSeconds: 5, timeoutSeconds: '30', theme: 'pink', colour: 'red', names: 'none' })
    expect(found.values).toEqual({ names: 'none' })
    expect(found.bad).toEqual(['intervalSeconds', 'timeoutSeconds', 'theme'])
    expect(found.problems).toEqual([
      'In settings.json, intervalSeconds must be a whole number of seconds from 10 to 3600: the default is used.',
      'In settings.json, timeoutSeconds must be a whole number of seconds from 1 to 600: the default is used.',
      'In settings.json, theme must be one of system, light, dark: the default is used.',
      'settings.json holds “colour”, which Seatlog does not know: it is ignored.',
    ])
  })

  it('that misspells how names are kept has none written', () => {
    const found = check({ names: 'pseudonym' })
    expect(found).toMatchObject({ values: { names: 'none' }, bad: ['names'] })
    expect(found.problems).toEqual([
      'In settings.json, names must be one of names, pseudonyms, none: until then no names are written.',
    ])
    expect(check({ names: 'pseudonyms', pseudonymKey: 'x' })).toMatchObject({ bad: ['pseudonymKey'] })
  })

  it('tells names in a server that nobody knows, and keeps the server', () => {
    const found = check({ servers: [{ tag: 'acme', address: '', debugLog: '/var/log/acme.log' }] })
    expect(found).toMatchObject({ values: { servers: [{ tag: 'acme' }] }, bad: [] })
    expect(found.problems).toEqual([
      'In settings.json, servers (acme) holds “debugLog”, which Seatlog does not know: it is ignored.',
    ])
  })

  it('may have issued seats compared every minute to once a day, hourly unless it says so', () => {
    expect(defaults.capacityIntervalSeconds).toBe(3600)
    for (const good of [60, 86_400]) {
      expect(check({ capacityIntervalSeconds: good }).values).toEqual({ capacityIntervalSeconds: good })
    }
    for (const bad of [59, 86_401, 90.5]) {
      expect(check({ capacityIntervalSeconds: bad })).toMatchObject({ values: {}, bad: ['capacityIntervalSeconds'] })
    }
  })

  it.each([
    ['a kind that is kept for ever', { capacity: 90 }],
    ['no whole day', { users: 0 }],
    ['half a day', { users: 1.5 }],
    ['a text', { users: '90' }],
    ['no object', 90],
  ])('that lets keepDays be %s deletes nothing', (_what, keepDays) => {
    const { values, bad, problems } = check({ keepDays })
    expect({ values, bad }).toEqual({ values: {}, bad: ['keepDays'] })
    expect(problems).toEqual([
      expect.stringMatching(/keepDays must be (an object of features, users|a whole number of days).*default is used/),
    ])
    expect(defaults.keepDays).toEqual({})
  })

  it('loses only the servers that are wrong', () => {
    const found = check({
      servers: [
        { tag: 'acme', address: '27000@lic01' },
        { tag: 'ACME', address: '27000@lic02' },
        { tag: 'two', address: 'lic02:27000' },
        { tag: 'three', address: '27000@lic03', zone: 'Mars/Olympus' },
        { address: '27000@lic04' },
        'lic05',
        { tag: 'six', address: '27000@lic06' },
      ],
    })
    expect(found.values.servers?.map((server) => server.tag)).toEqual(['acme', 'six'])
    expect(found.bad).toEqual(['servers'])
    expect(found.problems).toHaveLength(5)
    expect(found.problems[0]).toContain('servers (ACME) has a wrong tag: The tag "ACME" is taken')
    expect(found.problems[1]).toContain(
      'servers (two) has a wrong address: "lic02:27000" has host and port the wrong way',
    )
    expect(found.problems[2]).toContain('servers (three) has a time zone that is not known, "Mars/Olympus"')
    expect(found.problems[3]).toContain('servers (the one without a tag) must be an object with tag and address')
    expect(found.problems[4]).toContain('must be an object with tag and address')
    for (const problem of found.problems) expect(problem).toMatch(/: this server is left out\.$/)
  })

  it('of a thousand servers is read at once, and the one that repeats a tag is told', () => {
    const servers = Array.from({ length: 1000 }, (_, index) => ({ tag: `S${index}`, address: `27000@lic${index}` }))
    expect(check({ servers }).values.servers).toHaveLength(1000)
    const twice = checkPatch(defaults, { servers: [...servers, { tag: 's999', address: '' }] })
    expect(twice).toMatchObject({ ok: false, at: 'servers.1000.tag' })
  })

  it('takes debug logs whose paths have few parts that change', () => {
    const debugLogs = (path: string) =>
      checkPatch(defaults, { servers: [{ tag: 'CAD', address: '', debugLogs: [path] }] })
    expect(debugLogs('/log/@LATEST@/a@DATE@.@LATEST@')).toMatchObject({ ok: true })
    expect(debugLogs(`/log/${'@LATEST@a'.repeat(4)}b`)).toMatchObject({
      ok: false,
      message: expect.stringContaining('holds @LATEST@ and @DATE@ more than three times'),
    })
  })

  it('may hold paths with the quotes that Windows copies, but no relative ones', () => {
    expect(check({ lmutil: ' "C:\\Program Files\\lmutil.exe" ' }).values.lmutil).toBe('C:\\Program Files\\lmutil.exe')
    expect(check({ dataFolder: 'logs' }).problems[0]).toContain('dataFolder must be a full path')
  })

  it.each(['+01:00', '', 'Berlin', 'Europe/Berlin\n'])('may not name %j as a time zone', (zone) => {
    expect(check({ servers: [{ tag: 'acme', address: '', zone }] }).values.servers).toEqual([])
  })
})

describe('layers', () => {
  it('win from the first to the last, key by key', () => {
    const user = { theme: 'dark', intervalSeconds: 30 } as const
    const machine = { intervalSeconds: 120, names: 'none' } as const
    expect(mergeLayers([user, machine], defaults)).toEqual({
      ...defaults,
      theme: 'dark',
      intervalSeconds: 30,
      names: 'none',
    })
  })
})

describe('a patch', () => {
  const current = {
    ...defaults,
    servers: [{ tag: 'acme', address: '27000@lic01', zone: 'America/New_York', role: 'viewer' as const }],
  }

  it('changes what it names and nothing else', () => {
    expect(checkPatch(current, { theme: 'light', intervalSeconds: 90 })).toEqual({
      ok: true,
      value: { theme: 'light', intervalSeconds: 90 },
    })
  })

  it('keeps a server’s zone and role where it does not speak of them', () => {
    const servers = [
      { tag: 'Acme', address: '27001@lic01' },
      { tag: 'new', address: '27000@lic02' },
    ]
    expect(checkPatch(current, { servers })).toEqual({
      ok: true,
      value: {
        servers: [
          { tag: 'Acme', address: '27001@lic01', zone: 'America/New_York', role: 'viewer' },
          { tag: 'new', address: '27000@lic02', role: 'auto' },
        ],
      },
    })
  })

  it('is told in plain words what is wrong with working hours', () => {
    const workingHours = { weekdays: [1], from: '8', to: '17:00', holidays: ['2026-02-30'] }
    const servers = [{ tag: 'new', address: '', workingHours }]
    expect(problemsOf(checkPatch(current, { servers }))).toEqual([
      {
        key: 'servers.0.workingHours.from',
        message: 'The server (new) needs working hours with times such as 08:00.',
      },
      {
        key: 'servers.0.workingHours.holidays.0',
        message: 'The server (new) needs holidays that are dates such as 2026-12-25.',
      },
    ])
  })

  it('is told everything that is wrong with it, each field once', () => {
    const checked = checkPatch(current, {
      intervalSeconds: 5,
      servers: [
        { tag: 'a b', address: '27001' },
        { tag: 'new', address: 'x@y@z', zone: 'Mars/Base' },
      ],
    })
    expect(problemsOf(checked).map(({ key }) => key)).toEqual([
      'intervalSeconds',
      'servers.0.address',
      'servers.1.address',
      'servers.1.zone',
    ])
    expect(problemsOf(checkPatch(current, { theme: 'dark' }))).toEqual([])
  })

  it('takes a server’s zone and files away where it says they are empty', () => {
    const servers = [{ tag: 'Acme', address: '27001@lic01', zone: '', optionsFile: '', licenseFile: '' }]
    expect(checkPatch(current, { servers })).toEqual({
      ok: true,
      value: { servers: [{ tag: 'Acme', address: '27001@lic01', role: 'viewer' }] },
    })
  })

  it('is refused as a whole, with the field’s name', () => {
    expect(checkPatch(current, { theme: 'dark', recordIntervalSeconds: 0.5 })).toMatchObject({
      ok: false,
      code: 'bad-settings',
      message: 'Not saved: the record interval must be a whole number of seconds from 10 to 86400.',
    })
    expect(checkPatch(current, { servers: [{ tag: 'acme', address: '27000:lic01' }] })).toMatchObject({
      ok: false,
      code: 'bad-address',
    })
    expect(checkPatch(current, { colour: 'red' })).toMatchObject({
      ok: false,
      code: 'bad-request',
      message: 'There is no setting “colour”.',
    })
    expect(checkPatch(current, null)).toMatchObject({ ok: false, code: 'bad-request' })
  })

  it.each<[Record<string, unknown>, string, string]>([
    [{ timeoutSeconds: 0 }, 'timeoutSeconds', 'The time limit must be a whole number of seconds from 1 to 600.'],
    [
      {
        servers: [
          { tag: 'one', address: '' },
          { tag: 'two', address: 'lic01:27000' },
        ],
      },
      'servers.1.address',
      'The server (two) has a wrong address: "lic01:27000" has host and port the wrong way round: write 27000@lic01.',
    ],
    [
      {
        servers: [
          { tag: 'one', address: '' },
          { tag: 'ONE', address: '' },
        ],
      },
      'servers.1.tag',
      'The server (ONE) has a wrong tag: The tag "ONE" is taken by the server "one" (case does not count): choose another.',
    ],
    [
      { servers: [{ tag: 'one', address: '', debugLogs: ['/var/log/a.log', 'b.log'] }] },
      'servers.0.debugLogs.1',
      'The server (one) needs a debug log that is a full path.',
    ],
    [
      { alerts: [{ kind: 'low', on: true, limit: -1, minutes: 0, repeatMinutes: 0, of: [] }] },
      'alerts.0.limit',
      'The alert rule (number 1) needs a limit that is a whole number from 0 to 1000000.',
    ],
    [
      { alerts: [{ kind: 'low', on: true, limit: 1, minutes: 0, repeatMinutes: 0.5, of: [] }] },
      'alerts.0.repeatMinutes',
      'The alert rule (number 1) needs minutes until it is told again that are a whole number from 0 to 525600.',
    ],
    [
      { alerts: [{ kind: 'low', on: true, limit: 1, minutes: 0, repeatMinutes: 60, of: [''] }] },
      'alerts.0.of.0',
      'The alert rule (number 1) is about some features or servers only, but none is chosen: choose one, or all.',
    ],
    [
      { servers: [{ tag: 'one', address: '', packages: { '64300ACD_F': [] } }] },
      'servers.0.packages.64300ACD_F',
      'The server (one) has a package 64300ACD_F without components: name the features it takes seats of.',
    ],
    [
      { servers: [{ tag: 'one', address: '', packages: { '64300ACD_F': ['87676ACD_2023_0F,87688RVT_2023_0F'] } }] },
      'servers.0.packages.64300ACD_F.0',
      'The server (one) needs packages and components with names that hold no blanks and no commas.',
    ],
    [
      { servers: [{ tag: 'one', address: '', packages: { '': ['87676ACD_2023_0F'] } }] },
      'servers.0.packages.',
      'The server (one) has components without a package: name the package that they belong to.',
    ],
    [
      { servers: [{ tag: 'one', address: '', workingHours: { weekdays: [7], from: '08:00', to: '17:00' } }] },
      'servers.0.workingHours.weekdays.0',
      'The server (one) needs working hours with weekdays from 0 (Sunday) to 6, from and to as times such as 08:00, and holidays as dates.',
    ],
    [{ archiveFolders: ['old'] }, 'archiveFolders.0', 'The list of archive folders (number 1) must be a full path.'],
    [{ colour: 'red' }, 'colour', 'There is no setting “colour”.'],
  ])('that is wrong tells the key, the place in a list and a sentence: %j', (patch, key, message) => {
    expect(problemsOf(checkPatch(current, patch))).toEqual([{ key, message }])
  })

  it('that is right has no problem', () => {
    expect(problemsOf(checkPatch(current, { servers: [], alerts: null }))).toEqual([])
  })
})

it('a server whose tag is no text is told like any other wrong one, whatever its parts are called', () => {
  const tag: unknown = JSON.parse('{"toString": 1, "valueOf": 2}')
  const { values, problems } = checkLayer({ name: 'settings.json', values: { servers: [{ tag, colour: 'red' }] } })
  expect(values.servers).toEqual([])
  expect(problems).toHaveLength(2)
  expect(problems[1]).toContain('holds “colour”, which Seatlog does not know')
})
