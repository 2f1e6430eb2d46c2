import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'

const ROOT = path.join(import.meta.dirname, '..', '..')
const CLI = path.join(ROOT, 'out', 'main', 'cli.js')
export const LMUTIL = path.join(ROOT, 'fixtures', 'lmutil.mjs')

/** A user with an empty home, and Seatlog's command line. */
export interface Shell {
  readonly home: string
  seatlog(args: readonly string[], more?: { env?: Record<string, string>; input?: string }): Promise<Ran>
  /** Started and left running; ended with the shell. */
  start(args: readonly string[], env?: Record<string, string>): ChildProcess
  /** Runs the simulated lmutil itself. */
  lmutil(args: readonly string[], env: Record<string, string>): Promise<string>
  [Symbol.asyncDispose](): Promise<void>
}

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export function openShell(): Shell {
  const home = mkdtempSync(path.join(tmpdir(), 'seatlog-shell-'))
  const started: ChildProcess[] = []

  function run(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    const own = { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home, PROGRAMDATA: home, PATH: home }
    const xdg = { XDG_CONFIG_HOME: path.join(home, '.config'), XDG_STATE_HOME: path.join(home, '.state') }
    return spawn(process.execPath, args, { cwd: home, env: { ...own, ...xdg, TZ: 'Europe/Berlin', ...env } })
  }

  async function finished(child: ChildProcess): Promise<Ran> {
    const output = (stream: ChildProcess['stdout']) => (stream === null ? Promise.resolve('') : text(stream))
    const [out, err, [code]] = await Promise.all([output(child.stdout), output(child.stderr), once(child, 'close')])
    return { code, out, err }
  }

  return {
    home,
    seatlog(args, { env, input } = {}) {
      const child = run([CLI, ...args], env)
      child.stdin?.end(input ?? '')
      return finished(child)
    },
    start(args, env) {
      const child = run([CLI, ...args], env)
      started.push(child)
      return child
    },
    async lmutil(args, env) {
      return (await finished(run([LMUTIL, ...args], env))).out
    },
    async [Symbol.asyncDispose]() {
      const living = started.filter((child) => child.exitCode === null && child.signalCode === null)
      const ended = living.map((child) => once(child, 'exit'))
      for (const child of living) child.kill('SIGTERM')
      await Promise.all(ended)
      rmSync(home, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** The first match in what a running program prints. */
export async function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  let all = ''
  for await (const piece of child.stdout ?? []) {
    all += String(piece)
    const [found] = pattern.exec(all) ?? []
    if (found !== undefined) return found
  }
  throw new Error(`ended without printing ${pattern}: ${all}`)
}
