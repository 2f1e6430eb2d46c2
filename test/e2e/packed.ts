import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { extractAll } from '@electron/asar'
import { expect, onTestFinished } from 'vitest'
import type { SeatlogClient } from '../../preload/contract/api.ts'
import { eventually, launch } from '../harness/launch.ts'

declare const seatlog: SeatlogClient

export const ROOT = path.join(import.meta.dirname, '..', '..')

/** Full path of what `npm run dist` made of these sources, by a pattern below dist/; null where it made none. */
export function packed(pattern: string): string | null {
  const built = statSync(path.join(ROOT, 'out', 'main', 'desktop.js'), { throwIfNoEntry: false })
  const made = globSync(pattern, { cwd: path.join(ROOT, 'dist') }).map((name) => path.join(ROOT, 'dist', name))
  // An older package is not of these sources.
  return made.find((file) => built !== undefined && statSync(file).mtimeMs >= built.mtimeMs) ?? null
}

/** A new folder, removed at the end of the test. */
export function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'seatlog-packed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Every file below a folder, by its path from there with `/`, sorted; folders and what links point to are not followed. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

/** Runs a program to its end; throws with what it said when that was not 0. Gives its standard output. */
export async function run(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const [program = '', ...args] = command
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${err}${out}`)
  return out
}

/** Whether a program runs here to a good end. */
export async function works(...command: readonly string[]): Promise<boolean> {
  return await run(command).then(
    () => true,
    () => false,
  )
}

/**
 * Starts the app that is packed in a `resources` folder, in the harness: it has to show seats in its window and its tray, and
 * its threads to read a history. What is in the archive goes into a folder of the same name, beside what is not in it.
 */
export async function startsFrom(resources: string): Promise<void> {
  const folder = temporary()
  const app = path.join(folder, 'app.asar')
  extractAll(path.join(resources, 'app.asar'), app)
  cpSync(path.join(resources, 'app.asar.unpacked'), path.join(folder, 'app.asar.unpacked'), { recursive: true })
  await using running = await launch({ app, args: ['--demo'] })
  const page = await running.page()
  await eventually(() => expect(page.innerText('body')).resolves.toContain('AutoCAD'))
  await eventually(async () => expect((await running.ask('look')).tray?.tooltip).toMatch(/^Demo; .*AutoCAD/))
  const status = () => page.evaluate(() => seatlog.call('history.status', null))
  await eventually(async () => {
    const told = await status()
    expect(told).toMatchObject({ ok: true, value: { problem: null } })
    expect(told.ok && told.value.checkouts).toBeGreaterThan(100)
  }, 30)
}
