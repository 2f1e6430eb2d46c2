#!/usr/bin/env node
// Runs one task of this folder. Plain JavaScript, so that an old Node can still say what is wrong in one line.
const [major] = process.versions.node.split('.').map(Number)
if ((major ?? 0) < 24) {
  console.error(`Seatlog needs Node.js 24 or newer, this is ${process.version}. Install it from https://nodejs.org.`)
  process.exit(1)
}
const tasks = ['start', 'check', 'test', 'dist']
const [task, ...rest] = process.argv.slice(2)
if (!tasks.includes(task)) {
  console.error(`usage: node build/run.mjs ${tasks.join('|')}`)
  process.exit(2)
}
const { run } = await import(`./${task}.ts`)
process.exitCode = await run(rest)
