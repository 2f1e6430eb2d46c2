import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { electronBinary } from './electron-binary.ts'
import { ensureBuilt } from './ensure-built.ts'

const ROOT = join(import.meta.dirname, '..')
/** Where @electron/fuses finds the switches in a binary; then the version of their list, its length, and all of them off. */
const FUSES = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0010${'0'.repeat(16)}`
const STAND_IN = `#!/bin/sh
echo 'This Seatlog was packed without Electron, which could not be downloaded, and does not run.' >&2
exit 1
# ${FUSES}
`

/** `npm run dist`: packs what is built into dist/, by electron-builder.yml. Where Electron cannot be downloaded, Linux
 * packages are made around a stand-in: all in them is as it would be, but they do not run. */
export async function run(args: readonly string[]): Promise<number> {
  if (!(await ensureBuilt())) return 1
  const electron = await electronBinary()
  if (electron.found) return pack(args, {})
  console.error(`Packing without Electron (${electron.reason}): the packages in dist/ will NOT run.`)
  const sevenZip = find('7zz') ?? find('7z')
  if (sevenZip === null || find('dpkg-deb') === null) {
    console.error('This needs 7-Zip and dpkg-deb; on Debian: apt-get install 7zip.')
    return 1
  }
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-electron-'))
  try {
    mkdirSync(join(folder, 'locales'))
    writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
    writeFileSync(join(folder, 'electron'), STAND_IN, { mode: 0o755 })
    return await pack(['--linux', 'dir', 'tar.gz', 'deb', `-c.electronDist=${folder}`], {
      ELECTRON_BUILDER_7ZIP_PATH: sevenZip,
      CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm-stand-in.ts'),
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function pack(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const tool = join(ROOT, 'node_modules', 'electron-builder', 'cli.js')
  const child = spawn(process.execPath, [tool, '--publish', 'never', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const [code] = await once(child, 'exit')
  return code ?? 1
}

function find(command: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, command)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not in this folder
    }
  }
  return null
}
