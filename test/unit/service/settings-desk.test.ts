import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Conf from 'conf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../../main/service/settings-desk.ts'
import { openSettings, type SettingsStore } from '../../../main/settings/store.ts'

let root = ''
const opened: SettingsStore[] = []
let happened: string[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-desk-'))
  happened = []
})
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  rmSync(root, { recursive: true, force: true })
})

interface Computer extends SettingsDesk {
  readonly store: SettingsStore
  readonly file: (name: string) => string
}

/** A user's Seatlog on a computer of its own. */
function computer(name = 'one', machineWide?: object): Computer {
  const folder = join(root, name)
  const machineWideFile = join(root, `${name}.json`)
  if (machineWide !== undefined) writeFileSync(machineWideFile, JSON.stringify(machineWide))
  const store = openSettings({
    openFile: (options) => new Conf<Record<string, unknown>>(options),
    places: {
      settingsFolder: folder,
      machineWideFile,
      seedIniFiles: [],
      localStateFolder: join(folder, 'state'),
      defaultDataFolder: join(folder, 'data'),
    },
    now: () => new Date('2026-05-06T10:00:00Z'),
    watch: false,
  })
  opened.push(store)
  const desk = createSettingsDesk({
    store,
    lmutilFound: () => '/opt/flexlm/lmutil',
    logs: () => true,
    applied: async () => {
      happened.push('applied')
    },
    codesChanged: () => happened.push('codes'),
  })
  return { ...desk, store, file: (file) => join(folder, file) }
}

async function valueIn<T>(
  answer: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }>,
) {
  const result = await answer
  if (!result.ok) throw new Error(result.message)
  return result.value
}

const CAD = { tag: 'cad', address: '27000@lic1', zone: 'Europe/Berlin' }

describe('what the window sees of the settings', () => {
  it('has everything but the key of the pseudonyms', async () => {
    const { handlers } = computer('one', { locked: ['names'] })
    const view = await valueIn(handlers['settings.get'](null))
    expect(view).toMatchObject({ lmutilFound: '/opt/flexlm/lmutil', locked: ['names'], alerts: null, servers: [] })
    expect(view.alertsInUse.length).toBeGreaterThan(0)
    expect(view).not.toHaveProperty('pseudonymKey')
    expect(view).not.toHaveProperty('tellWhenFree')
  })

  it('is checked as it is typed without being saved', async () => {
    const { handlers, file } = computer()
    expect(await valueIn(handlers['settings.check']({ servers: [{ tag: 'a b', address: '' }] }))).toEqual({
      problems: [{ key: 'servers.0.tag', message: expect.stringMatching(/^The server \(a b\) has a wrong tag: /) }],
    })
    expect(await valueIn(handlers['settings.check']({ servers: [CAD], theme: 'dark' }))).toEqual({ problems: [] })
    expect(existsSync(file('settings.json'))).toBe(false)
  })

  it('is in effect when a save is answered', async () => {
    const { handlers } = computer()
    expect((await valueIn(handlers['settings.save']({ theme: 'dark' }))).theme).toBe('dark')
    expect(happened).toEqual(['applied'])
  })
})

describe('settings that are exported', () => {
  it('are the same on another computer, with the key of the pseudonyms', async () => {
    const one = computer('one')
    await one.handlers['settings.save']({ servers: [CAD], names: 'pseudonyms', pinned: ['cad/acmed/mill/0'] })
    const { fileName, text } = await valueIn(one.handlers['settings.export'](null))
    expect(fileName).toBe('seatlog-settings.json')
    const two = computer('two')
    await two.handlers['settings.save']({ theme: 'dark', servers: [{ tag: 'old', address: '27000@lic9' }] })
    const view = await valueIn(two.handlers['settings.import']({ text: `\uFEFF${text}` }))
    expect(view).toMatchObject({ names: 'pseudonyms', theme: 'system', pinned: ['cad/acmed/mill/0'] })
    expect(view.servers).toEqual([{ ...CAD, role: 'auto' }])
    const key = one.store.current().pseudonymKey
    expect(key.length).toBeGreaterThan(16)
    expect(two.store.current().pseudonymKey).toBe(key)
    expect(JSON.parse(readFileSync(two.file('settings.json'), 'utf8'))).toEqual(JSON.parse(text))
  })

  it('leave out what the computer locks and what nobody has set', async () => {
    const one = computer('one', { intervalSeconds: 120, servers: [CAD], locked: ['servers'] })
    await one.handlers['settings.save']({ theme: 'dark' })
    expect(JSON.parse((await valueIn(one.handlers['settings.export'](null))).text)).toEqual({ theme: 'dark' })
  })
})

