import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Conf from 'conf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConfigFile } from '../../../main/settings/config-file.ts'
import type { Places } from '../../../main/settings/places.ts'
import { defaultSettings, type Settings } from '../../../main/settings/schema.ts'
import { openSettings, type SettingsStore } from '../../../main/settings/store.ts'

let root = ''
let places: Places
let file = ''
const opened: SettingsStore[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-settings-'))
  places = {
    settingsFolder: join(root, 'user'),
    machineWideFile: join(root, 'machine.json'),
    seedIniFiles: [join(root, 'later.ini'), join(root, 'first.ini')],
    localStateFolder: join(root, 'state'),
    defaultDataFolder: join(root, 'data'),
  }
  mkdirSync(places.settingsFolder)
  file = join(places.settingsFolder, 'settings.json')
})
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  rmSync(root, { recursive: true, force: true })
})

function open(watch = false): SettingsStore {
  const store = openSettings({
    openFile: (options) => new Conf<Record<string, unknown>>(options),
    places,
    now: () => new Date('2024-05-06T10:00:00.123Z'),
    watch,
  })
  opened.push(store)
  return store
}

const saved = (): unknown => JSON.parse(readFileSync(file, 'utf8'))
const aside = (): string => `${file}.bad-20240506T100000Z`
const defaults = (): Settings => defaultSettings(places.defaultDataFolder)

describe('settings', () => {
  it('are the defaults on a new computer, and opening them writes nothing', () => {
    const store = open()
    expect(store.current()).toEqual(defaults())
    expect(store.problems()).toEqual([])
    expect(readdirSync(places.settingsFolder)).toEqual([])
  })

  it('are refused where rows would be written more often than servers are asked', () => {
    const store = open()
    const message = 'The record interval must not be shorter than the interval of polls, 600 seconds.'
    expect(store.check({ intervalSeconds: 600 })).toEqual([{ key: 'recordIntervalSeconds', message }])
    expect(store.save({ intervalSeconds: 600 })).toMatchObject({
      ok: false,
      code: 'bad-settings',
      message: `Not saved: t${message.slice(1)}`,
    })
    expect(store.save({ intervalSeconds: 600, recordIntervalSeconds: 600 })).toMatchObject({ ok: true })
    expect(store.check({ recordIntervalSeconds: 300 })).toEqual([{ key: 'recordIntervalSeconds', message }])
    expect(store.save({ theme: 'dark' })).toMatchObject({ ok: true })
  })

  it('that are imported are checked by the default for what they do not name', () => {
    const store = open()
    expect(store.save({ recordIntervalSeconds: 3600 })).toMatchObject({ ok: true })
    expect(store.replace({ intervalSeconds: 600 })).toMatchObject({ ok: false, code: 'bad-settings' })
    expect(store.replace({ intervalSeconds: 120 })).toMatchObject({ ok: true })
  })

  it('are saved key by key, for their user only, and found again', () => {
    const first = open()
    expect(first.save({ theme: 'dark' })).toMatchObject({ ok: true })
    expect(first.save({ servers: [{ tag: 'acme', address: '27000@lic01' }] })).toMatchObject({ ok: true })
    expect(saved()).toEqual({ theme: 'dark', servers: [{ tag: 'acme', address: '27000@lic01', role: 'auto' }] })
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(open().current()).toEqual(first.current())
  })

  it('are not touched by a save that is refused', () => {
    const store = open()
    expect(store.save({ theme: 'dark', intervalSeconds: 1 })).toMatchObject({ ok: false, code: 'bad-settings' })
    expect(store.current()).toEqual(defaults())
    expect(existsSync(file)).toBe(false)
  })

  it('tell their listeners of a change once, and not of what stayed the same', () => {
    const store = open()
    const themes: string[] = []
    const unsubscribe = store.onChange((settings) => themes.push(settings.theme))
    store.save({ theme: 'dark' })
    store.save({ theme: 'dark' })
    unsubscribe()
    store.save({ theme: 'light' })
    expect(themes).toEqual(['dark'])
  })

  it('notice a change by another process', { timeout: 10_000 }, async () => {
    const watching = open(true)
    const changed = new Promise<Settings>((resolve) => watching.onChange(resolve))
    expect(open().save({ names: 'none' })).toMatchObject({ ok: true })
    expect((await changed).names).toBe('none')
  })
})

