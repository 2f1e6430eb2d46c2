import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AlertDesk, createAlertDesk, type Telling } from '../../../main/service/alert-desk.ts'
import { createBoard } from '../../../main/service/board.ts'
import { defaultSettings, type Settings } from '../../../main/settings/schema.ts'
import type { AlertsView } from '../../../preload/contract/alerts.ts'
import type { CapacityAnswer, ToldOf } from '../../../preload/contract/history.ts'
import { failure, ok } from '../../../preload/contract/result.ts'
import type { FeatureSeats, ServerSeats } from '../../../preload/contract/seats.ts'
import { details, HOUR, holder, rule } from '../alerts/rule.ts'
import { feature, NOW, server } from '../desktop/seats.ts'

let root: string
let time: number
const open: AlertDesk[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-alerts-'))
  time = NOW
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] })
})

afterEach(async () => {
  for (const desk of open.splice(0)) await desk.stop()
  vi.useRealTimers()
  rmSync(root, { recursive: true, force: true })
})

interface Given extends Partial<Settings> {
  readonly demo?: boolean
  readonly denials?: readonly { tag: string; feature: string; counted: number; raw: number; users: number }[]
  readonly expiry?: CapacityAnswer['expiry']
  /** The settings file cannot be written. */
  readonly readOnly?: boolean
}

/** A desk over a board that tests fill, as a service has it. */
function seatlog({ demo = false, denials = [], expiry = [], readOnly = false, ...given }: Given = {}) {
  let settings: Settings = { ...defaultSettings(join(root, 'data')), ...given }
  const board = createBoard((name) => (name === 'ACAD' ? ['AutoCAD 2026'] : []))
  board.clear(['CAD', 'EDA'])
  const told: Telling[] = []
  const views: AlertsView[] = []
  const asked: unknown[] = []
  const desk = createAlertDesk({
    store: {
      current: () => settings,
      save(patch) {
        if (readOnly) return failure('cannot-write', 'Settings cannot be kept.')
        settings = { ...settings, ...(patch as Partial<Settings>) }
        desk.look()
        return ok(settings)
      },
    },
    board,
    history: {
      'history.capacity': async () => ok({ changes: [], expiry, products: {} }),
      async 'history.denials'(question) {
        asked.push(question)
        return ok({ byFeature: denials } as unknown as ToldOf<'denials'>)
      },
    },
    productsOf: (name) => (name === 'ACAD' ? ['AutoCAD 2026'] : []),
    now: () => time,
    changed: (view) => views.push(view),
    notify: (telling) => told.push(telling),
  })
  open.push(desk)
  desk.follow({ settings, localStateFolder: join(root, 'state'), demo })
  const show = (seats: ServerSeats, held: Parameters<typeof details>[1] = []): void => {
    const all = seats.features.map((one) => [one.key, details(one, held)] as const)
    desk.seats(board.set({ server: { ...seats, askedAt: time }, details: Object.fromEntries(all) }))
  }
  const list = async (): Promise<AlertsView> => {
    const listed = await desk.handlers['alerts.list'](null)
    if (!listed.ok) throw new Error(listed.message)
    return listed.value
  }
  return { desk, told, views, asked, show, list, settings: () => settings }
}

const acad = (used: number, given: Partial<FeatureSeats> = {}) => feature('ACAD', { issued: 25, used, ...given })
const cad = (used: number, given: Partial<ServerSeats> = {}) => server('CAD', { features: [acad(used)], ...given })
const LOW = { alerts: [rule('low')] }

/** Clock and timers together, a second at a time. */
async function pass(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left--) {
    time++
    await vi.advanceTimersByTimeAsync(1000)
  }
}

const titles = (told: readonly Telling[]): readonly string[] => told.map(({ title }) => title)

