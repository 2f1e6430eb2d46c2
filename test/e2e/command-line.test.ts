import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { decodeFeatures } from '../../main/datafiles/features-csv.ts'
import { decodeUsers } from '../../main/datafiles/users-csv.ts'
import { eventually } from '../harness/launch.ts'
import { LMUTIL, openShell, type Shell } from './command-line.ts'

/** A Wednesday morning at the simulated company. */
const NOW = { SEATLOG_SIM_NOW: '2026-11-18T10:30:00+01:00', SEATLOG_SIM_ZONE: 'Europe/Berlin' }
const ONCE = ['poll', '--once', '--lmutil', LMUTIL, '--server', 'demo=27000@localhost']

const filesIn = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))

interface True {
  readonly type: string
  readonly server: string
  readonly feature: string
  readonly user: string
  readonly host: string
  readonly handle: number
  readonly seats: number
  readonly checkoutAt: number
  readonly checkinAt: number
}

/** Who holds what at NOW, as the simulated server knows it. */
async function holders(shell: Shell): Promise<readonly True[]> {
  const at = Date.parse(NOW.SEATLOG_SIM_NOW) / 1000
  const lines = (await shell.lmutil(['truth', '--to', String(at + 1)], NOW)).trim().split('\n')
  return lines
    .map((line): True => JSON.parse(line))
    .filter((row) => row.type === 'checkout' && row.server === 'CAD' && row.checkoutAt <= at && at < row.checkinAt)
}

