import { spawn } from 'node:child_process'
import { once } from 'node:events'

const STEPS: readonly (readonly [string, ...string[]])[] = [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['tsc', '-p', 'main'],
  ['tsc', '-p', 'main/tsconfig.pure.json'],
  ['tsc', '-p', 'preload'],
  ['tsc', '-p', 'renderer'],
  ['tsc', '-p', 'test'],
  ['node', 'build/arrows.ts'],
  ['node', 'build/dependency-table.ts', '--check'],
]

/** Format, lint, types of each layer, import arrows, the table of dependencies; every step runs, so that one look shows all that is wrong. */
export async function run(): Promise<number> {
  let failed = 0
  for (const [command, ...args] of STEPS) {
    const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
    const [code] = await once(child, 'exit')
    if (code !== 0) {
      console.error(`failed: ${command} ${args.join(' ')}`)
      failed++
    }
  }
  return failed === 0 ? 0 : 1
}
