import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { AlertRule, AlertsView } from '../../preload/contract/alerts.ts'
import type { Events, SeatlogClient } from '../../preload/contract/api.ts'
import type { Result } from '../../preload/contract/result.ts'
import { type DesktopApp, eventually, launch } from '../harness/launch.ts'

declare const seatlog: SeatlogClient

const LMUTIL = path.join(import.meta.dirname, '..', '..', 'fixtures', 'lmutil.mjs')
/** A working day, when most seats are taken. The simulated license server stands still at this time. */
const SIMULATED = { SEATLOG_SIM_NOW: '2026-11-18T10:00:00Z', SEATLOG_SIM_SEED: '7' }
const FEATURE = 'CAD/adskflex/85950RVT_F/1'

const rule = (kind: AlertRule['kind'], given: Partial<AlertRule> = {}): AlertRule => ({
  kind,
  on: true,
  limit: 0,
  minutes: 0,
  repeatMinutes: 0,
  of: [],
  ...given,
})

interface Given {
  readonly alerts: readonly AlertRule[]
  readonly args?: readonly string[]
  readonly command?: (home: string) => readonly string[]
}

/** The license server is down while there is a file `down` in the home folder; `clock` there has seconds to put the clock forward. */
const watching = ({ alerts, args = ['--hidden'], command }: Given): Promise<DesktopApp> => {
  const inHome = (name: string): string => `process.env.HOME + ${JSON.stringify(path.sep + name)}`
  const clock = `import { readFileSync } from 'node:fs'
const real = Date.now
let ahead = 0
Date.now = () => real() + ahead * 1000
setInterval(() => { try { ahead = Number(readFileSync(${inHome('clock')}, 'utf8')) } catch {} }, 200).unref()
`
  const lmutil = `import { existsSync } from 'node:fs'
if (existsSync(${inHome('down')})) process.env.SEATLOG_SIM_FAULT = 'server-down'
await import(${JSON.stringify(pathToFileURL(LMUTIL).href)})
`
  return launch({
    args,
    env: { ...SIMULATED, NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(clock)}` },
    settings(home) {
      writeFileSync(path.join(home, 'lmutil.mjs'), lmutil)
      return {
        servers: [{ tag: 'CAD', address: '27000@lic-cad' }],
        lmutil: path.join(home, 'lmutil.mjs'),
        dataFolder: path.join(home, 'data'),
        alerts,
        alertCommand: command?.(home) ?? [],
      }
    },
  })
}

const notifications = async (app: DesktopApp) => (await app.ask('look')).notifications
const serverLine = async (app: DesktopApp): Promise<string> =>
  (await app.ask('look')).tray?.menu.find(({ label }) => label.startsWith('CAD: '))?.label ?? ''
/** Polls until the check no longer throws. */
const afterPolls = <T>(app: DesktopApp, check: () => Promise<T>): Promise<T> =>
  eventually(async () => {
    await app.ask('choose', 'Poll now')
    await wait(1000)
    return await check()
  }, 30)
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('alerts of the desktop app', () => {
  it('tell once that a license server went down, and list that it is back', async () => {
    await using app = await watching({ alerts: [rule('down')] })
    await eventually(async () => expect(await serverLine(app)).toMatch(/^CAD: up/), 20)
    writeFileSync(path.join(app.home, 'down'), '')
    await afterPolls(app, async () => expect(await serverLine(app)).toMatch(/^CAD: unknown/))
    expect(await notifications(app)).toEqual([])
    // Its time of grace goes by.
    writeFileSync(path.join(app.home, 'clock'), '610')
    const told = await afterPolls(app, async () => {
      const found = await notifications(app)
      expect(found).toHaveLength(1)
      return found
    })
    expect(told[0]?.title).toBe('CAD is down')

    await app.ask('clickNotification', 'CAD is down')
    const page = await app.page()
    await eventually(() => expect(page.url()).toMatch(/#\/health\/\w+$/))
    await eventually(async () => expect((await app.ask('look')).windows).toMatchObject([{ visible: true }]))
    // What follows within a minute is listed, and told later.
    rmSync(path.join(app.home, 'down'))
    const listed = await afterPolls(app, async () => {
      const answer: Result<AlertsView> = await page.evaluate(() => seatlog.call('alerts.list', null))
      if (!answer.ok) throw new Error(answer.message)
      expect(answer.value.alerts).toHaveLength(2)
      return answer.value.alerts
    })
    expect(listed).toMatchObject([
      { title: 'CAD is back', over: true },
      { title: 'CAD is down', over: false },
    ])
    expect(await notifications(app)).toHaveLength(1)
  }, 90_000)

  it('that come in a burst are one notification, and one run of the command', async () => {
    const taken = (home: string) => path.join(home, 'taken.json')
    const command = (home: string): readonly string[] => {
      const script = path.join(home, 'take-down.mjs')
      writeFileSync(
        script,
        `import { appendFileSync, readFileSync } from 'node:fs'\nappendFileSync(process.argv[2], readFileSync(0, 'utf8'))\n`,
      )
      return [process.execPath, script, taken(home)]
    }
    await using app = await watching({ alerts: [rule('low', { limit: 1000 })], command })
    await eventually(async () => expect(await notifications(app)).toHaveLength(1), 20)
    const [told] = await notifications(app)
    const count = Number(/^(\d+) alerts$/.exec(told?.title ?? '')?.[1])
    expect(count).toBeGreaterThan(5)
    expect(told?.body.split('\n')).toHaveLength(5)
    await eventually(() => expect(existsSync(taken(app.home))).toBe(true))
    await wait(3000)
    expect(await notifications(app)).toHaveLength(1)
    const lines = readFileSync(taken(app.home), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    const input = JSON.parse(lines[0] ?? '')
    expect(input).toMatchObject({ test: false, title: told?.title, text: told?.body })
    expect(input.alerts).toHaveLength(count)
    expect(input.alerts[0]).toMatchObject({ kind: 'low', tag: 'CAD', over: false })
  })

  it('lead to their place: in a new window by its address, in an open one by an event', async () => {
    const given = { alerts: [rule('low', { limit: 1000, of: [FEATURE] })] }
    const place = '#/feature/CAD/85950RVT_F'
    const click = async (app: DesktopApp): Promise<void> => {
      const [told] = await eventually(async () => {
        const found = await notifications(app)
        expect(found).toHaveLength(1)
        return found
      }, 20)
      await app.ask('clickNotification', told?.title ?? '')
    }
    await using hidden = await watching(given)
    await click(hidden)
    const opened = await hidden.page()
    await eventually(() => expect(opened.url().endsWith(place)).toBe(true))

    await using shown = await watching({ ...given, args: [] })
    const page = await shown.page()
    await page.evaluate(() => {
      seatlog.on('window.go', (go) => Object.assign(globalThis, { went: go }))
    })
    await click(shown)
    await eventually(async () => {
      const went: Events['window.go'] = await page.evaluate(() => Reflect.get(globalThis, 'went'))
      expect(went).toEqual({ place })
    })
  })
})
