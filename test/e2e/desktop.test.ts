import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SeatlogClient } from '../../preload/contract/api.ts'
import { APP, type DesktopApp, eventually, launch } from '../harness/launch.ts'
import type { Sight } from '../harness/probe.ts'

type Tray = NonNullable<Sight['tray']>

async function trayOf(app: DesktopApp): Promise<Tray> {
  return await eventually(async () => {
    const { tray } = await app.ask('look')
    if (tray === null) throw new Error('there is no tray icon')
    return tray
  })
}

const PAUSE = 'Pause polling until resumed'
const PAUSE_HOUR = 'Pause polling for 1 hour'

const labels = ({ menu }: Tray): readonly string[] => menu.map(({ label }) => label)
const visible = async (app: DesktopApp): Promise<boolean[]> => (await app.ask('look')).windows.map((one) => one.visible)
const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

declare const seatlog: SeatlogClient

describe('the desktop app', () => {
  it('starts with a tray icon and its window', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    expect(await page.title()).toBe('Seatlog')
    await eventually(async () => expect(await visible(app)).toEqual([true]))
    const tray = await trayOf(app)
    expect(tray.tooltip).toMatch(/^Demo; /)
    expect(tray.tooltip.length).toBeLessThanOrEqual(250)
    expect(labels(tray)).toContain('Demo: a simulated license server')
    expect(labels(tray).slice(-7)).toEqual([
      'Open Seatlog',
      'Poll now',
      PAUSE_HOUR,
      PAUSE,
      'Settings',
      '-',
      'Quit Seatlog',
    ])
  })

  it('shows in tray and menu what the service tells, and sets nothing where nothing changed', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    await eventually(async () => expect((await trayOf(app)).icon).toMatch(/^(ok|low|none)/))
    await app.ask('choose', PAUSE)
    await eventually(async () => expect((await trayOf(app)).icon).toMatch(/^paused/))
    const paused = await trayOf(app)
    expect(paused.tooltip).toMatch(/^Demo; Paused until resumed; /)
    expect(labels(paused)).toContain('Resume polling')

    const again = await page.evaluate(() => seatlog.call('servers.pause', { paused: true, minutes: null }))
    expect(again).toMatchObject({ ok: true })
    await wait(500)
    expect(await trayOf(app)).toEqual(paused)

    await app.ask('choose', 'Resume polling')
    await eventually(async () => expect(labels(await trayOf(app))).toContain(PAUSE))
    await app.ask('choose', PAUSE_HOUR)
    await eventually(async () => expect(labels(await trayOf(app))).toContain('Resume polling'))
    expect((await trayOf(app)).tooltip).toMatch(/^Demo; Paused until .*\d/)
  })

  it('leads from a feature in the tray to its place in the window', async () => {
    await using app = await launch({ args: ['--demo', '--hidden'] })
    const feature = await eventually(async () => {
      const found = labels(await trayOf(app)).find((label) => label.includes(' free'))
      if (found === undefined) throw new Error('the tray lists no feature')
      return found
    })
    await app.ask('choose', feature)
    expect((await app.page()).url()).toMatch(/#\/feature\/[\w-]+\/[\w%.-]+/)
  })

  it('leads from the tray to the settings', async () => {
    await using app = await launch({ args: ['--demo', '--hidden'] })
    await trayOf(app)
    await app.ask('choose', 'Settings')
    expect((await app.page()).url()).toMatch(/#\/settings$/)
  })

  it('hides its window when it is closed, and shows the same one from the tray', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    await eventually(async () => expect(await visible(app)).toEqual([true]))
    await page.evaluate(() => Object.assign(globalThis, { mark: 'still here' }))
    await app.ask('closeWindow')
    expect(await visible(app)).toEqual([false])
    await app.ask('choose', 'Open Seatlog')
    expect(await visible(app)).toEqual([true])
    expect(await page.evaluate(() => Reflect.get(globalThis, 'mark'))).toBe('still here')
    await app.ask('closeWindow')
    await app.ask('emit', 'tray', 'click')
    expect(await visible(app)).toEqual([true])
  })

  it('quits from the tray, whether its window is shown or not', async () => {
    for (const args of [['--demo'], ['--demo', '--hidden']]) {
      await using app = await launch({ args })
      await app.ask('quit')
      expect(await app.exited, app.output()).toBe(0)
    }
  })

  it('starts without window when asked to', async () => {
    await using app = await launch({ args: ['--demo', '--hidden'] })
    await trayOf(app)
    expect(await visible(app)).toEqual([])
    await app.ask('choose', 'Open Seatlog')
    await app.page()
    await eventually(async () => expect(await visible(app)).toEqual([true]))
  })

  it('runs once: a second start shows the window of the first, unless that start is hidden', async () => {
    await using app = await launch({ args: ['--demo'] })
    await app.page()
    await eventually(async () => expect(await visible(app)).toEqual([true]))
    await app.ask('closeWindow')
    expect(await app.startAgain(['--hidden'])).toBe(0)
    expect(await visible(app)).toEqual([false])
    expect(await app.startAgain([])).toBe(0)
    await eventually(async () => expect(await visible(app)).toEqual([true]))
  })

  it('opens a new window when the page has crashed', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    await eventually(async () => expect(await visible(app)).toEqual([true]))
    await page.goto('chrome://crash').catch(() => {})
    await eventually(async () => expect(await visible(app)).toEqual([]))
    await app.ask('choose', 'Open Seatlog')
    expect(await (await app.page()).title()).toBe('Seatlog')
  })
})