describe('alerts', () => {
  it('are listed at once and told in one notification', async () => {
    const { told, views, show, list } = seatlog(LOW)
    show(cad(25))
    expect((await list()).alerts).toMatchObject([
      { id: 1, at: NOW, kind: 'low', over: false, tag: 'CAD', feature: 'ACAD', title: 'AutoCAD 2026: none of 25 free' },
    ])
    expect(views).toHaveLength(1)
    await pass(3)
    expect(told).toEqual([{ title: 'AutoCAD 2026: none of 25 free', text: 'On CAD.', place: '#/feature/CAD/ACAD' }])
    show(cad(25))
    await pass(300)
    expect(told).toHaveLength(1)
  })

  it('that come in a burst are one summary, and no notification follows within a minute', async () => {
    const { told, show, list } = seatlog(LOW)
    const many = ['A', 'B', 'C', 'D', 'E'].map((name) => feature(name, { issued: 1, used: 1 }))
    show(server('CAD', { features: many }))
    await pass(3)
    expect(told).toEqual([
      {
        title: '5 alerts',
        text: 'A: none of 1 free\nB: none of 1 free\nC: none of 1 free\nD: none of 1 free\n1 more',
        place: '#/alerts',
      },
    ])
    show(server('EDA', { features: [feature('X', { tag: 'EDA', issued: 1, used: 1 })] }))
    await pass(20)
    show(server('EDA', { features: [feature('X', { tag: 'EDA', issued: 1, used: 0 })] }))
    expect((await list()).alerts).toHaveLength(7)
    await pass(38)
    expect(told).toHaveLength(1)
    await pass(2)
    expect(titles(told)).toEqual(['5 alerts', '2 alerts'])
    await pass(300)
    expect(told).toHaveLength(2)
  })

  it('follow by the minute what lasts between polls', async () => {
    const { told, show } = seatlog({ alerts: [rule('low', { minutes: 2 })] })
    show(cad(25, { intervalSeconds: 300 }))
    await pass(119)
    expect(told).toEqual([])
    await pass(4)
    expect(told).toMatchObject([{ text: 'On CAD, for 2 min.' }])
  })

  it('begin with rules for the servers this Seatlog logs, and none for others', async () => {
    const down = (tag: string, role: ServerSeats['role']) => server(tag, { role, state: 'down' })
    const { told, show } = seatlog()
    show(down('CAD', 'logger'))
    show(down('EDA', 'viewer'))
    await pass(3)
    expect(titles(told)).toEqual(['CAD is down'])
  })

  it('tell that a server is down and back, once each', async () => {
    const { told, show } = seatlog()
    for (const state of ['up', 'unknown', 'down', 'down', 'unknown', 'down', 'up', 'up'] as const) {
      show(server('CAD', { state }))
      await pass(70)
    }
    expect(titles(told)).toEqual(['CAD is down', 'CAD is back'])
  })

  it('come from history, too: counted denials of the last hour and seats that expire', async () => {
    const denials = [{ tag: 'CAD', feature: 'ACAD', counted: 12, raw: 40, users: 3 }]
    const expires = new Date((NOW + 5 * 86_400) * 1000).toISOString().slice(0, 10)
    const row = { tag: 'CAD', feature: 'ACAD', version: '1.000', vendor: 'adskflex', seats: 20, of: 25, expires }
    const { told, asked, show } = seatlog({ denials, expiry: [{ ...row, superseded: false }] })
    show(cad(3))
    await pass(65)
    expect(asked).toEqual([
      { from: NOW + 60 - 3600, to: NOW + 60, tags: [], feature: null, user: null, kinds: ['no-seat'] },
    ])
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toMatch(
      /^AutoCAD 2026: 20 of 25 seats expire on \d+ \w+\nAutoCAD 2026: 12 denials within an hour$/,
    )
    await pass(1200)
    expect(told).toHaveLength(1)
  })

  it('of a demo are listed but not told', async () => {
    const { told, show, list } = seatlog({ demo: true, ...LOW })
    show(cad(25))
    await pass(3)
    expect((await list()).alerts).toHaveLength(1)
    expect(told).toEqual([])
  })
})

