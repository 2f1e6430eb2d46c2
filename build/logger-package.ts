import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
/** All of the project that a license server needs; the desktop host and its pictures stay out. */
const PARTS = ['out/main/*.js', 'out/renderer', 'Feature Codes', 'LICENSE']
const DESKTOP = join('out', 'main', 'desktop.js')
const LICENSES = join('out', 'THIRD-PARTY-LICENSES.txt')

/** Makes `seatlog-logger-VERSION.tgz` in `target` of what is built and its licenses; false when npm could not. */
export async function packLogger(target: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-logger-'))
  try {
    for (const part of globSync(PARTS, { cwd: ROOT })) {
      if (part !== DESKTOP) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
    }
    rmSync(join(folder, 'out', 'renderer', 'licenses.json'))
    cpSync(join(ROOT, LICENSES), join(folder, 'THIRD-PARTY-LICENSES.txt'))
    cpSync(join(import.meta.dirname, 'logger'), folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
    mkdirSync(target, { recursive: true })
    // A shell, because npm is a script of cmd.exe on Windows.
    const pack = spawn(`npm pack --silent --ignore-scripts --pack-destination "${target}"`, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: true,
    })
    const [code] = await once(pack, 'exit')
    return code === 0
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function manifest() {
  const { version, license, author, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return {
    name: 'seatlog-logger',
    version,
    description: 'Polls FlexLM license servers and keeps the record',
    license,
    author,
    type: 'module',
    bin: { seatlog: 'seatlog.mjs' },
    engines,
  }
}
