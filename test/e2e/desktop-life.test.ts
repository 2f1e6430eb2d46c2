import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppInfo, SeatlogClient } from '../../preload/contract/api.ts'
import type { ServerSeats } from '../../preload/contract/seats.ts'
import { type DesktopApp, eventually, launch } from '../harness/launch.ts'
import type { SeenWindow } from '../harness/probe.ts'
import { LMUTIL, openShell } from './command-line.ts'

declare const seatlog: SeatlogClient

const SIMULATED = { SEATLOG_SIM_NOW: '2026-11-18T10:00:00Z', SEATLOG_SIM_SEED: '7' }

/** Folders of a user that outlive a launch: settings, state, data. */
let user: string
beforeEach(() => {
  user = mkdtempSync(path.join(tmpdir(), 'seatlog-user-'))
})
afterEach(() => rmSync(user, { recursive: true, force: true, maxRetries: 5 }))

const config = (): string => path.join(user, 'config')
const data = (): string => path.join(user, 'data')
const folders = (): Record<string, string> => ({ XDG_CONFIG_HOME: config(), XDG_STATE_HOME: path.join(user, 'state') })

interface Given {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, unknown>>
}

/** The demo, unless settings say otherwise. */
function start({ args = [], env = {}, settings }: Given = {}): Promise<DesktopApp> {
  const file = path.join(config(), 'Seatlog', 'settings.json')
  mkdirSync(path.dirname(file), { recursive: true })
  if (settings !== undefined) writeFileSync(file, JSON.stringify(settings))
  const demo = settings?.servers === undefined ? ['--demo'] : []
  return launch({ args: [...demo, ...args], env: { ...SIMULATED, ...folders(), ...env } })
}

/** Polls once at the start, and then not for an hour. */
const logging = (): Record<string, unknown> => ({
  servers: [{ tag: 'CAD', address: '27000@lic-cad' }],
  lmutil: LMUTIL,
  dataFolder: data(),
  intervalSeconds: 3600,
})

async function onlyWindow(app: DesktopApp): Promise<SeenWindow> {
  return await eventually(async () => {
    const [window, ...others] = (await app.ask('look')).windows
    if (window === undefined || !window.visible) throw new Error('no window is shown')
    expect(others).toEqual([])
    return window
  })
}

async function info(app: DesktopApp): Promise<AppInfo> {
  const page = await app.page()
  const answer = await page.evaluate(() => seatlog.call('app.info', null))
  if (!answer.ok) throw new Error(answer.message)
  return answer.value
}

/** The only server, once it was answered. */
async function server(app: DesktopApp): Promise<ServerSeats & { answeredAt: number }> {
  const page = await app.page()
  return await eventually(async () => {
    const answer = await page.evaluate(() => seatlog.call('seats.get', null))
    const [one] = answer.ok ? answer.value.servers : []
    if (one === undefined || one.answeredAt === null) throw new Error('no answer came yet')
    return { ...one, answeredAt: one.answeredAt }
  }, 20)
}

const lease = (): { pid: number; released: boolean } =>
  JSON.parse(readFileSync(path.join(data(), 'state', 'CAD.lease'), 'utf8'))

