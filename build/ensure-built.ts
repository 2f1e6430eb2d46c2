import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SOURCES = [
  'main',
  'preload',
  'renderer',
  'build/icons',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const BUNDLES = ['out/main/desktop.js', 'out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** Builds when a bundle is missing or older than any source; false when the build failed. Says what it does on standard
 * error, as standard output is the command's result. */
export async function ensureBuilt(): Promise<boolean> {
  if (!isOutdated(ROOT)) return true
  console.error('Building Seatlog, which takes a few seconds …')
  const tool = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const build = spawn(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: ['ignore', 2, 2] })
  const [code] = await once(build, 'exit')
  if (code !== 0) console.error('Seatlog could not be built: see above.')
  return code === 0
}

/** Whether what is built in the project at `root` does not stem from its present sources. */
export function isOutdated(root: string): boolean {
  const built = BUNDLES.map((file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return Math.max(...SOURCES.map((source) => newest(join(root, source)))) > Math.min(...built)
}

/** The latest change below a path; a folder changes when something in it is added or removed. */
function newest(path: string): number {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
