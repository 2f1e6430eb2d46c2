import { chmodSync, cpSync, mkdirSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { filesBelow, packed, run, startsFrom, temporary, works } from './packed.ts'

const deb = packed('seatlog-*.deb')
/** In a user's own namespace dpkg may think that it is root. */
const asRoot = process.getuid?.() === 0 ? [] : ['unshare', '--map-root-user']
const canInstall = deb !== null && (await works(...asRoot, 'dpkg', '--version'))

/** What the package's scripts call. */
const PROGRAMS = ['bash', 'chmod', 'cp', 'ln', 'readlink', 'rm', 'unshare', 'update-alternatives']
/** AppArmor as on Ubuntu 24.04: at work, and content with any profile. */
const APPARMOR = ['apparmor_status', 'apparmor_parser']

/** A folder as the root of a system on which nothing is installed. */
async function cleanRoot(): Promise<string> {
  const root = temporary()
  const folders = ['usr/bin', 'usr/sbin', 'etc/apparmor.d', 'etc/alternatives', 'proc', 'dev', 'tmp', 'var/log']
  for (const folder of [...folders, 'var/lib/dpkg/alternatives', 'var/lib/dpkg/info', 'var/lib/dpkg/updates'])
    mkdirSync(path.join(root, folder), { recursive: true })
  for (const name of ['status', 'available']) writeFileSync(path.join(root, 'var/lib/dpkg', name), '')
  writeFileSync(path.join(root, 'dev/null'), '')
  for (const program of PROGRAMS) {
    const found = (await run(['sh', '-c', `command -v ${program}`])).trim()
    const libraries = (await run(['ldd', found])).matchAll(/\/\S+/g)
    // Each library under the path by which the program asks for it.
    for (const [library] of libraries) cpSync(realpathSync(library), path.join(root, library))
    cpSync(realpathSync(found), path.join(root, 'usr/bin', program))
  }
  mkdirSync(path.join(root, 'bin'))
  cpSync(path.join(root, 'usr/bin/bash'), path.join(root, 'bin/bash'))
  for (const program of APPARMOR) {
    const file = path.join(root, 'usr/sbin', program)
    writeFileSync(file, '#!/bin/bash\n')
    chmodSync(file, 0o755)
  }
  return root
}

describe.skipIf(!canInstall)('the package for Debian, where `npm run dist` made one', () => {
  it('says what it is, and recommends what shows a tray icon', async () => {
    const field = async (name: string) => (await run(['dpkg-deb', '--field', deb ?? '', name])).trim()
    expect(await field('Package')).toBe('seatlog')
    expect(await field('Architecture')).toBe('amd64')
    expect((await field('Recommends')).split(', ')).toEqual(['libayatana-appindicator3-1'])
    expect((await field('Depends')).split(', ')).toContain('libgtk-3-0')
  })

  it('installs into a clean system, starts there, and leaves nothing when it is purged', async () => {
    const root = await cleanRoot()
    const at = (file: string) => path.join(root, file)
    // Which packages are installed, and what happened to them, is the system's own memory.
    const files = () => filesBelow(root).filter((file) => !/^var\/(?:lib\/dpkg|log)\//.test(file))
    const before = files()
    const dpkg = (...args: readonly string[]) =>
      run([...asRoot, 'dpkg', `--root=${root}`, '--force-depends', '--force-bad-path', ...args])

    await dpkg('--install', deb ?? '')
    const status = await run(['dpkg', `--root=${root}`, '--status', 'seatlog'])
    expect(status).toContain('\nStatus: install ok installed\n')
    const added = files().filter((file) => !before.includes(file))
    const outside = added.filter((file) => !file.startsWith('opt/Seatlog/') && !file.includes('/hicolor/'))
    expect(outside).toEqual([
      'etc/alternatives/seatlog',
      'etc/apparmor.d/seatlog',
      'usr/bin/seatlog',
      'usr/share/applications/seatlog.desktop',
      'usr/share/doc/seatlog/copyright',
    ])
    const licenses = 'opt/Seatlog/resources/THIRD-PARTY-LICENSES.txt'
    expect(readFileSync(at('usr/share/doc/seatlog/copyright'), 'utf8')).toContain(` /${licenses}, `)
    expect(added).toContain(licenses)
    expect(added.filter((file) => file.endsWith('/apps/seatlog.png'))).toHaveLength(8)
    expect(readlinkSync(at('usr/bin/seatlog'))).toBe('/etc/alternatives/seatlog')
    expect(readlinkSync(at('etc/alternatives/seatlog'))).toBe('/opt/Seatlog/seatlog')
    expect(readFileSync(at('usr/share/applications/seatlog.desktop'), 'utf8')).toMatch(
      /^Exec=\/opt\/Seatlog\/seatlog /m,
    )
    // Ubuntu 24.04 lets no program make the namespaces of Chromium's sandbox but those with such a profile.
    const profile = readFileSync(at('etc/apparmor.d/seatlog'), 'utf8')
    expect(profile).toMatch(/^profile "seatlog" "\/opt\/Seatlog\/seatlog" .*\{\n {2}userns,\n/m)

    await startsFrom(at('opt/Seatlog/resources'))

    await dpkg('--purge', 'seatlog')
    expect(files()).toEqual(before)
  })
})