describe('a settings file that is damaged', () => {
  it('is kept aside, and settings start from their defaults', () => {
    writeFileSync(file, '{"theme": "da')
    const store = open()
    expect(store.current()).toEqual(defaults())
    expect(store.problems()).toEqual([
      `${file} was damaged and is kept as ${aside()}: settings start from their defaults, please check them.`,
    ])
    expect(readFileSync(aside(), 'utf8')).toBe('{"theme": "da')
    expect(store.save({ theme: 'light' })).toMatchObject({ ok: true })
    expect(saved()).toEqual({ theme: 'light' })
  })

  it('loses only its bad values, is told of once, and a copy as it was is kept', () => {
    const before = '{"theme":"pink","names":"none","servers":[{"tag":"a","address":""},{"tag":"con"}],"later":1}'
    writeFileSync(file, before)
    const store = open()
    expect(store.current()).toMatchObject({ theme: 'system', names: 'none', servers: [{ tag: 'a' }] })
    expect(store.problems()).toHaveLength(4)
    expect(store.problems()).toContain(`${file} as it was is kept as ${aside()}.`)
    expect(readFileSync(aside(), 'utf8')).toBe(before)
    expect(saved()).toEqual({ names: 'none', servers: [{ tag: 'a', address: '', role: 'auto' }], later: 1 })
    expect(open().problems()).toEqual([`${file} holds “later”, which Seatlog does not know: it is ignored.`])
  })

  it('while Seatlog runs makes a save fail with a sentence', () => {
    const store = open()
    store.save({ theme: 'dark' })
    writeFileSync(file, '{')
    expect(store.save({ theme: 'light' })).toEqual({
      ok: false,
      code: 'cannot-write',
      message: `${file} is damaged: start Seatlog anew, which keeps it aside.`,
    })
  })
})

describe('a settings folder that cannot be written', () => {
  it('still gives settings, and says why they cannot be saved', () => {
    writeFileSync(join(root, 'machine.json'), '{"theme":"dark"}')
    rmSync(places.settingsFolder, { recursive: true })
    writeFileSync(places.settingsFolder, 'a file where the folder should be')
    const store = open(true)
    expect(store.current()).toEqual({ ...defaults(), theme: 'dark' })
    expect(store.problems()).toHaveLength(1)
    expect(store.problems()[0]).toMatch(
      /^Settings cannot be kept in .*settings\.json \(E[A-Z]+\): allow reading and writing/,
    )
    expect(store.save({ theme: 'light' })).toMatchObject({ ok: false, code: 'cannot-write' })
  })

  it('does not let people be recorded under pseudonyms whose key would be lost', () => {
    writeFileSync(join(root, 'machine.json'), '{"names":"pseudonyms"}')
    rmSync(places.settingsFolder, { recursive: true })
    writeFileSync(places.settingsFolder, 'a file where the folder should be')
    const store = open()
    expect(store.current().names).toBe('none')
    expect(store.problems().join(' ')).toContain('People are not recorded')
  })
})

describe('the key of the pseudonyms', () => {
  it('is made when it is first wanted, and then stays', () => {
    const store = open()
    expect(store.current().pseudonymKey).toBe('')
    store.save({ names: 'pseudonyms' })
    const key = store.current().pseudonymKey
    expect(Buffer.from(key, 'base64url')).toHaveLength(32)
    store.save({ names: 'names' })
    store.save({ names: 'pseudonyms' })
    expect(open().current().pseudonymKey).toBe(key)
  })

  it('is made at the start where the computer’s settings want pseudonyms', () => {
    writeFileSync(places.machineWideFile, '{"names":"pseudonyms"}')
    const key = open().current().pseudonymKey
    expect(key).not.toBe('')
    expect(open().current()).toMatchObject({ names: 'pseudonyms', pseudonymKey: key })
  })
})

