import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Conf from 'conf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConfigFile } from '../../../main/settings/config-file.ts'
import { readLowerLayers } from '../../../main/settings/files.ts'
import type { Places } from '../../../main/settings/places.ts'
import { openSettings, type SettingsStore } from '../../../main/settings/store.ts'

let root = ''
let places: Places
const opened: SettingsStore[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-locked-'))
  places = {
    settingsFolder: join(root, 'user'),
    machineWideFile: join(root, 'machine.json'),
    seedIniFiles: [],
    localStateFolder: join(root, 'state'),
    defaultDataFolder: join(root, 'data'),
  }
  mkdirSync(places.settingsFolder)
})
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  rmSync(root, { recursive: true, force: true })
})

const userFile = (): string => join(places.settingsFolder, 'settings.json')

function open(machineWide: object, user: object = {}): SettingsStore {
  writeFileSync(places.machineWideFile, JSON.stringify(machineWide))
  writeFileSync(userFile(), JSON.stringify(user))
  const now = () => new Date('2026-05-06T10:00:00Z')
  const openFile = (options: object) => new Conf<Record<string, unknown>>(options)
  const store = openSettings({ openFile, places, now, watch: false })
  opened.push(store)
  return store
}

const OURS = [{ tag: 'cad', address: '27000@lic01' }]
const MINE = [{ tag: 'mine', address: '27000@lic02' }]

describe('settings that the administrator has locked', () => {
  it('takes a list that goes deeper than anybody counts for no setting', () => {
    writeFileSync(places.machineWideFile, `{"locked":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    const { layers, locked, problems } = readLowerLayers(places.machineWideFile, [])
    expect(layers).toEqual([{}])
    expect(locked).toEqual([])
    expect(problems).toEqual([expect.stringContaining('locked holds a list or an object, which is no setting')])
  })

  it('are the computer’s, whatever the user’s file says', () => {
    const store = open(
      { servers: OURS, names: 'pseudonyms', pseudonymKey: 'one key for the whole site', locked: ['servers', 'names'] },
      { servers: MINE, names: 'names', theme: 'dark' },
    )
    expect(store.locked()).toEqual(['servers', 'names'])
    expect(store.problems()).toEqual([])
    expect(store.current()).toMatchObject({
      servers: [{ tag: 'cad', address: '27000@lic01', role: 'auto' }],
      names: 'pseudonyms',
      pseudonymKey: 'one key for the whole site',
      theme: 'dark',
    })
    expect(store.own()).toEqual({ theme: 'dark' })
  })

  it('are the defaults where the computer’s file says nothing of them', () => {
    expect(open({ locked: ['timeoutSeconds'] }, { timeoutSeconds: 5 }).current().timeoutSeconds).toBe(30)
  })

  it('cannot be saved, nor anything that is saved along with them', () => {
    const store = open({ servers: OURS, locked: ['servers', 'timeoutSeconds'] })
    const sentence = `list of servers is locked by this computer’s administrator in ${places.machineWideFile}.`
    expect(store.save({ theme: 'dark', servers: MINE })).toMatchObject({
      ok: false,
      code: 'bad-settings',
      message: `Not saved: the ${sentence}`,
    })
    expect(store.check({ servers: MINE })).toEqual([{ key: 'servers', message: `The ${sentence}` }])
    expect(store.save({ timeoutSeconds: 5 })).toMatchObject({ ok: false })
    expect(JSON.parse(readFileSync(userFile(), 'utf8'))).toEqual({})
    expect(store.current().theme).toBe('system')
  })

  it('may be named in a save as long as they stay what they are', () => {
    const store = open({ servers: OURS, intervalSeconds: 120, locked: ['servers', 'intervalSeconds'] })
    expect(store.check({ servers: OURS, theme: 'dark' })).toEqual([])
    expect(store.save({ servers: OURS, intervalSeconds: 120, theme: 'dark' })).toMatchObject({ ok: true })
    expect(JSON.parse(readFileSync(userFile(), 'utf8'))).toEqual({ theme: 'dark' })
  })

  it('are told of where the list names what is no setting, or is none', () => {
    const store = open({ locked: ['theme', 'colour', 7] })
    expect(store.locked()).toEqual(['theme'])
    expect(store.problems()).toEqual([
      `In ${places.machineWideFile}, locked holds "colour", which is no setting.`,
      `In ${places.machineWideFile}, locked holds 7, which is no setting.`,
    ])
    const all = open({ locked: 'all' })
    expect(all.locked()).toEqual([])
    expect(all.problems()).toEqual([`In ${places.machineWideFile}, locked must be a list of keys: nothing is locked.`])
  })

  it('can be locked by the computer alone', () => {
    const store = open({}, { locked: ['theme'], theme: 'dark' })
    expect(store.locked()).toEqual([])
    expect(store.current().theme).toBe('dark')
    expect(store.problems()).toEqual([`${userFile()} holds “locked”, which Seatlog does not know: it is ignored.`])
  })

  it('do not bind a file named on the command line, which may be the computer’s own', () => {
    open({ servers: OURS, locked: ['servers'] })
    const mine = join(root, 'mine.json')
    writeFileSync(mine, JSON.stringify({ servers: MINE }))
    for (const [file, tag] of [
      [mine, 'mine'],
      [places.machineWideFile, 'cad'],
    ] as const) {
      const store = openConfigFile(file, places)
      if (!store.ok) throw new Error(store.message)
      expect(store.value.current().servers.map((server) => server.tag)).toEqual([tag])
      expect(store.value.locked()).toEqual([])
      expect(store.value.problems()).toEqual([])
    }
  })

  it('have nobody recorded where they want pseudonyms and lock the key without one', () => {
    const store = open(
      { names: 'pseudonyms', locked: ['names', 'pseudonymKey'] },
      { pseudonymKey: 'a key of one user alone' },
    )
    expect(store.current()).toMatchObject({ names: 'none', pseudonymKey: '' })
    expect(store.problems()).toEqual([
      'People are not recorded, because the key of their pseudonyms cannot be kept. ' +
        `Not saved: pseudonyms need a key, and ${places.machineWideFile} locks an empty one.`,
    ])
    expect(store.save({ theme: 'dark' })).toMatchObject({ ok: true })
    expect(store.current()).toMatchObject({ names: 'none', theme: 'dark' })
  })

  it('do not let pseudonyms be chosen where only their key is locked, without one', () => {
    const store = open({ locked: ['pseudonymKey'] })
    expect(store.save({ names: 'pseudonyms' })).toMatchObject({ ok: false, code: 'bad-settings' })
    expect(store.current().names).toBe('names')
  })
})
