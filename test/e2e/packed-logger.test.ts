import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { decodeFeatures } from '../../main/datafiles/features-csv.ts'
import { eventually } from '../harness/launch.ts'
import { LMUTIL } from './command-line.ts'
import { filesBelow, packed, ROOT, run, temporary, works } from './packed.ts'

const tarball = packed('seatlog-logger-*.tgz')
/** A Wednesday morning at the simulated company. */
const NOW = { SEATLOG_SIM_NOW: '2026-11-18T10:30:00+01:00', SEATLOG_SIM_ZONE: 'Europe/Berlin' }
/** In a space of its own a process may mount, and nobody else sees it. */
const PRIVATELY = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--mount']
const canMount = await works(...PRIVATELY, 'mount', '-t', 'tmpfs', 'none', '/etc')

describe.skipIf(tarball === null)('the logger for license servers, where `npm run dist` made one', () => {
  const prefix = mkdtempSync(path.join(tmpdir(), 'seatlog-logger-'))
  const folder = path.join(prefix, 'node_modules', 'seatlog-logger')
  const seatlog = [process.execPath, path.join(folder, 'seatlog.mjs')]
  const env = (home: string) => ({ ...NOW, HOME: home, USERPROFILE: home, PATH: home, TZ: 'Europe/Berlin' })
  const server = { tag: 'demo', address: '27000@localhost' }

  beforeAll(async () => {
    const command = ['npm', 'install', '--offline', '--ignore-scripts', '--no-audit', '--prefix', prefix, tarball ?? '']
    await run(command, { PATH: process.env.PATH, HOME: prefix })
  })
  afterAll(() => rmSync(prefix, { recursive: true }))

  it('is a package without dependencies and scripts, and holds nothing of the desktop app', () => {
    expect(readdirSync(path.join(prefix, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'seatlog-logger',
    ])
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    expect(Object.keys(manifest).filter((key) => /dependencies|scripts/i.test(key))).toEqual([])
    expect(manifest.engines).toEqual({ node: '>=24' })
    const top = new Set(filesBelow(folder).map((file) => file.split('/')[0]))
    expect([...top].sort()).toEqual([
      'Feature Codes',
      'LICENSE',
      'README.md',
      'THIRD-PARTY-LICENSES.txt',
      'out',
      'package.json',
      'seatlog-task.xml',
      'seatlog.mjs',
      'seatlog.service',
    ])
    expect(filesBelow(folder).filter((file) => file.endsWith('licenses.json'))).toEqual([])
    const bundle = readdirSync(path.join(folder, 'out', 'main'))
    expect(bundle).toEqual(readdirSync(path.join(ROOT, 'out', 'main')).filter((name) => bundle.includes(name)))
    expect(bundle).toContain('cli.js')
    expect(bundle.filter((name) => /desktop|chunks|\.png$/.test(name))).toEqual([])
  })

  it('is there as the command seatlog, which logs a license server', async () => {
    const home = temporary()
    const data = path.join(home, 'data')
    const command = path.join(prefix, 'node_modules', '.bin', 'seatlog')
    const given = ['poll', '--once', '--data', data, '--lmutil', LMUTIL, '--server', `${server.tag}=${server.address}`]
    const here = { ...env(home), PATH: path.dirname(process.execPath) }
    expect(await run([command, ...given], here)).toBe('')
    const [file = ''] = readdirSync(data).filter((name) => name.endsWith(' features.csv'))
    const { rows, skipped } = decodeFeatures(readFileSync(path.join(data, file), 'utf8'))
    expect(rows.length).toBeGreaterThan(10)
    expect(skipped).toEqual([])
    expect(await run([command, 'lookup', '87676ACD_2023_0F'], here)).toContain('AutoCAD')
  })

  it.skipIf(!canMount)(
    'goes as a service by the settings of the computer alone, until it is asked to end',
    async () => {
      const home = temporary()
      const data = path.join(home, 'data')
      const etc = path.join(home, 'etc')
      mkdirSync(path.join(etc, 'seatlog'), { recursive: true })
      const settings = { dataFolder: data, lmutil: LMUTIL, servers: [server], names: 'none' }
      writeFileSync(path.join(etc, 'seatlog', 'settings.json'), JSON.stringify(settings))
      // What a user has saved must not count.
      mkdirSync(path.join(home, '.config', 'Seatlog'), { recursive: true })
      const users = { dataFolder: path.join(home, 'elsewhere'), names: 'names' }
      writeFileSync(path.join(home, '.config', 'Seatlog', 'settings.json'), JSON.stringify(users))

      const script = `mount --bind '${etc}' /etc && exec "$@"`
      const [unshare = '', ...rest] = [...PRIVATELY, 'sh', '-c', script, 'sh', ...seatlog, 'poll', '--machine']
      const child = spawn(unshare, rest, { env: { ...env(home), PATH: process.env.PATH } })
      const said = text(child.stderr)
      const written = () => filesBelow(home).filter((file) => /^data\/.*\.csv$/.test(file))
      const ended = once(child, 'exit')
      onTestFinished(() => {
        child.kill('SIGKILL')
      })
      const early = ended.then(async () => {
        throw new Error(`It ended by itself: ${await said}`)
      })
      await Promise.race([early, eventually(() => expect(written()).toHaveLength(1), 30)])
      child.kill('SIGTERM')
      const [code] = await ended
      expect(await said).toBe('Logging. Stop with Ctrl+C.\n')
      expect(code).toBe(0)
      // The features alone, because this computer's settings want no names.
      expect(written()).toEqual([expect.stringMatching(/ features\.csv$/)])
      expect(filesBelow(home).filter((file) => file.startsWith('elsewhere/'))).toEqual([])
    },
  )
})
