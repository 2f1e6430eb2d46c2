#!/usr/bin/env node
// The `seatlog` command of the package for license servers. Plain JavaScript, so that an old Node can say what is missing.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major >= 24) await import('./out/main/cli.js')
else {
  console.error(`Seatlog needs Node.js 24 or newer, this is ${process.version}. Install it from https://nodejs.org.`)
  process.exitCode = 1
}