describe('the window of the desktop app', () => {
  it('has the typed client and nothing of Node or Electron', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    const info = await page.evaluate(() => seatlog.call('app.info', null))
    expect(info).toMatchObject({ ok: true, value: { host: 'desktop', demo: true } })
    expect(await page.evaluate(() => [typeof seatlog, Object.isFrozen(seatlog), Object.keys(seatlog).sort()])).toEqual([
      'object',
      true,
      ['call', 'on'],
    ])
    const names = ['require', 'process', 'module', 'electron', 'ipcRenderer']
    expect(await page.evaluate((list) => list.filter((name) => name in globalThis), names)).toEqual([])
  })

  it('cannot name a channel or an event that the contract lacks', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    const called = page.evaluate(() => seatlog.call('electron-store-get-data' as never, null as never))
    await expect(called).rejects.toThrow('unknown channel electron-store-get-data')
    const heard = page.evaluate(() => seatlog.on('ELECTRON_BROWSER_REQUIRE' as never, () => {}))
    await expect(heard).rejects.toThrow('unknown event ELECTRON_BROWSER_REQUIRE')
  })

  it('is the only one that is answered', async () => {
    await using app = await launch({ args: ['--demo'] })
    await app.page()
    const preload = path.join(APP, 'out', 'preload', 'preload.cjs')
    const answer = await app.ask('callFromForeignPage', preload, 'app.info', null)
    expect(answer).toEqual({ ok: false, code: 'bad-request', message: 'Only the window of Seatlog may ask.' })
  })

  it('stays at its page and opens no other', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    const address = page.url()
    await page.evaluate(() => {
      location.href = 'https://site.example/'
    })
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'https://site.example/new'
      link.target = '_blank'
      document.body.append(link)
      link.click()
      window.open('https://site.example/open')
    })
    await wait(500)
    expect(page.url()).toBe(address)
    await eventually(() => expect(page.context().pages()).toHaveLength(1))
    expect(await page.evaluate(() => typeof seatlog)).toBe('object')
  })

  it('runs no script but its own, and reaches no network', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.injected = true'
      document.head.append(script)
      return 'injected' in globalThis
    })
    expect(ran).toBe(false)
    expect(await page.evaluate(() => fetch('/index.html').then(() => 'fetched', String))).toMatch(/TypeError/)
  })

  it('is granted no permission', async () => {
    await using app = await launch({ args: ['--demo'] })
    const page = await app.page()
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'clipboard-read'] as PermissionName[]
      const found = await Promise.all(names.map((name) => navigator.permissions.query({ name })))
      return found.map(({ state }) => state)
    })
    expect(states).toHaveLength(3)
    expect(states).not.toContain('granted')
  })
})