describe('settings that are imported', () => {
  const unchanged = async (file: object | string, code: string, message: RegExp, machineWide?: object) => {
    const { handlers, store, file: path } = computer('one', machineWide)
    await handlers['settings.save']({ theme: 'dark' })
    const before = readFileSync(path('settings.json'), 'utf8')
    const text = typeof file === 'string' ? file : JSON.stringify(file)
    expect(await handlers['settings.import']({ text })).toEqual({
      ok: false,
      code,
      message: expect.stringMatching(message),
    })
    expect(readFileSync(path('settings.json'), 'utf8')).toBe(before)
    expect(store.current().theme).toBe('dark')
  }

  it('change nothing where one of them is wrong', async () => {
    await unchanged(
      { theme: 'light', servers: [CAD, { tag: 'x', address: 'lic1' }] },
      'bad-address',
      /^Not saved: the server \(x\)/,
    )
  })

  it('change nothing where one of them is unknown', async () => {
    await unchanged({ theme: 'light', colour: 'red' }, 'bad-request', /“colour”/)
  })

  it.each(['', '[]', 'null', '{"theme": "light"', '<html>'])(
    'change nothing where the file is none: %j',
    async (text) => {
      await unchanged(text, 'bad-settings', /^This is no file of settings/)
    },
  )

  it('change nothing where one of them is locked, and say so', async () => {
    await unchanged(
      { theme: 'light', servers: [CAD] },
      'bad-settings',
      /^Not saved: the list of servers is locked by/,
      {
        locked: ['servers'],
      },
    )
  })

  it('may name what is locked as it is', async () => {
    const { handlers } = computer('one', { intervalSeconds: 120, locked: ['intervalSeconds'] })
    const text = JSON.stringify({ intervalSeconds: 120, theme: 'light' })
    expect(await valueIn(handlers['settings.import']({ text }))).toMatchObject({ intervalSeconds: 120, theme: 'light' })
  })

  it('keep the key of the pseudonyms where they bring none', async () => {
    const { handlers, store } = computer()
    await handlers['settings.save']({ names: 'pseudonyms' })
    const key = store.current().pseudonymKey
    await valueIn(handlers['settings.import']({ text: '{"names":"pseudonyms"}' }))
    expect(store.current().pseudonymKey).toBe(key)
    await valueIn(
      handlers['settings.import']({ text: '{"names":"pseudonyms","pseudonymKey":"the key of another site"}' }),
    )
    expect(store.current().pseudonymKey).toBe('the key of another site')
  })
})