describe('settings of the computer and of the seed', () => {
  it('count where the user’s own say nothing, the computer’s first', () => {
    writeFileSync(join(root, 'first.ini'), '[x]\nlogusers = False\ndbpath = /data/flexlm\nping = no\n')
    writeFileSync(places.machineWideFile, '{"dataFolder":"/data/seatlog","theme":"dark"}')
    writeFileSync(file, '{"theme":"light"}')
    expect(open().current()).toEqual({
      ...defaults(),
      theme: 'light',
      dataFolder: '/data/seatlog',
      names: 'none',
      servers: [{ tag: 'flexlm', address: '', role: 'auto' }],
    })
    expect(open().problems()).toEqual([])
  })

  it('tell what they have no use for on the first start only', () => {
    writeFileSync(join(root, 'later.ini'), '[x]\nlogpath = /data/flexlm\nping = no\n')
    const store = open()
    expect(store.problems()).toEqual(['Of later.ini, Seatlog has no use for ping: it writes files only.'])
    store.save({ theme: 'dark' })
    expect(open().problems()).toEqual([])
    expect(open().current().dataFolder).toBe('/data/flexlm')
  })

  it('are told of when the computer’s file is damaged, which stays where it is', () => {
    writeFileSync(places.machineWideFile, '[]')
    const store = open()
    expect(store.problems()).toEqual([
      `${places.machineWideFile} is not valid JSON and is ignored: ask who administers this computer.`,
    ])
    expect(readFileSync(places.machineWideFile, 'utf8')).toBe('[]')
  })
})

describe('a file named on the command line', () => {
  it('may be an ini file, over the computer’s settings', () => {
    const ini = join(root, 'mine.ini')
    writeFileSync(ini, Buffer.from('[x]\nlogusers=True\nlogpath=/data/b\xfcro\nlicfile=/opt/acme.lic\n', 'latin1'))
    writeFileSync(places.machineWideFile, '{"theme":"dark","names":"none"}')
    const store = openConfigFile(ini, places)
    expect(store.ok && store.value.current()).toEqual({
      ...defaults(),
      theme: 'dark',
      names: 'names',
      dataFolder: '/data/büro',
      servers: [{ tag: 'flexlm', address: '/opt/acme.lic', role: 'auto' }],
    })
  })

  it('may be settings as Seatlog writes them, and is never written', () => {
    const json = join(root, 'mine.json')
    writeFileSync(json, '{"theme":"dark","intervalSeconds":1}')
    const store = openConfigFile(json, places)
    if (!store.ok) throw new Error(store.message)
    expect(store.value.current()).toEqual({ ...defaults(), theme: 'dark' })
    expect(store.value.problems()).toHaveLength(1)
    expect(store.value.save({ theme: 'light' })).toMatchObject({ ok: false, code: 'cannot-write' })
    expect(readFileSync(json, 'utf8')).toBe('{"theme":"dark","intervalSeconds":1}')
  })

  it('must be there, readable, and name the key of its pseudonyms', () => {
    const bad = (name: string, text?: string) => {
      const path = join(root, name)
      if (text !== undefined) writeFileSync(path, text)
      return openConfigFile(path, places)
    }
    expect(bad('none.json')).toMatchObject({ ok: false, code: 'cannot-read' })
    expect(bad('half.json', '{"theme"')).toMatchObject({ ok: false, code: 'bad-settings' })
    expect(bad('other.ini', '[desktop]\nicon=1\n')).toMatchObject({ ok: false, code: 'bad-settings' })
    expect(bad('keyless.json', '{"names":"pseudonyms"}')).toMatchObject({ ok: false, code: 'bad-settings' })
    expect(openConfigFile(root, places)).toMatchObject({ ok: false, code: 'cannot-read' })
  })
})
