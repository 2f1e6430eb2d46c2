import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { getRawHeader, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { describe, expect, it } from 'vitest'
import { filesBelow, packed, ROOT, run, startsFrom, temporary, works } from './packed.ts'

const SYSTEMS = [
  { system: 'Linux', folder: packed('linux-unpacked'), program: 'seatlog', beside: ['apparmor-profile'] },
  { system: 'Windows', folder: packed('win-unpacked'), program: 'Seatlog.exe', beside: [] },
]
const hasSevenZip = await works('7zz')
/** What the threads of the history start from, and the chunks they import. */
const UNPACKED = /^out\/main\/(?:history-|chunk-).*\.js$/

/** What the licenses of the app are made of, and they themselves: they lie beside the archive. */
const LICENSES = /(?:^|\/)(?:licenses\.json|THIRD-PARTY-LICENSES\.txt)$/

/** All of this checkout that belongs into the app. */
const content = (): readonly string[] =>
  [
    'package.json',
    ...filesBelow(path.join(ROOT, 'out'))
      .filter((file) => !LICENSES.test(file))
      .map((file) => `out/${file}`),
    ...filesBelow(path.join(ROOT, 'Feature Codes')).map((file) => `Feature Codes/${file}`),
  ]
    .filter((file) => file !== 'out/main/cli.js')
    .sort()

describe.each(SYSTEMS)('the app for $system, where `npm run dist` made one', ({ folder, program, beside }) => {
  const resources = path.join(folder ?? '', 'resources')
  const archive = path.join(resources, 'app.asar')

  it.skipIf(folder === null)('holds the bundle and the feature codes, and nothing else', () => {
    const inside = listPackage(archive, { isPack: false }).map((file) => file.slice(1).replaceAll('\\', '/'))
    const folders = new Set(inside.map((file) => path.posix.dirname(file)))
    const files = inside.filter((file) => !folders.has(file)).sort()
    expect(files.length).toBeGreaterThan(20)
    expect(files).toEqual(content())
    expect(filesBelow(path.join(resources, 'app.asar.unpacked'))).toEqual(
      content().filter((file) => UNPACKED.test(file)),
    )
    // Neither what looks for updates nor what installs them.
    const licenses = ['LICENSE.txt', 'THIRD-PARTY-LICENSES.txt']
    expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked', ...licenses, ...beside].sort())
  })

  it.skipIf(folder === null)('brings the licenses of all that is bundled', () => {
    const texts = readFileSync(path.join(resources, 'THIRD-PARTY-LICENSES.txt'), 'utf8')
    // From the main process, from its threads and command line, and from the window.
    for (const name of ['electron-store', 'conf', 'valibot', 'commander', 'csv-stringify', 'react-dom', 'chart.js'])
      expect(texts).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'))
    expect(texts).not.toMatch(/^(?:vite|electron|typescript) \d/m)
    expect(readFileSync(path.join(resources, 'LICENSE.txt'), 'utf8')).toMatch(/^MIT License/)
  })

  it.skipIf(folder === null)('has no switch on by which it would run other code than its own', async () => {
    const { version: _version, ...wire } = await getCurrentFuseWire(path.join(folder ?? '', program))
    const states = Object.fromEntries(
      Object.entries(wire).map(([at, state]) => [FuseV1Options[Number(at)] ?? at, String.fromCharCode(Number(state))]),
    )
    expect(states).toMatchObject({
      RunAsNode: '0',
      EnableNodeOptionsEnvironmentVariable: '0',
      EnableNodeCliInspectArguments: '0',
      EnableEmbeddedAsarIntegrityValidation: '1',
      OnlyLoadAppFromAsar: '1',
      GrantFileProtocolExtraPrivileges: '0',
    })
  })
})

const [linux = '', windows = ''] = SYSTEMS.map(({ folder }) => folder ?? '')

describe.skipIf(linux === '')('the app for Linux', () => {
  it.skipIf(process.env.SEATLOG_BACKEND === 'electron')('starts from what is packed alone', async () => {
    await startsFrom(path.join(linux, 'resources'))
  })
})

describe.skipIf(windows === '')('the program for Windows', () => {
  const archive = path.join(windows, 'resources', 'app.asar')

  it('says what it is, and is sealed with the hash of app.asar', () => {
    const file = NtExecutable.from(readFileSync(path.join(windows, 'Seatlog.exe')))
    const { entries } = NtExecutableResource.from(file)
    const [version] = Resource.VersionInfo.fromEntries(entries)
    const [language] = version?.getAllLanguagesForStringValues() ?? []
    expect(language && version?.getStringValues(language)).toMatchObject({ ProductName: 'Seatlog' })
    const [icon] = Resource.IconGroupEntry.fromEntries(entries)
    expect(icon?.icons.map(({ width }) => width || 256)).toEqual(expect.arrayContaining([16, 32, 48, 256]))
    const seal = entries.find(({ type }) => type === 'INTEGRITY')
    const header = getRawHeader(archive).headerString
    expect(JSON.parse(Buffer.from(seal?.bin ?? new ArrayBuffer(0)).toString())).toEqual([
      { file: 'resources\\app.asar', alg: 'SHA256', value: createHash('sha256').update(header).digest('hex') },
    ])
  })
})

describe('an archive holds the folder it was made of', () => {
  const tarball = packed('seatlog-*-linux-*.tar.gz')
  const zip = packed('seatlog-*-win-x64.zip')

  const expectSame = (unpacked: string, folder: string): void => {
    // What the package for Debian needs more is put into the folder while the tar.gz is made of it.
    const files = filesBelow(folder).filter((file) => file !== 'resources/apparmor-profile')
    expect(files.length).toBeGreaterThan(5)
    expect(filesBelow(unpacked)).toEqual(expect.arrayContaining([...files]))
    const archive = path.join('resources', 'app.asar')
    expect(readFileSync(path.join(unpacked, archive)).equals(readFileSync(path.join(folder, archive)))).toBe(true)
  }

  it.skipIf(!tarball || linux === '')('in the tar.gz, in a folder of its own', async () => {
    const unpacked = temporary()
    await run(['tar', '-xzf', tarball ?? '', '-C', unpacked])
    const [own = '', ...others] = readdirSync(unpacked)
    expect([own, others]).toEqual([path.basename(tarball ?? '', '.tar.gz'), []])
    expectSame(path.join(unpacked, own), linux)
  })

  it.skipIf(!zip || windows === '' || !hasSevenZip)('in the zip', async () => {
    const unpacked = temporary()
    await run(['7zz', 'x', `-o${unpacked}`, zip ?? ''])
    expectSame(unpacked, windows)
  })
})
