import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openMachineWide } from '../../../main/settings/config-file.ts'
import type { Places } from '../../../main/settings/places.ts'
import { defaultSettings } from '../../../main/settings/schema.ts'
import type { SettingsStore } from '../../../main/settings/store.ts'
import type { Result } from '../../../preload/contract/result.ts'

let root = ''
let places: Places

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-machine-'))
  places = {
    settingsFolder: root,
    machineWideFile: join(root, 'machine.json'),
    seedIniFiles: [join(root, 'logger.ini')],
    localStateFolder: join(root, 'state'),
    defaultDataFolder: join(root, 'home', 'Seatlog'),
  }
  // None of these is the computer's.
  writeFileSync(join(root, 'settings.json'), '{"theme":"dark","servers":[{"tag":"mine","address":"27000@lic02"}]}')
  writeFileSync(join(root, 'logger.ini'), '[x]\nlogusers=True\nlogpath=/var/log/flex\n')
})
afterEach(() => rmSync(root, { recursive: true }))

const opened = (text: string): Result<SettingsStore> => {
  writeFileSync(places.machineWideFile, text)
  return openMachineWide(places)
}

describe('the settings of a service', () => {
  it('are those of the computer over the defaults, without the user and the Python logger', () => {
    const store = opened('{"dataFolder":"/srv/seatlog","servers":[{"tag":"cad","address":"27000@lic01"}]}')
    if (!store.ok) throw new Error(store.message)
    expect(store.value.file).toBe(places.machineWideFile)
    expect(store.value.problems()).toEqual([])
    expect(store.value.current()).toEqual({
      ...defaultSettings(places.defaultDataFolder),
      dataFolder: '/srv/seatlog',
      servers: [{ tag: 'cad', address: '27000@lic01', role: 'auto' }],
    })
  })

  it('are never written', () => {
    const store = opened('{"dataFolder":"/srv/seatlog"}')
    if (!store.ok) throw new Error(store.message)
    expect(store.value.save({ theme: 'light' })).toMatchObject({ ok: false, code: 'cannot-write' })
    expect(readFileSync(places.machineWideFile, 'utf8')).toBe('{"dataFolder":"/srv/seatlog"}')
  })

  it('say so where they name no data folder, because nobody looks for it in the home of a service', () => {
    const store = opened('{"servers":[{"tag":"cad","address":"27000@lic01"}]}')
    expect(store.ok && store.value.problems()).toEqual([
      `${places.machineWideFile} names no dataFolder: ${places.defaultDataFolder}, of the user this runs as, is used.`,
    ])
  })

  it('must be there, undamaged, and name the key of their pseudonyms', () => {
    expect(openMachineWide(places)).toMatchObject({
      ok: false,
      message: `There is no ${places.machineWideFile}: write the settings of this computer there.`,
    })
    expect(opened('{"servers":')).toMatchObject({ ok: false, code: 'cannot-read' })
    expect(opened('{"names":"pseudonyms"}')).toMatchObject({ ok: false, code: 'bad-settings' })
  })
})