describe('feature codes of one’s own', () => {
  const BOLT = { code: 'ACME_BOLT', product: 'Acme Bolts', release: '2026' }

  it('are none at first, and are saved where the tables are read', async () => {
    const { handlers, file } = computer()
    expect(await valueIn(handlers['settings.codes'](null))).toEqual([])
    const saved = await valueIn(handlers['settings.saveCodes']({ codes: [{ ...BOLT, product: ' Acme\n Bolts ' }] }))
    expect(saved).toEqual([BOLT])
    expect(readFileSync(file('feature-codes.csv'), 'utf8')).toBe(
      'feature_code,product_name,release\nACME_BOLT,Acme Bolts,2026\n',
    )
    expect(happened).toEqual(['codes'])
  })

  it.each([
    [{ ...BOLT, code: ' ' }, 'Not saved: row 1 has no feature code.'],
    [{ ...BOLT, product: '' }, 'Not saved: ACME_BOLT has no product name.'],
  ])('need code and product: %j', async (code, message) => {
    const { handlers, file } = computer()
    expect(await handlers['settings.saveCodes']({ codes: [code] })).toEqual({
      ok: false,
      code: 'bad-settings',
      message,
    })
    expect(existsSync(file('feature-codes.csv'))).toBe(false)
  })

  it('are not saved over what another program has written meanwhile', async () => {
    const { handlers, file } = computer()
    await valueIn(handlers['settings.saveCodes']({ codes: [BOLT] }))
    const theirs = 'feature_code,product_name\nACME_NUT,Acme Nuts\n'
    writeFileSync(file('feature-codes.csv'), theirs)
    expect(await handlers['settings.saveCodes']({ codes: [] })).toMatchObject({ ok: false, code: 'cannot-write' })
    expect(readFileSync(file('feature-codes.csv'), 'utf8')).toBe(theirs)
    expect(await valueIn(handlers['settings.codes'](null))).toEqual([
      { code: 'ACME_NUT', product: 'Acme Nuts', release: '' },
    ])
    expect(await valueIn(handlers['settings.saveCodes']({ codes: [] }))).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('are written where a link leads, with the rights they had', async () => {
    const { handlers, file } = computer()
    await handlers['settings.save']({ theme: 'dark' })
    const shared = join(root, 'shared.csv')
    writeFileSync(shared, 'feature_code,product_name\n')
    chmodSync(shared, 0o664)
    symlinkSync(shared, file('feature-codes.csv'))
    expect(await valueIn(handlers['settings.saveCodes']({ codes: [BOLT] }))).toEqual([BOLT])
    expect(readlinkSync(file('feature-codes.csv'))).toBe(shared)
    expect(readFileSync(shared, 'utf8')).toContain('ACME_BOLT')
    expect(statSync(shared).mode & 0o777).toBe(0o664)
  })

  it.skipIf(process.platform === 'win32')('are not written in the place of a link that leads nowhere', async () => {
    const { handlers, file } = computer()
    await handlers['settings.save']({ theme: 'dark' })
    symlinkSync(join(root, 'away', 'shared.csv'), file('feature-codes.csv'))
    expect(await handlers['settings.saveCodes']({ codes: [BOLT] })).toEqual({
      ok: false,
      code: 'cannot-read',
      message: `${file('feature-codes.csv')} leads to a file that is not there: check its drive, or remove the link.`,
    })
    expect(readlinkSync(file('feature-codes.csv'))).toBe(join(root, 'away', 'shared.csv'))
  })

  it('are not written over a file that is read-only', async () => {
    const { handlers, file } = computer()
    await valueIn(handlers['settings.saveCodes']({ codes: [BOLT] }))
    chmodSync(file('feature-codes.csv'), 0o444)
    const before = readFileSync(file('feature-codes.csv'), 'utf8')
    expect(await handlers['settings.saveCodes']({ codes: [] })).toEqual({
      ok: false,
      code: 'cannot-write',
      message: `${file('feature-codes.csv')} is read-only: allow writing to it, then save again.`,
    })
    expect(readFileSync(file('feature-codes.csv'), 'utf8')).toBe(before)
    // What changes nothing may be saved.
    expect(await valueIn(handlers['settings.saveCodes']({ codes: [BOLT] }))).toEqual([BOLT])
  })

  it('that cannot be read say why, and are not written over', async () => {
    const { handlers, file } = computer()
    await handlers['settings.save']({ theme: 'dark' })
    for (const bad of [
      Buffer.from('feature_code,product_name\nA,B\xfcro\n', 'latin1'),
      Buffer.from('code,name\nA,B\n'),
    ]) {
      writeFileSync(file('feature-codes.csv'), bad)
      for (const answer of [
        await handlers['settings.codes'](null),
        await handlers['settings.saveCodes']({ codes: [] }),
      ]) {
        expect(answer).toMatchObject({ ok: false, code: 'cannot-read' })
      }
      expect(readFileSync(file('feature-codes.csv'))).toEqual(bad)
    }
  })
})