describe('what is kept over a restart', () => {
  it('is kept over a change of the servers, too, with what was not told yet', async () => {
    const { desk, told, show, settings } = seatlog(LOW)
    show(cad(25))
    desk.follow({ settings: settings(), localStateFolder: join(root, 'state'), demo: false })
    show(cad(25))
    await pass(100)
    expect(told).toHaveLength(1)
  })

  it('is of its own for a demo', async () => {
    const { desk, views, show, settings, list } = seatlog(LOW)
    show(cad(25))
    desk.follow({ settings: settings(), localStateFolder: join(root, 'demo'), demo: true })
    expect((await list()).alerts).toEqual([])
    expect(views.at(-1)?.alerts).toEqual([])
  })

  it('is the list, and what must not be told again', async () => {
    const first = seatlog(LOW)
    first.show(cad(25))
    await pass(3)
    await first.desk.stop()
    const second = seatlog(LOW)
    second.show(cad(25))
    await pass(3)
    expect(second.told).toEqual([])
    expect((await second.list()).alerts).toMatchObject([{ id: 1, kind: 'low' }])
    second.show(cad(24))
    await pass(3)
    expect(titles(second.told)).toEqual(['AutoCAD 2026: 1 of 25 free again'])
    expect((await second.list()).alerts).toMatchObject([{ id: 2, over: true }, { id: 1 }])
  })

  it('is each stage of an expiry that was told', async () => {
    const expires = new Date((NOW + 20 * 86_400) * 1000).toISOString().slice(0, 10)
    const row = { tag: 'CAD', feature: 'ACAD', version: '1.000', vendor: 'adskflex', seats: 20, of: 25, expires }
    const given = { alerts: [rule('expiring')], expiry: [{ ...row, superseded: false }] }
    const run = async (): Promise<readonly string[]> => {
      const { desk, told, show } = seatlog(given)
      show(cad(3))
      await pass(65)
      await desk.stop()
      return titles(told)
    }
    expect(await run()).toHaveLength(1)
    expect(await run()).toEqual([])
    time += 7 * 86_400
    expect(await run()).toHaveLength(1)
    expect(await run()).toEqual([])
  })

  it('names nobody, and is for its owner alone', async () => {
    const first = seatlog({ alerts: [rule('held', { limit: 24 })] })
    first.show(cad(1), [holder('mlindqvist', { heldFor: 26 * HOUR })])
    await pass(3)
    expect(first.told).toMatchObject([{ text: 'mlindqvist at ws-0412 for 26 h, on CAD.' }])
    await first.desk.stop()
    const file = join(root, 'state', 'alerts.json')
    expect(readFileSync(file, 'utf8')).toContain('a seat is held for more than 24 h')
    expect(readFileSync(file, 'utf8')).not.toMatch(/lindqvist|ws-0412/)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    const second = seatlog({ alerts: [rule('held', { limit: 24 })] })
    second.show(cad(1), [holder('mlindqvist', { heldFor: 27 * HOUR })])
    await pass(3)
    expect(second.told).toEqual([])
    expect((await second.list()).alerts).toMatchObject([{ text: 'By whom is not kept over a restart.' }])
  })

  it('is at most 200 alerts', async () => {
    const { show, list } = seatlog(LOW)
    for (let round = 0; round < 110; round++) {
      show(cad(25))
      show(cad(3))
    }
    const { alerts } = await list()
    expect(alerts).toHaveLength(200)
    expect(alerts[0]).toMatchObject({ id: 220, over: true })
  })

  it('is nothing where the file is damaged', async () => {
    const first = seatlog(LOW)
    first.show(cad(25))
    await first.desk.stop()
    writeFileSync(join(root, 'state', 'alerts.json'), '{"alerts":[{"id":"x"}]}')
    expect((await seatlog(LOW).list()).alerts).toEqual([])
  })

  it('is told to be lost where it cannot be written', async () => {
    writeFileSync(join(root, 'state'), 'no folder')
    const { desk, views, show } = seatlog(LOW)
    show(cad(25))
    await pass(3)
    await vi.waitFor(() => expect(desk.problems()).toHaveLength(1))
    expect(desk.problems()[0]).toMatch(/^What was told cannot be kept in .*alerts\.json \(\w+\): /)
    expect(views.length).toBeGreaterThan(1)
  })
})

