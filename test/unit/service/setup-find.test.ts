import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findServers, type ServerSearch } from '../../../main/service/setup-find.ts'
import { serverSearchHere } from '../../../main/service/setup-here.ts'
import { addressInLicense, freeTag, listEntries } from '../../../main/service/setup-names.ts'

/** A computer that holds these files and nothing else. */
function computer(
  platform: NodeJS.Platform,
  files: Readonly<Record<string, string>>,
  env: ServerSearch['env'] = {},
  registry = '',
): ServerSearch {
  const path = platform === 'win32' ? win32 : posix
  const within = (folder: string) => (folder.endsWith(path.sep) ? folder : folder + path.sep)
  return {
    platform,
    env,
    home: '/home/ann',
    seedIniFiles: ['C:\\ProgramData\\logLicenseUsage.ini'],
    textOf: async (file) => files[file] ?? null,
    namesIn: async (folder) => [
      ...new Set(
        Object.keys(files).flatMap((file) =>
          file.startsWith(within(folder)) ? (file.slice(within(folder).length).split(path.sep)[0] ?? []) : [],
        ),
      ),
    ],
    registry: async () => registry,
    patienceMs: 100,
  }
}

const LICENSE = `# Acme CAD, order 4711
SERVER lic7.example.com 0050569A1B2C 27010
USE_SERVER
VENDOR acmed
`

describe('license servers are found', () => {
  it('in the variables of the environment, those of Autodesk and of FlexLM first', async () => {
    const env = {
      MLM_LICENSE_FILE: '27004@mat1',
      LM_LICENSE_FILE: '27000@lic1:27001@lic1:@spare',
      ADSKFLEX_LICENSE_FILE: '2080@tri1,2080@tri2,2080@tri3',
      PATH: '/usr/bin',
      MY_LICENSE_FILES: '1@no',
    }
    expect(await findServers(computer('linux', {}, env), [])).toEqual([
      { address: '2080@tri1,2080@tri2,2080@tri3', tag: 'tri1', source: 'ADSKFLEX_LICENSE_FILE' },
      { address: '27000@lic1', tag: 'lic1', source: 'LM_LICENSE_FILE' },
      { address: '27001@lic1', tag: 'lic1-2', source: 'LM_LICENSE_FILE' },
      { address: '@spare', tag: 'spare', source: 'LM_LICENSE_FILE' },
      { address: '27004@mat1', tag: 'mat1', source: 'MLM_LICENSE_FILE' },
    ])
  })

  it('in lists parted as on Windows, whose drives have colons', async () => {
    const files = { 'D:\\lic\\acme.lic': LICENSE, 'D:\\more\\b.lic': 'SERVER lic8 ANY\n', 'D:\\more\\b.txt': LICENSE }
    const env = { Lm_License_File: 'D:\\lic\\acme.lic;"D:\\more";27000@lic9;D:\\gone.lic;lic10' }
    expect(await findServers(computer('win32', files, env), [])).toEqual([
      { address: '27010@lic7.example.com', tag: 'lic7', source: 'Lm_License_File' },
      { address: '@lic8', tag: 'lic8', source: 'Lm_License_File' },
      { address: '27000@lic9', tag: 'lic9', source: 'Lm_License_File' },
    ])
  })

  it('in what FlexLM’s own tools keep: the registry, and .flexlmrc', async () => {
    const query = `
HKEY_LOCAL_MACHINE\\SOFTWARE\\FLEXlm License Manager
    ADSKFLEX_LICENSE_FILE    REG_SZ    27000@lic1;27000@lic2
    Service    REG_SZ    27000@lic3
`
    expect(
      (await findServers(computer('win32', {}, {}, query), [])).map(({ address, source }) => [address, source]),
    ).toEqual([
      ['27000@lic1', 'ADSKFLEX_LICENSE_FILE of the registry'],
      ['27000@lic2', 'ADSKFLEX_LICENSE_FILE of the registry'],
    ])
    const files = { '/home/ann/.flexlmrc': 'ACMED_LICENSE_FILE=27000@lic1:27000@lic2\n' }
    expect(await findServers(computer('linux', files), [])).toMatchObject([
      { address: '27000@lic1', source: '/home/ann/.flexlmrc' },
      { address: '27000@lic2' },
    ])
  })

  it('in the Python logger’s ini file', async () => {
    const files = { 'C:\\ProgramData\\logLicenseUsage.ini': '[x]\nlogusers = True\nlicfile = 27000@lic1\n' }
    expect(await findServers(computer('win32', files), [])).toEqual([
      { address: '27000@lic1', tag: 'lic1', source: 'C:\\ProgramData\\logLicenseUsage.ini' },
    ])
  })

  it('in license files of the usual folders', async () => {
    const client = 'C:\\ProgramData\\Autodesk\\AdskLicensingService\\001K1_2026.0.0.F\\LICPATH.lic'
    const windows = { [client]: 'SERVER lic1 000000000000\nUSE_SERVER\n' }
    expect(await findServers(computer('win32', windows, { ProgramData: 'C:\\ProgramData' }), [])).toEqual([
      { address: '@lic1', tag: 'lic1', source: client },
    ])
    const linux = {
      '/usr/local/flexlm/licenses/license.dat': LICENSE,
      '/usr/local/MATLAB/R2026a/licenses/network.lic': 'SERVER mat1 ANY 27004\nUSE_SERVER\n',
      '/opt/flexlm/README': LICENSE,
    }
    expect(await findServers(computer('linux', linux), [])).toEqual([
      { address: '27010@lic7.example.com', tag: 'lic7', source: '/usr/local/flexlm/licenses/license.dat' },
      { address: '27004@mat1', tag: 'mat1', source: '/usr/local/MATLAB/R2026a/licenses/network.lic' },
    ])
  })

  it('once each, with the place that names them first, and not those that are set up', async () => {
    const env = {
      ADSKFLEX_LICENSE_FILE: '27000@Lic1',
      LM_LICENSE_FILE: '@lic1:27000@lic1:27000@lic2',
      Z_LICENSE_FILE: '@lic3',
    }
    const known = [{ tag: 'LIC1', address: '27000@lic3' }]
    expect(await findServers(computer('linux', {}, env), known)).toEqual([
      { address: '27000@Lic1', tag: 'Lic1-2', source: 'ADSKFLEX_LICENSE_FILE' },
      { address: '27000@lic2', tag: 'lic2', source: 'LM_LICENSE_FILE' },
    ])
  })

  it('although a drive that is away never answers', async () => {
    const search = computer('linux', {}, { LM_LICENSE_FILE: '/net/away/acme.lic:27000@lic1' })
    const hanging = (file: string) =>
      file.startsWith('/net') ? new Promise<null>(() => undefined) : Promise.resolve(null)
    expect(await findServers({ ...search, textOf: hanging }, [])).toMatchObject([{ address: '27000@lic1' }])
  })
})

