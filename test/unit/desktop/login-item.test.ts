import { beforeEach, describe, expect, it } from 'vitest'
import { followLoginSetting, type LoginItem } from '../../../main/desktop/login-item.ts'
import { systemLoginItem } from '../../../main/desktop/system-login-item.ts'
import type { Service } from '../../../main/service/host.ts'
import type { Notice, SettingsView } from '../../../preload/contract/api.ts'
import { ok } from '../../../preload/contract/result.ts'

const notices = new Map<string, Omit<Notice, 'id'>>()
let change: (startOnLogin: boolean) => void
let writes: boolean[]

/** A service that knows one setting. */
function service(startOnLogin: boolean): Service {
  const view = (on: boolean) => ({ startOnLogin: on }) as SettingsView
  return {
    call: async () => ok(view(startOnLogin)) as never,
    on(event, listener) {
      if (event === 'settings.changed') change = (on) => listener(view(on) as never)
      return () => {}
    },
    note(id, notice) {
      if (notice === null) notices.delete(id)
      else notices.set(id, notice)
    },
    takesOver: () => false,
    suspend() {},
    wake() {},
    async stop() {},
  }
}

const item = (more: Partial<LoginItem> = {}): LoginItem => ({
  name: '/home/ines/.config/autostart/seatlog.desktop',
  isSwitchedOff: () => false,
  set: (on) => void writes.push(on),
  ...more,
})

const told = () => [...notices.values()]

beforeEach(() => {
  notices.clear()
  writes = []
})

describe('start on login', () => {
  it('is written anew at the start where the setting is on', async () => {
    await followLoginSetting(service(true), item())
    expect(writes).toEqual([true])
    expect(told()).toEqual([])
  })

  it('is left alone at the start where the setting is off', async () => {
    await followLoginSetting(service(false), item())
    expect(writes).toEqual([])
  })

  it('is written with every change of the setting, and with no other', async () => {
    await followLoginSetting(service(false), item())
    for (const on of [false, true, true, false]) change(on)
    expect(writes).toEqual([true, false])
  })

  it('stays off where the user switched it off in the system’s settings, which is told, until the setting changes', async () => {
    await followLoginSetting(service(true), item({ isSwitchedOff: () => true }))
    expect(writes).toEqual([])
    expect(told()).toHaveLength(1)
    expect(told()[0]).toMatchObject({ kind: 'info', message: expect.stringContaining('switched off in the settings') })
    change(false)
    expect(told()).toEqual([])
    change(true)
    expect(writes).toEqual([false, true])
  })

  it('says so where it cannot be written, until it can', async () => {
    const refused = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES', syscall: 'open' })
    let isRefused = true
    const set = (): void => {
      if (isRefused) throw refused
    }
    await followLoginSetting(service(true), item({ set }))
    expect(told()).toEqual([
      {
        kind: 'warning',
        message:
          'Start on login could not be switched on in /home/ines/.config/autostart/seatlog.desktop (EACCES): allow Seatlog to write there, then change the setting again.',
      },
    ])
    isRefused = false
    change(false)
    expect(told()).toEqual([])
  })
})

describe('start on login by Windows and macOS', () => {
  type Known = ReturnType<Parameters<typeof systemLoginItem>[0]['getLoginItemSettings']>

  /** The system's own list: Windows compares path and arguments, and keeps apart whether the entry is approved. */
  function system(refuses = false) {
    const known = { openAtLogin: false, status: 'not-registered', launchItems: [] } as unknown as Known
    const asked: unknown[] = []
    return {
      known,
      asked,
      getLoginItemSettings: () => known,
      setLoginItemSettings(settings: object) {
        asked.push(settings)
        if (!refuses && 'openAtLogin' in settings) known.openAtLogin = settings.openAtLogin === true
      },
    }
  }

  it('asks the system to start the app hidden', () => {
    const app = system()
    const item = systemLoginItem(app, ['--hidden'])
    item.set(true)
    item.set(false)
    expect(app.asked).toEqual([
      { openAtLogin: true, args: ['--hidden'] },
      { openAtLogin: false, args: ['--hidden'] },
    ])
  })

  it('notices that a policy forbids it', () => {
    expect(() => systemLoginItem(system(true), ['--hidden']).set(true)).toThrow('the system did not take it')
  })

  it('is switched off where the Task Manager of Windows or macOS’s settings have disabled it', () => {
    const app = system()
    const item = systemLoginItem(app, ['--hidden'])
    expect(item.isSwitchedOff()).toBe(false)
    item.set(true)
    app.known.executableWillLaunchAtLogin = true
    expect(item.isSwitchedOff()).toBe(false)
    app.known.executableWillLaunchAtLogin = false
    expect(item.isSwitchedOff()).toBe(true)
    Object.assign(app.known, {
      openAtLogin: false,
      executableWillLaunchAtLogin: undefined,
      status: 'requires-approval',
    })
    expect(item.isSwitchedOff()).toBe(true)
  })
})