describe('“tell me when a seat is free”', () => {
  const wish = (desk: AlertDesk, key: string, wanted = true) => desk.handlers['alerts.tell']({ key, wanted })

  it('tells once, then is off', async () => {
    const { desk, told, show, settings } = seatlog({ alerts: [] })
    show(cad(25))
    expect(await wish(desk, acad(25).key)).toMatchObject({ ok: true, value: { tellWhenFree: [acad(25).key] } })
    expect(settings().tellWhenFree).toEqual([acad(25).key])
    show(cad(25))
    show(cad(23))
    await pass(3)
    expect(told).toMatchObject([
      { title: 'AutoCAD 2026: 2 of 25 free', text: 'A seat is free on CAD; rules of the options file may apply.' },
    ])
    expect(settings().tellWhenFree).toEqual([])
    show(cad(25))
    show(cad(24))
    await pass(200)
    expect(told).toHaveLength(1)
  })

  it('is not told of a seat that was free all along, nor while seats are unknown', async () => {
    const { desk, told, show } = seatlog({ alerts: [] })
    show(cad(23))
    await wish(desk, acad(25).key)
    show(cad(22))
    show(cad(25))
    show(server('CAD', { features: [acad(20, { known: false })] }))
    await pass(3)
    expect(told).toEqual([])
    show(cad(24))
    await pass(3)
    expect(told).toHaveLength(1)
  })

  it('waits over a restart', async () => {
    const first = seatlog({ alerts: [] })
    first.show(cad(25))
    await wish(first.desk, acad(25).key)
    await first.desk.stop()
    const second = seatlog({ alerts: [], tellWhenFree: [acad(25).key] })
    second.show(cad(24))
    await pass(3)
    expect(titles(second.told)).toEqual(['AutoCAD 2026: 1 of 25 free'])
  })

  it('can be taken back, and then begins anew', async () => {
    const { desk, told, show } = seatlog({ alerts: [] })
    show(cad(25))
    await wish(desk, acad(25).key)
    expect(await wish(desk, acad(25).key, false)).toMatchObject({ ok: true, value: { tellWhenFree: [] } })
    show(cad(24))
    await wish(desk, acad(25).key)
    show(cad(23))
    await pass(3)
    expect(told).toEqual([])
  })

  it('is told once also where the settings cannot be saved', async () => {
    const { told, show, list } = seatlog({ alerts: [], tellWhenFree: [acad(25).key], readOnly: true })
    for (const used of [25, 24, 25, 24]) show(cad(used))
    await pass(200)
    expect(told).toHaveLength(1)
    expect((await list()).tellWhenFree).toEqual([])
  })

  it('is told in a demo, which somebody asked for, and refused for a feature that is not there', async () => {
    const { desk, told, show } = seatlog({ demo: true })
    expect(await wish(desk, 'CAD/adskflex/GONE/1')).toMatchObject({ ok: false, code: 'not-found' })
    show(cad(25))
    await wish(desk, acad(25).key)
    show(cad(24))
    await pass(3)
    expect(told).toHaveLength(1)
  })
})