describe('a list of license servers', () => {
  it.each([
    ['linux', '27000@[fe80::1]:27000@b', ['27000@[fe80::1]', '27000@b']],
    ['linux', '/opt/a.lic; /opt/b.lic::', ['/opt/a.lic', '/opt/b.lic']],
    ['win32', '"C:\\a b\\c.lic" ;27000@b', ['C:\\a b\\c.lic', '27000@b']],
  ] as const)('on %s is parted: %s', (platform, value, entries) => {
    expect(listEntries(value, platform)).toEqual(entries)
  })
})

describe('a license file', () => {
  it.each([
    ['SERVER lic1 ANY 27000\n', '27000@lic1'],
    ['server lic1 001122334455\r\nUSE_SERVER\r\n', '@lic1'],
    ['SERVER this_host ANY 27005\n', '27005@localhost'],
    ['SERVER a 11 2080\nSERVER b 22 2080 PRIMARY_IS_MASTER\nSERVER c 33 2080\n', '2080@a,2080@b,2080@c'],
    ['SERVER lic1 ANY PRIMARY_IS_MASTER\n', '@lic1'],
    ['INCREMENT a acmed 1.0 permanent uncounted HOSTID=ANY\n', null],
    ['# SERVER lic1 ANY 27000\n', null],
    ['SERVER\nSERVER -c ANY 27000\n', null],
    ['', null],
  ])('names its server: %j', (text, address) => {
    expect(addressInLicense(text)).toBe(address)
  })
})

it('in a file of thousands of blanks, line ends and colons, at once', async () => {
  const many = 200_000
  const text = `${'\n'.repeat(many)}LM_LICENSE_FILE=27000@lic1${':'.repeat(many)}x${' '.repeat(many)}x\n`
  expect(await findServers(computer('linux', { '/home/ann/.flexlmrc': text }), [])).toEqual([
    { address: '27000@lic1', tag: 'lic1', source: '/home/ann/.flexlmrc' },
  ])
})

it.skipIf(process.platform === 'win32')(
  'pipes among license files are passed over, and hold up no other file',
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'seatlog-find-'))
    const pipes = Array.from({ length: 8 }, (_, index) => join(root, `${index}.lic`))
    execFileSync('mkfifo', pipes)
    writeFileSync(join(root, 'acme.lic'), LICENSE)
    const search = serverSearchHere({ platform: process.platform, env: { LM_LICENSE_FILE: root }, home: root })
    const [first] = await findServers({ ...search, patienceMs: 2000 }, [])
    rmSync(root, { recursive: true })
    expect(first).toMatchObject({ address: '27010@lic7.example.com', source: 'LM_LICENSE_FILE' })
  },
)

describe('a tag that is free', () => {
  it.each([
    ['27000@lic1.example.com', [], 'lic1'],
    ['27000@lic1', ['LIC1', 'lic1-2'], 'lic1-3'],
    ['27000@10.1.2.3', [], '10-1-2-3'],
    ['27000@[fe80::1]', [], 'fe80-1'],
    ['2080@tri1,2080@tri2,2080@tri3', [], 'tri1'],
    ['C:\\licenses\\Acme CAD.lic', [], 'Acme-CAD'],
    ['27000@con', [], 'con-2'],
    ['27000@state', [], 'state-2'],
    ['27000@ライセンス', [], 'server'],
    ['27000@a-very-long-name-of-a-license-server-in-the-basement', [], 'a-very-long-name-of-a-license-se'],
    ['27000@-_-', ['server'], 'server-2'],
    ['27000@_a_-b-_', [], 'a_-b'],
    [`27000@a${'-'.repeat(2 ** 20)}b`, [], `a${'-'.repeat(31)}`],
  ])('for %s', (address, taken, tag) => {
    expect(freeTag(address, taken)).toBe(tag)
  })
})
