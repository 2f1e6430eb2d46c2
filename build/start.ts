import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import open from 'open'
import { electronBinary } from './electron-binary.ts'
import { ensureBuilt } from './ensure-built.ts'

const ROOT = join(import.meta.dirname, '..')
/** Milliseconds in which an Electron that cannot run here has ended by itself. */
const STARTING = 5000

/** `npm start`: Seatlog in Electron; where that cannot be had, in the browser, with one line that says why. */
export async function run(args: readonly string[]): Promise<number> {
  if (!(await ensureBuilt())) return 1
  const machine = { platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 }
  const ran = await runElectron(machine, args)
  if ('code' in ran) return ran.code
  console.error(`Electron cannot run here (${ran.reason}); Seatlog opens in the browser instead.`)
  return serve(machine, args)
}

/** What decides whether Electron can run on a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
}

/** Why Electron cannot run, as far as that shows before it is tried; null when nothing stands against it. */
export function obstacle(machine: Machine, args: readonly string[]): string | null {
  if (!hasDesktop(machine)) return 'there is no display'
  const sandboxed = !args.includes('--no-sandbox')
  if (machine.platform === 'linux' && machine.isRoot && sandboxed) return 'root must say: npm start -- --no-sandbox'
  return null
}

function hasDesktop({ platform, env }: Machine): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

async function runElectron(
  machine: Machine,
  args: readonly string[],
): Promise<{ readonly code: number } | { readonly reason: string }> {
  const reason = obstacle(machine, args)
  if (reason !== null) return { reason }
  const binary = await electronBinary()
  if (!binary.found) return binary
  const began = Date.now()
  const code = await ended(spawn(binary.path, [ROOT, ...args], { stdio: 'inherit' }))
  return code !== 0 && Date.now() - began < STARTING ? { reason: `it ended at once, code ${code}` } : { code }
}

/** The browser host in a process of its own; its address goes to the default browser as soon as it is printed. */
async function serve(machine: Machine, args: readonly string[]): Promise<number> {
  const own = args.filter((arg) => arg !== '--no-sandbox' && arg !== '--hidden')
  const cli = join(ROOT, 'out', 'main', 'cli.js')
  const child = spawn(process.execPath, [cli, 'serve', ...own], { stdio: ['inherit', 'pipe', 'inherit'] })
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line)
    const [url] = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(line) ?? []
    if (url === undefined || !hasDesktop(machine)) return
    open(url).catch(() => console.error('No browser could be opened; open the address above in one.'))
  })
  return ended(child)
}

/** The child's exit code. Ctrl+C reaches it from the terminal, as it does this process; other signals are handed on. */
async function ended(child: ChildProcess): Promise<number> {
  let stopped = false
  const stop = (signal: NodeJS.Signals) => {
    stopped = true
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    const [code] = await once(child, 'exit')
    return code ?? (stopped ? 0 : 1)
  } catch {
    return 1 // it could not be spawned
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
