import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isOutdated } from '../../../build/ensure-built.ts'
import { type Machine, obstacle } from '../../../build/start.ts'

describe('Electron is not even tried', () => {
  const linux: Machine = { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false }

  it('on Linux without a display', () => {
    expect(obstacle({ ...linux, env: {} }, [])).toBe('there is no display')
    expect(obstacle({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }, [])).toBeNull()
    expect(obstacle({ ...linux, platform: 'win32', env: {} }, [])).toBeNull()
  })

  it('for root, unless root says --no-sandbox', () => {
    expect(obstacle({ ...linux, isRoot: true }, ['--hidden'])).toBe('root must say: npm start -- --no-sandbox')
    expect(obstacle({ ...linux, isRoot: true }, ['--no-sandbox'])).toBeNull()
    expect(obstacle(linux, [])).toBeNull()
  })
})

describe('what is built is outdated', () => {
  let root: string
  const write = (path: string, minutes: number) => {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
    for (let at = file; at !== root; at = dirname(at)) utimesSync(at, minutes * 60, minutes * 60)
  }
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'seatlog-built-'))
    const sources = ['main/cli/main.ts', 'preload/preload.ts', 'renderer/main.tsx', 'build/icons/icon.png']
    for (const path of [...sources, 'electron.vite.config.ts', 'package.json', 'package-lock.json']) write(path, 10)
    const bundles = ['out/main/desktop.js', 'out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
    for (const path of bundles) write(path, 20)
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('not while every bundle is younger than every source', () => {
    expect(isOutdated(root)).toBe(false)
  })

  it.each(['main/cli/main.ts', 'renderer/styles/new.css', 'package-lock.json'])('once %s changes', (path) => {
    write(path, 30)
    expect(isOutdated(root)).toBe(true)
  })

  it('once a source is removed', () => {
    rmSync(join(root, 'main/cli/main.ts'))
    expect(isOutdated(root)).toBe(true)
  })

  it('when one bundle is missing, as after a build that broke off', () => {
    rmSync(join(root, 'out/renderer/index.html'))
    expect(isOutdated(root)).toBe(true)
  })
})