describe('seatlog poll --once', () => {
  it('writes exactly who holds what into the users files, and every counted feature into the features file', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    const ran = await shell.seatlog([...ONCE, '--data', data], { env: NOW })
    expect(ran).toEqual({ code: 0, out: '', err: '' })

    const truth = await holders(shell)
    expect(truth.length).toBeGreaterThan(50)
    const users = filesIn(data, ' users.csv').flatMap((text) => decodeUsers(text).rows)
    const row = (feature: string, user: string, host: string, handle: unknown) => `${feature} ${user} ${host} ${handle}`
    expect(users.map((r) => row(r.feature, r.user, r.host ?? '', r.handle)).sort()).toEqual(
      truth.map((r) => row(r.feature, r.user, r.host, r.handle)).sort(),
    )

    const [text = ''] = filesIn(data, ' features.csv')
    const features = decodeFeatures(text)
    expect(features.skipped).toEqual([])
    const counted = features.rows.filter(({ issued }) => issued !== null)
    expect(counted.length).toBeGreaterThan(10)
    for (const { feature, used, users: people } of counted) {
      const rows = truth.filter((r) => r.feature === feature)
      expect(used, feature).toBeGreaterThanOrEqual(rows.reduce((sum, r) => sum + r.seats, 0))
      expect(people, feature).toBe(new Set(rows.map((r) => r.user.toLowerCase())).size)
    }
  })

  it('polls several servers, and says in one sentence which one failed; the others are written', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    const ran = await shell.seatlog([...ONCE, '--server', 'gone=27000@nowhere.example', '--data', data], { env: NOW })
    expect(ran.code).toBe(1)
    expect(ran.out).toBe('')
    expect(ran.err.trim().split('\n')).toHaveLength(1)
    expect(ran.err).toMatch(
      /^gone: Cannot connect to 27000@nowhere\.example \(-15,570:111 "Connection refused"\): check/,
    )
    expect(filesIn(data, ' features.csv')).toHaveLength(1)
    expect(existsSync(path.join(data, 'gone'))).toBe(false)
    const events = filesIn(path.join(data, 'events', 'gone'), '.jsonl').join('')
    expect(events).toContain('"type":"poll-failed"')
  })

  it('appends to the same files the next time, with one header', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    for (let run = 0; run < 2; run++) {
      // Polls of one second would bear one stamp: the second of them writes no rows.
      if (run > 0) await wait(1000)
      expect((await shell.seatlog([...ONCE, '--data', data], { env: NOW })).code).toBe(0)
    }
    const [text = ''] = filesIn(data, ' features.csv')
    expect(text.match(/^stamp,/gm)).toHaveLength(1)
    expect(new Set(decodeFeatures(text).rows.map(({ stamp }) => stamp)).size).toBe(2)
  })

  it('names no person in any file when users are not logged, as the Python logger’s ini may say', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    const ini = path.join(shell.home, 'logLicenseUsage.ini')
    writeFileSync(ini, `[settings]\nlogusers = False\ndbpath = ${data}\n`)
    const ran = await shell.seatlog(['poll', '--once', '--config', ini, '--lmutil', LMUTIL], { env: NOW })
    expect(ran).toEqual({ code: 0, out: '', err: '' })
    expect(filesIn(data, ' users.csv')).toEqual([])
    const written = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      .join('\n')
    const truth = await holders(shell)
    expect(truth.length).toBeGreaterThan(50)
    for (const { user } of truth) expect(written).not.toContain(user)
  })

  it('ends with 0 when all is recorded, also where the settings hold a key nobody knows', async () => {
    await using shell = openShell()
    const config = path.join(shell.home, 'config.json')
    writeFileSync(config, '{"colour": "blue"}')
    const ran = await shell.seatlog([...ONCE, '--config', config, '--data', path.join(shell.home, 'data')], {
      env: NOW,
    })
    expect(ran.code).toBe(0)
    expect(ran.err.trim().split('\n')).toHaveLength(1)
    expect(ran.err).toContain('colour')
  })

  it('leaves a server to the Seatlog that logs it', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    expect((await shell.seatlog([...ONCE, '--data', data], { env: NOW })).code).toBe(0)
    const lease = path.join(data, 'state', 'demo.lease')
    const foreign = { ...JSON.parse(readFileSync(lease, 'utf8')), owner: 'x', host: 'lic-admin', released: false }
    writeFileSync(lease, `${JSON.stringify(foreign)}\n`)
    const before = filesIn(data, ' features.csv')
    const ran = await shell.seatlog([...ONCE, '--data', data], { env: NOW })
    expect(ran.code).toBe(1)
    expect(ran.err).toMatch(/^demo: not polled, because .+ logs it into /)
    expect(filesIn(data, ' features.csv')).toEqual(before)
  })

  it.each([
    ['a missing lmutil', ['--lmutil', '/no/such/lmutil'], /\/no\/such\/lmutil/],
    [
      'an address that cannot be right',
      ['--lmutil', LMUTIL, '--server', 'b=27000@'],
      /^On the command line, the server \(b\) has a wrong address/,
    ],
    ['a tag that cannot be one', ['--lmutil', LMUTIL, '--server', 'a b=27000@x'], /tag/],
    ['a settings file that is none', ['--config', LMUTIL], /./],
  ])('says what is wrong in one line: %s', async (_what, args, message) => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    const ran = await shell.seatlog(['poll', '--once', '--data', data, '--server', 'a=27000@localhost', ...args], {
      env: NOW,
    })
    expect(ran.code).toBe(1)
    expect(ran.err.trim().split('\n')).toHaveLength(1)
    expect(ran.err).toMatch(message)
    expect(ran.err).not.toMatch(/\bat .*:\d+:\d+|Error:/)
  })

  it('says in one sentence that the data folder cannot be used', async () => {
    await using shell = openShell()
    const file = path.join(shell.home, 'file')
    writeFileSync(file, '')
    const ran = await shell.seatlog([...ONCE, '--data', path.join(file, 'data')], { env: NOW })
    expect(ran.code).toBe(1)
    expect(ran.err).toContain(file)
  })

  it('starts from the defaults and keeps a damaged settings file', async () => {
    await using shell = openShell()
    const folder = path.join(shell.home, '.config', 'Seatlog')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'settings.json'), '{"servers": [')
    const ran = await shell.seatlog([...ONCE, '--data', path.join(shell.home, 'data')], { env: NOW })
    expect(ran.err).toMatch(/settings\.json was damaged and is kept as .*settings\.json\.bad-/)
    expect(readdirSync(folder).some((name) => name.startsWith('settings.json.bad-'))).toBe(true)
    expect(filesIn(path.join(shell.home, 'data'), ' features.csv')).toHaveLength(1)
  })
})

describe('seatlog poll', () => {
  it('ends in good order while an lmutil runs that does not want to end', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    const args = ['poll', '--lmutil', LMUTIL, '--server', 'demo=27000@localhost', '--data', data]
    const child = shell.start(args, { ...NOW, SEATLOG_SIM_FAULT: 'ignore-term' })
    const lease = path.join(data, 'state', 'demo.lease')
    await eventually(() => expect(JSON.parse(readFileSync(lease, 'utf8')).released).toBe(false))
    await wait(500)
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(JSON.parse(readFileSync(lease, 'utf8')).released).toBe(true)
  })

  it('tells what the settings hold that is not used, and never logs the demo', async () => {
    await using shell = openShell()
    const folder = path.join(shell.home, '.config', 'Seatlog')
    mkdirSync(folder, { recursive: true })
    for (const args of [['poll'], ['poll', '--once']]) {
      writeFileSync(path.join(folder, 'settings.json'), '{"names": "maybe"}')
      const { code, out, err } = await shell.seatlog(args)
      expect({ args, code, out }).toEqual({ args, code: 1, out: '' })
      expect(err).toMatch(
        /^In .* names must be one of names, pseudonyms, none: .*\n.* is kept as .*\nNo license server is configured/,
      )
    }
  })

  it('tells who logs instead, and that it takes over, from its own user too', async () => {
    await using shell = openShell()
    const data = path.join(shell.home, 'data')
    expect((await shell.seatlog([...ONCE, '--data', data], { env: NOW })).code).toBe(0)
    const lease = path.join(data, 'state', 'demo.lease')
    const own = readFileSync(lease, 'utf8')
    const args = ['poll', '--lmutil', LMUTIL, '--server', 'demo=27000@localhost', '--data', data]
    const said = async () => {
      const child = shell.start(args, NOW)
      let all = ''
      child.stderr?.on('data', (piece) => {
        all += String(piece)
      })
      await eventually(() => expect(all).toContain('Stop with Ctrl+C.\n'))
      return { child, all }
    }
    writeFileSync(lease, `${JSON.stringify({ ...JSON.parse(own), owner: 'x', host: 'lic-admin', released: false })}\n`)
    const waiting = await said()
    expect(waiting.all).toBe(
      `demo: logged by ${hostname()}; this Seatlog takes over when that one stops.\nStop with Ctrl+C.\n`,
    )
    waiting.child.kill('SIGTERM')
    await once(waiting.child, 'exit')

    writeFileSync(lease, own)
    expect((await said()).all).toBe('Logging. Stop with Ctrl+C.\n')
    expect((await said()).all).toBe(waiting.all)
  })
})

