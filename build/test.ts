import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ensureBrowser } from './browser.ts'
import { electronBinary } from './electron-binary.ts'
import { ensureBuilt } from './ensure-built.ts'

const ROOT = join(import.meta.dirname, '..')

/** `npm test`: all tests, or those that vitest's own arguments choose. `--electron` runs the tests of the desktop app in
 * the real Electron instead of the harness. */
export async function run(args: readonly string[]): Promise<number> {
  const chosen = args.filter((arg) => arg !== '--electron')
  const env: Record<string, string> = {}
  if (!onlyUnitTests(chosen)) {
    if (!(await ensureBuilt())) return 1
    try {
      env.SEATLOG_BROWSER = await ensureBrowser()
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error))
      return 1
    }
  }
  if (args.includes('--electron')) {
    const binary = await electronBinary()
    if (!binary.found) {
      console.error(`The tests cannot run in Electron: ${binary.reason}`)
      return 1
    }
    env.SEATLOG_BACKEND = 'electron'
  }
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', ...chosen], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const [code] = await once(child, 'exit')
  return code ?? 1
}

/** Unit tests need neither bundle nor browser. */
export function onlyUnitTests(args: readonly string[]): boolean {
  if (args.join(' ').includes('--project unit') || args.includes('--project=unit')) return true
  const files = args.filter((arg) => !arg.startsWith('-'))
  return files.length > 0 && files.every((file) => file.startsWith('test/unit'))
}
