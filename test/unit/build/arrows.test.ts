import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { violations } from '../../../build/arrows.ts'

describe('an import against the arrows is found', () => {
  it.each([
    ['main/lmstat/a.ts', "import { readFileSync } from 'node:fs'", 'main/lmstat may not import Node: node:fs'],
    ['main/usage/a.ts', "import fs from 'fs'", 'main/usage may not import Node: fs'],
    ['main/demo/a.ts', "import { z } from 'valibot'", 'main/demo may not import this package: valibot'],
    ['main/debuglog/a.ts', "import '../lmstat/dates.ts'", 'main/debuglog may not import this: ../lmstat/dates.ts'],
    [
      'main/usage/a.ts',
      "import { parse } from '../lmstat/parse.ts'",
      'main/usage may import only types of this: ../lmstat/parse.ts',
    ],
    ['main/poller/a.ts', "export * from '../usage/live.ts'", 'main/poller may not import this: ../usage/live.ts'],
    ['main/alerts/a.ts', "import { join } from 'node:path'", 'main/alerts may not import Node: node:path'],
    ['main/cli/a.ts', "import { parse } from '../lmstat/parse.ts'", 'main/cli may not import this: ../lmstat/parse.ts'],
    ['main/service/a.ts', "import { app } from 'electron'", 'main/service may not import Electron: electron'],
    [
      'main/settings/a.ts',
      "import Store from 'electron-store'",
      'main/settings may not import Electron: electron-store',
    ],
    [
      'main/browser/a.ts',
      `const x = await import('electron/main')`,
      'main/browser may not import Electron: electron/main',
    ],
    ['test/unit/a.test.ts', "import { app } from 'electron'", "test may import only Electron's types: electron"],
    [
      'preload/preload.ts',
      "import { x } from '../main/service/host.ts'",
      'preload may not import this: ../main/service/host.ts',
    ],
    ['preload/preload.ts', "const fs = require('node:fs')", 'preload may not import Node: node:fs'],
    [
      'preload/contract/a.ts',
      "import type { X } from '../preload.ts'",
      'preload/contract may not import this: ../preload.ts',
    ],
    [
      'renderer/a.tsx',
      "import type { S } from '../main/service/host.ts'",
      'renderer may not import this: ../main/service/host.ts',
    ],
    ['renderer/a.tsx', "import { open } from 'open'", 'renderer may not import this package: open'],
    [
      'fixtures/a.ts',
      "import { parse } from '../main/lmstat/parse.ts'",
      'fixtures may not import this: ../main/lmstat/parse.ts',
    ],
    [
      'main/service/a.ts',
      "import { x } from '../../test/harness/x.ts'",
      'main/service may not import this: ../../test/harness/x.ts',
    ],
    ['build/a.ts', "import { x } from '../main/cli/main.ts'", 'build may not import this: ../main/cli/main.ts'],
    ['renderer/a.ts', 'import {\n  one,\n  two,\n} from "node:os"', 'renderer may not import Node: node:os'],
  ])('%s: %s', (path, text, line) => {
    expect(violations([[path, text]])).toEqual([`${path}: ${line}`])
  })
})

describe('a call that a pure part may not make is found', () => {
  it.each(['Date.now', 'new Date()', 'Math.random', 'setTimeout', 'process.env', 'performance.now'])('%s', (call) => {
    expect(violations([['main/usage/a.ts', `const x = ${call}`]])).toEqual([
      `main/usage/a.ts: main/usage is pure, but uses ${call}`,
    ])
    expect(violations([['main/service/a.ts', `const x = ${call}`]])).toEqual([])
  })
})

it.each(['main/newfolder/a.ts', 'main/a.ts', 'tools/a.ts'])('a file outside the table is found: %s', (path) => {
  expect(violations([[path, '']])).toEqual([`${path}: its folder is not in the table of build/arrows.ts`])
})

it('imports along the arrows pass', () => {
  const allowed: readonly (readonly [string, string])[] = [
    ['main/lmstat/a.ts', "import { b } from './b.ts'\nimport type { C } from '../../preload/contract/seats.ts'"],
    ['main/usage/a.ts', "import type { Answer } from '../lmstat/answer.ts'\nconst d = new Date(0)\nprocessed.x()"],
    [
      'main/usage/b.ts',
      "// import 'node:fs'\n/* Date.now() */\nconst text = `\nimport 'electron'\n`\nlet x = { process: 1 }",
    ],
    ['main/datafiles/a.ts', "import { stringify } from 'csv-stringify/sync'\nimport { join } from 'node:path'"],
    [
      'main/service/a.ts',
      "import { loadTables } from '../featurecodes/codes.ts'\nimport path from '../history/worker.ts?modulePath'",
    ],
    ['main/desktop/a.ts', "import { app } from 'electron'\nimport Store from 'electron-store'"],
    ['main/cli/seatlog.mjs', "await import('../../build/ensure-built.ts')"],
    [
      'preload/preload.ts',
      "import { contextBridge } from 'electron'\nimport { CHANNELS } from './contract/channels.ts'",
    ],
    [
      'renderer/seats/a.tsx',
      "import { useState } from 'react'\nimport { jsx } from 'react/jsx-runtime'\nimport '../styles/a.css'",
    ],
    ['test/harness/a.ts', "import type { App } from 'electron'\nimport { chromium } from 'playwright-core'"],
    ['build/a.ts', "import { build } from 'electron-builder'\nconst { version } = require('electron/package.json')"],
  ]
  expect(violations(allowed)).toEqual([])
})

it('the check names every violation of a tree and fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatlog-arrows-'))
  try {
    for (const root of ['main/usage', 'preload', 'renderer', 'fixtures', 'build', 'test']) {
      mkdirSync(join(folder, root), { recursive: true })
    }
    writeFileSync(join(folder, 'main/usage/a.ts'), "import 'node:fs'\nimport 'node:os'\n")
    writeFileSync(join(folder, 'renderer/a.tsx'), "import 'node:fs'\n")
    const check = () => execFileSync(process.execPath, [resolve('build/arrows.ts')], { cwd: folder, stdio: 'pipe' })
    expect(check).toThrow(
      'main/usage/a.ts: main/usage may not import Node: node:fs\n' +
        'main/usage/a.ts: main/usage may not import Node: node:os\n' +
        'renderer/a.tsx: renderer may not import Node: node:fs\n',
    )
    writeFileSync(join(folder, 'main/usage/a.ts'), '')
    writeFileSync(join(folder, 'renderer/a.tsx'), '')
    expect(check().toString()).toBe('')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