describe('the command for alerts', () => {
  const takeDown = () => join(root, 'taken.json')
  /** A program that writes what it reads into a file. */
  const writer = (): readonly string[] => {
    const script = join(root, 'take down.mjs')
    writeFileSync(
      script,
      `import { appendFileSync, readFileSync } from 'node:fs'\nappendFileSync(process.argv[2], readFileSync(0, 'utf8'))\n`,
    )
    return [process.execPath, script, takeDown()]
  }
  const taken = (): readonly unknown[] =>
    readFileSync(takeDown(), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))

  it('gets what a notification tells as one JSON object', async () => {
    const { desk, show, list } = seatlog({ ...LOW, alertCommand: writer() })
    show(server('CAD', { features: [acad(25), feature('MATLAB', { issued: 3, used: 3 })] }))
    await pass(3)
    const { alerts } = await list()
    await desk.stop()
    expect(taken()).toEqual([
      {
        test: false,
        title: '2 alerts',
        text: 'AutoCAD 2026: none of 25 free\nMATLAB: none of 3 free',
        alerts: alerts.toReversed(),
      },
    ])
  })

  it('is left to the Seatlog that logs a server', async () => {
    const { desk, told, show } = seatlog({ alerts: [rule('down')], alertCommand: writer() })
    show(server('CAD', { state: 'down' }))
    show(server('EDA', { state: 'down', role: 'viewer' }))
    await pass(3)
    await desk.stop()
    expect(titles(told)).toEqual(['2 alerts'])
    expect(taken()).toMatchObject([{ title: 'CAD is down', alerts: [{ tag: 'CAD' }] }])
  })

  it('can be tried, and is not run for a demo', async () => {
    const { desk, show } = seatlog({ ...LOW, alertCommand: writer(), demo: true })
    show(cad(25))
    await pass(3)
    expect(existsSync(takeDown())).toBe(false)
    expect(await desk.handlers['alerts.test'](null)).toEqual({ ok: true, value: null })
    expect(taken()).toMatchObject([{ test: true, alerts: [{ tag: 'TEST' }] }])
    expect(await seatlog().desk.handlers['alerts.test'](null)).toMatchObject({ ok: false, code: 'bad-settings' })
  })

  it('tells why it failed, until it works or is taken away', async () => {
    const complains = [process.execPath, '-e', 'console.error("no route to mail.example"); process.exit(3)']
    const { desk, views, list, settings } = seatlog({ alertCommand: complains })
    const message = `${process.execPath}, which is run for alerts, ended with 3: “no route to mail.example”.`
    expect(await desk.handlers['alerts.test'](null)).toEqual({ ok: false, code: 'bad-settings', message })
    expect(desk.problems()).toEqual([message])
    expect(await list()).toMatchObject({ commandProblem: message })
    expect(views.at(-1)).toMatchObject({ commandProblem: message })
    Object.assign(settings(), { alertCommand: [] })
    desk.look()
    expect(desk.problems()).toEqual([])
    expect(views.at(-1)).toMatchObject({ commandProblem: null })
  })

  it('that is not there or reads nothing is no trouble for anybody else', async () => {
    const gone = await seatlog({ alertCommand: [join(root, 'gone')] }).desk.handlers['alerts.test'](null)
    expect(gone).toMatchObject({ ok: false })
    expect(gone.ok ? '' : gone.message).toMatch(/gone, which is to be run for alerts, cannot be started \(ENOENT\)/)
    const wrong = await seatlog({ alertCommand: [process.execPath, 'a\0b'] }).desk.handlers['alerts.test'](null)
    expect(wrong.ok ? '' : wrong.message).toMatch(/^An argument of .* holds a character that no program can get/)
    const deaf = seatlog({ alertCommand: [process.execPath, '-e', 'process.exit(0)'] })
    expect(await deaf.desk.handlers['alerts.test'](null)).toEqual({ ok: true, value: null })
  })

  it('is stopped soon when Seatlog ends', async () => {
    const { desk } = seatlog({ alertCommand: [process.execPath, '-e', 'setInterval(() => {}, 1000)'] })
    const trying = desk.handlers['alerts.test'](null)
    const stopped = desk.stop()
    await vi.advanceTimersByTimeAsync(1500)
    await stopped
    expect(await trying).toMatchObject({ ok: false, message: expect.stringContaining('because Seatlog ended') })
  })

  it('runs one at a time', async () => {
    const slow = join(root, 'slow.mjs')
    writeFileSync(
      slow,
      `import { appendFileSync } from 'node:fs'
appendFileSync(process.argv[2], 'begin ')
setTimeout(() => appendFileSync(process.argv[2], 'end '), 150)
`,
    )
    const { desk } = seatlog({ alertCommand: [process.execPath, slow, takeDown()] })
    await Promise.all([1, 2].map(() => desk.handlers['alerts.test'](null)))
    expect(readFileSync(takeDown(), 'utf8')).toBe('begin end begin end ')
  })
})
