import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { electronBinary } from './electron-binary.ts'
import { writeStandIn } from './electron-stand-in.ts'
import { ensureBuilt } from './ensure-built.ts'
import { writeLicenses } from './licenses.ts'
import { packLogger } from './logger-package.ts'

const ROOT = join(import.meta.dirname, '..')
/** What can be made without Electron and without a download of electron-builder's own tools. */
const STOOD_IN = { linux: ['dir', 'tar.gz', 'deb'], win: ['dir', 'zip', '--x64'] } as const

/** `npm run dist`: packs what is built into dist/, the logger for license servers, and the app by electron-builder.yml for this
 * system or as `args` say. Where Electron cannot be downloaded, packages for Linux and Windows are made around a stand-in:
 * all in them is as it would be, but they do not run. */
export async function run(args: readonly string[]): Promise<number> {
  if (!(await ensureBuilt())) return 1
  writeLicenses(ROOT)
  if (!(await packLogger(join(ROOT, 'dist')))) return 1
  const electron = await electronBinary()
  if (electron.found) return pack(args, {})
  console.error(`Packing without Electron (${electron.reason}): the packages in dist/ will NOT run.`)
  const sevenZip = find('7zz') ?? find('7z')
  if (sevenZip === null || find('dpkg-deb') === null) {
    console.error('This needs 7-Zip and dpkg-deb; on Debian: apt-get install 7zip.')
    return 1
  }
  for (const platform of ['linux', 'win'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'seatlog-electron-'))
    try {
      writeStandIn(folder, platform)
      const code = await pack([`--${platform}`, ...STOOD_IN[platform], `-c.electronDist=${folder}`], {
        ELECTRON_BUILDER_7ZIP_PATH: sevenZip,
        CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm-stand-in.ts'),
        PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
      })
      if (code !== 0) return code
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  console.error(
    'Not made here, because their tools are downloads: AppImage, NSIS installer, dmg. The release workflow makes them.',
  )
  return 0
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