describe('the window of the desktop app', () => {
  it('opens where it was, as large as it was', async () => {
    const area = { x: 300, y: 200, width: 900, height: 600 }
    {
      await using app = await start()
      expect(await onlyWindow(app)).toMatchObject({ area: { width: 1180, height: 760 }, maximized: false })
      await app.ask('moveWindow', area)
      await app.ask('closeWindow')
      await app.ask('quit')
      expect(await app.exited, app.output()).toBe(0)
    }
    {
      await using app = await start()
      expect(await onlyWindow(app)).toMatchObject({ area, maximized: false })
      await app.ask('maximizeWindow')
      await app.ask('quit')
      expect(await app.exited, app.output()).toBe(0)
    }
    await using app = await start()
    expect(await onlyWindow(app)).toMatchObject({ area, maximized: true })
  })

  it('opens on a screen that there is, although the one it was on is gone', async () => {
    mkdirSync(path.join(config(), 'Seatlog'), { recursive: true })
    const place = { area: { x: 40_000, y: -9000, width: 900, height: 600 }, maximized: false }
    writeFileSync(path.join(config(), 'Seatlog', 'window.json'), JSON.stringify({ place }))
    await using app = await start()
    const { area } = await onlyWindow(app)
    expect(area).toMatchObject({ width: 900, height: 600 })
    expect(area.x).toBeLessThan(10_000)
    expect(area.y).toBeGreaterThanOrEqual(0)
  })

  it('opens in its usual size where what was kept of it is damaged', async () => {
    mkdirSync(path.join(config(), 'Seatlog'), { recursive: true })
    writeFileSync(path.join(config(), 'Seatlog', 'window.json'), '{"place": {"area": {"x": "left"}')
    await using app = await start()
    expect((await onlyWindow(app)).area).toMatchObject({ width: 1180, height: 760 })
  })

  it('tells once that closing only hides it', async () => {
    const told = async (app: DesktopApp) =>
      (await app.ask('look')).notifications.filter(({ title }) => title === 'Seatlog goes on')
    {
      await using app = await start()
      await onlyWindow(app)
      await app.ask('closeWindow')
      expect(await told(app)).toHaveLength(1)
      expect((await told(app))[0]?.body).toContain('tray')
      await app.ask('clickNotification', 'Seatlog goes on')
      await onlyWindow(app)
      await app.ask('closeWindow')
      expect(await told(app)).toHaveLength(1)
      await app.ask('quit')
      expect(await app.exited, app.output()).toBe(0)
    }
    await using app = await start()
    await onlyWindow(app)
    await app.ask('closeWindow')
    expect(await told(app)).toEqual([])
  })

  it('goes to the place that is chosen in the tray while it is open', async () => {
    await using app = await start()
    const page = await app.page()
    await onlyWindow(app)
    await eventually(() => app.ask('choose', 'Settings'))
    await eventually(() => expect(page.url()).toMatch(/#\/settings/))
  })
})

describe.runIf(process.platform === 'linux')('start on login', () => {
  const entry = (): string => path.join(config(), 'autostart', 'seatlog.desktop')
  const save = async (app: DesktopApp, startOnLogin: boolean): Promise<void> => {
    const page = await app.page()
    const saved = await page.evaluate((on) => seatlog.call('settings.save', { startOnLogin: on }), startOnLogin)
    expect(saved).toMatchObject({ ok: true })
  }

  it('follows the setting by an entry that starts without window', async () => {
    await using app = await start()
    await save(app, true)
    const text = await eventually(() => readFileSync(entry(), 'utf8'))
    expect(text).toMatch(/^Exec=.+ --hidden$/m)
    await save(app, false)
    await eventually(() => expect(existsSync(entry())).toBe(false))
  })

  it('starts the AppImage itself, not the place where it is mounted, and follows it when it is moved', async () => {
    const settings = { startOnLogin: true }
    const env = { APPIMAGE: '/home/ines/My Apps/Seatlog.AppImage' }
    {
      await using app = await start({ settings, env, args: ['--hidden'] })
      await eventually(() => expect(readFileSync(entry(), 'utf8')).toContain('\nExec="/home/ines/My Apps/Seatlog'))
      await app.ask('quit')
      await app.exited
    }
    await using _app = await start({ env: { APPIMAGE: '/opt/Seatlog.AppImage' }, args: ['--hidden'] })
    await eventually(() => expect(readFileSync(entry(), 'utf8')).toContain('\nExec=/opt/Seatlog.AppImage '))
  })

  it('stays off where the desktop’s own settings have switched it off, and the window says so', async () => {
    mkdirSync(path.dirname(entry()), { recursive: true })
    writeFileSync(entry(), '[Desktop Entry]\nType=Application\nExec=/opt/Seatlog/seatlog --hidden\nHidden=true\n')
    await using app = await start({ settings: { startOnLogin: true } })
    await eventually(async () =>
      expect((await info(app)).notices).toContainEqual(expect.objectContaining({ id: 'start-on-login', kind: 'info' })),
    )
    expect(readFileSync(entry(), 'utf8')).toContain('Hidden=true')
  })

  it('says so where the entry cannot be written', async () => {
    mkdirSync(config(), { recursive: true })
    writeFileSync(path.dirname(entry()), 'a file where the folder should be')
    await using app = await start()
    await save(app, true)
    const notice = await eventually(async () => {
      const found = (await info(app)).notices.find(({ id }) => id === 'start-on-login')
      if (found === undefined) throw new Error('nothing was told')
      return found
    })
    expect(notice).toMatchObject({ kind: 'warning', message: expect.stringContaining(entry()) })
  })
})

describe('the end of the session', () => {
  it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s ends the app in order: what it polled is in the files, and the server is given back',
    async (signal) => {
      await using app = await start({ settings: logging() })
      await server(app)
      await eventually(() => expect(lease().released).toBe(false))
      process.kill(lease().pid, signal)
      expect(await app.exited, app.output()).toBe(0)
      expect(lease().released).toBe(true)
    },
  )

  it.skipIf(process.platform === 'win32')(
    'by the system’s shutdown waits until the app has ended in order',
    async () => {
      await using app = await start({ settings: logging(), args: ['--hidden'] })
      await eventually(() => expect(existsSync(path.join(data(), 'state', 'CAD.now.json'))).toBe(true), 20)
      expect(await app.ask('emit', 'powerMonitor', 'shutdown')).toBe(true)
      expect(await app.exited, app.output()).toBe(0)
      expect(lease().released).toBe(true)
    },
  )
})

describe('a sleep of the computer', () => {
  it('is followed by one poll a few seconds after it', async () => {
    await using app = await start({ settings: logging() })
    const { answeredAt, nextPollAt } = await server(app)
    expect(nextPollAt).not.toBeNull()
    await app.ask('emit', 'powerMonitor', 'suspend')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect((await server(app)).answeredAt).toBe(answeredAt)
    await app.ask('emit', 'powerMonitor', 'resume')
    await eventually(async () => expect((await server(app)).answeredAt).toBeGreaterThan(answeredAt + 1), 20)
  })
})

describe.runIf(process.platform === 'linux')('a desktop without tray', () => {
  it('is told in the window, which comes back by a second start', async () => {
    const bin = path.join(user, 'bin')
    mkdirSync(bin)
    writeFileSync(path.join(bin, 'gdbus'), '#!/bin/sh\necho "(false,)"\n')
    chmodSync(path.join(bin, 'gdbus'), 0o755)
    const env = { PATH: `${bin}${path.delimiter}${process.env.PATH}`, XDG_CURRENT_DESKTOP: 'GNOME' }
    await using app = await start({ env })
    const page = await app.page()
    await eventually(() => expect(page.innerText('body')).resolves.toContain('This desktop shows no tray icons.'))
    await app.ask('closeWindow')
    const { notifications } = await app.ask('look')
    expect(notifications.map(({ body }) => body)).toContainEqual(expect.stringContaining('Start Seatlog again'))
    expect(await app.startAgain([])).toBe(0)
    await onlyWindow(app)
  })
})

describe('beside a logger without window on the same computer', () => {
  const words = (): readonly string[] => ['poll', '--server', 'CAD=27000@lic-cad', '--lmutil', LMUTIL, '--data', data()]

  it.each([
    ['of the same user', 'state'],
    ['of another user, such as a service', 'state of the service'],
  ])('%s the desktop app is its viewer, until that one ends', async (_whose, state) => {
    await using shell = openShell()
    const env = { ...SIMULATED, ...folders(), XDG_STATE_HOME: path.join(user, state) }
    const logger = shell.start(words(), env)
    await eventually(() => expect(existsSync(path.join(data(), 'state', 'CAD.now.json'))).toBe(true), 20)
    await using app = await start({ settings: { ...logging(), intervalSeconds: 10 } })
    expect(await server(app)).toMatchObject({ role: 'viewer', loggedBy: hostname(), state: 'up' })
    expect((await info(app)).notices).toEqual([])
    expect(lease().pid).toBe(logger.pid)
    logger.kill('SIGTERM')
    await eventually(async () => expect(await server(app)).toMatchObject({ role: 'logger', state: 'up' }), 30)
    expect((await info(app)).notices).toEqual([])
    expect(lease()).toMatchObject({ released: false })
    expect(lease().pid).not.toBe(logger.pid)
  })
})
