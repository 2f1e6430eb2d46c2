import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { ensureBuilt } from '../../../build/ensure-built.ts'
import { LMUTIL, printed } from '../../e2e/command-line.ts'
import type { Vitals } from './inside.ts'

export const ROOT = join(import.meta.dirname, '..', '..', '..')
export const OUT = join(ROOT, 'out')

/** `seatlog serve`, with its own home, a data folder in it, and the simulated license server. */
export interface Served {
  readonly port: number
  readonly token: string
  readonly home: string
  readonly data: string
  vitals(): Promise<Vitals>
  /** What it wrote to standard error, line by line. */
  said(): readonly string[]
  isRunning(): boolean
  stop(): Promise<void>
}

/** All of a list, or some of it where time is short. */
export type Some = <T>(all: readonly T[]) => readonly T[]

const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)\/#token=([\w-]+)/

/** Starts it as its users do, on a free port. */
export async function serve(folder: string): Promise<Served> {
  if (!(await ensureBuilt())) throw new Error('Seatlog could not be built.')
  const home = join(folder, 'home')
  const data = join(home, 'data')
  mkdirSync(data, { recursive: true })
  const child = spawn(
    process.execPath,
    [
      ...['--expose-gc', '--import', join(import.meta.dirname, 'inside.ts'), join(OUT, 'main', 'cli.js')],
      ...['serve', '--lmutil', LMUTIL, '--server', 'cad=27000@lic1', '--data', data],
    ],
    { cwd: home, env: homeOf(home), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
  const errors: string[] = []
  child.stderr?.on('data', (piece: Buffer) => errors.push(...piece.toString().split('\n').filter(Boolean)))
  const [, port = '', token = ''] = ADDRESS.exec(await printed(child, ADDRESS)) ?? []
  child.stdout?.resume()
  return {
    port: Number(port),
    token,
    home,
    data,
    vitals: () => ask(child),
    said: () => errors,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The folders of a user who has nothing yet. */
export function homeOf(home: string): NodeJS.ProcessEnv {
  const own = { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home, PROGRAMDATA: home }
  const xdg = { XDG_CONFIG_HOME: join(home, '.config'), XDG_STATE_HOME: join(home, '.state') }
  return { ...process.env, ...own, ...xdg, TZ: 'Europe/Berlin' }
}

async function ask(child: ChildProcess): Promise<Vitals> {
  const answered = once(child, 'message')
  child.send('vitals')
  const [vitals] = await answered
  return vitals as Vitals
}