describe('seatlog', () => {
  it('parses a text from standard input into JSON', async () => {
    await using shell = openShell()
    const input = await shell.lmutil(['lmstat', '-a', '-c', '27000@localhost'], NOW)
    const { code, out, err } = await shell.seatlog(['parse', '-'], { input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const answer = JSON.parse(out)
    expect(answer).toMatchObject({ program: 'lmutil', complete: true, unrecognized: [] })
    expect(answer.servers[0].daemons[0].name).toBe('adskflex')
  })

  it('ends with 0 for an incomplete text, and with 1 for a file that is not there', async () => {
    await using shell = openShell()
    const incomplete = await shell.seatlog(['parse'], { input: 'no lmstat at all\n' })
    expect(incomplete.code).toBe(0)
    expect(JSON.parse(incomplete.out)).toMatchObject({ complete: false, unrecognized: [{ line: 1 }] })
    const missing = await shell.seatlog(['parse', 'nowhere.txt'])
    expect(missing).toMatchObject({ code: 1, out: '' })
    expect(missing.err).toBe('nowhere.txt cannot be read (ENOENT): check the path and its permissions.\n')
  })

  it('parses a debug log into JSON lines, or into one object of counts', async () => {
    await using shell = openShell()
    const log = path.join(shell.home, 'debug.log')
    const lines = ['8:00:00 (lmgrd) TIMESTAMP 11/18/2026', '8:00:01 (alder) OUT: "LEAF" J\xf8rn@ws-1 (2 licenses)', '?']
    writeFileSync(log, lines.join('\r\n'), 'latin1')
    const parsed = await shell.seatlog(['parse-log', log])
    expect(parsed).toMatchObject({ code: 0, err: '' })
    expect(
      parsed.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { time: '2026-11-18T08:00:00', daemon: 'lmgrd', type: 'TIMESTAMP', line: 1 },
      {
        time: '2026-11-18T08:00:01',
        daemon: 'alder',
        type: 'OUT',
        feature: 'LEAF',
        user: 'Jørn',
        host: 'ws-1',
        seats: 2,
        line: 2,
      },
    ])
    const counted = await shell.seatlog(['parse-log', '--summary'], { input: readFileSync(log, 'latin1') })
    expect(JSON.parse(counted.out)).toMatchObject({ lines: 3, OUT: 1, outSeats: 2, first: '2026-11-18', unreadable: 1 })
    const missing = await shell.seatlog(['parse-log', 'nowhere.log'])
    expect(missing).toMatchObject({ code: 1, out: '' })
    expect(missing.err).toBe('nowhere.log cannot be read (ENOENT): check the path and its permissions.\n')
  })

  it('ends with 2 for a usage error', async () => {
    await using shell = openShell()
    for (const args of [
      ['nonsense'],
      ['poll', '--nonsense'],
      ['poll', '--server', 'no-equals-sign'],
      ['lookup'],
      ['poll', '--data', ''],
      ['serve', '--port', 'x'],
      [],
    ]) {
      const { code, out, err } = await shell.seatlog(args)
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
      expect(err).not.toBe('')
    }
  })

  it('looks feature codes up, both ways', async () => {
    await using shell = openShell()
    const byCode = await shell.seatlog(['lookup', '64300ACD_F'])
    expect(byCode.code).toBe(0)
    expect(byCode.out).toContain('Autodesk AutoCAD 2019')
    const byProduct = await shell.seatlog(['lookup', 'revit', '2019'])
    expect(byProduct.out).toMatch(/_2019_0F\s+.*Revit/)
    expect((await shell.seatlog(['lookup', 'no such product'])).code).toBe(1)
  })
})
