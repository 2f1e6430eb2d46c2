#!/usr/bin/env node
// The `seatlog` command of a checkout. Plain JavaScript that an old Node can read: it looks for a newer one, or says what
// is missing in one line.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [major = 0] = process.versions.node.split('.').map(Number)
const bundled = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))

if (major >= 24) {
  const { ensureBuilt } = await import('../../build/ensure-built.ts')
  if (await ensureBuilt()) await import('../../out/main/cli.js')
  else process.exitCode = 1
} else if (existsSync(bundled) && realpathSync(bundled) !== realpathSync(process.execPath)) {
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' })
  // Ctrl+C reaches the child from the terminal; other signals are handed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else {
  console.error(`Seatlog needs Node.js 24 or newer, this is ${process.version}. Install it from https://nodejs.org.`)
  process.exitCode = 1
}
