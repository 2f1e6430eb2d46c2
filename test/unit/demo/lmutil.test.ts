import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readArguments } from '../../../fixtures/simulator/arguments.ts'
import { readEnvironment } from '../../../fixtures/simulator/environment.ts'
import { debugLogText } from '../../../main/demo/debug-log.ts'
import { lmstatText } from '../../../main/demo/lmstat-text.ts'
import { createSite, lastRestart } from '../../../main/demo/site.ts'
import { truth } from '../../../main/demo/truth.ts'

const PROGRAM = fileURLToPath(new URL('../../../fixtures/lmutil.mjs', import.meta.url))
const NOW = '2026-11-18T09:05:00Z'
const AT = Date.parse(NOW) / 1000
const site = createSite({ seed: 7, zone: 'Europe/Berlin' })
const folder = mkdtempSync(join(tmpdir(), 'seatlog-lmutil-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ran {
  readonly bytes: Buffer
  readonly text: string
  readonly errors: string
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Runs the program. With its first bytes it gets the signals, 200 ms apart; after `enough` bytes nobody reads on. */
function run(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  { signals = [], enough = Number.POSITIVE_INFINITY }: { signals?: readonly NodeJS.Signals[]; enough?: number } = {},
): Promise<Ran> {
  const env = {
    ...process.env,
    SEATLOG_SIM_SEED: '7',
    SEATLOG_SIM_NOW: NOW,
    SEATLOG_SIM_ZONE: 'Europe/Berlin',
    ...variables,
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { env })
    const chunks: Buffer[] = []
    let errors = ''
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length >= enough) child.stdout.destroy()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    child.stdout.once('data', () => {
      signals.forEach((signal, index) => {
        setTimeout(() => child.kill(signal), index * 200)
      })
    })
    child.on('exit', (code, signal) => {
      // What a child left behind holds open is not waited for.
      setTimeout(() => {
        const bytes = Buffer.concat(chunks)
        resolve({ bytes, text: bytes.toString(), errors, code, signal })
      }, 20)
    })
  })
}

const fault = (text: string): Readonly<Record<string, string>> => ({ SEATLOG_SIM_FAULT: text })
const CAD = ['lmstat', '-a', '-c', '27000@localhost']
const usual = lmstatText(site, { at: AT, address: '27000@localhost', mode: 'a' })

describe.concurrent('the simulated lmutil', { timeout: 30_000 }, () => {
  test('answers lmstat', async () => {
    const [plain, both] = await Promise.all([run(CAD), run(['lmstat', '-t', '10', '-c', '5280@lic-eda1', '-i', '-a'])])
    expect(plain).toMatchObject({ text: usual, code: 0, errors: '' })
    expect(both.text).toBe(lmstatText(site, { at: AT, address: '5280@lic-eda1', mode: 'ai' }))
  })

  test('refuses other addresses, options and faults', async () => {
    const [refused, usage, unknown] = await Promise.all([
      run(['lmstat', '-a', '-c', '1@elsewhere']),
      run(['lmstat', '--all']),
      run(CAD, fault('tired')),
    ])
    expect(refused).toMatchObject({ code: 241, text: expect.stringContaining('Connection refused') })
    expect(usage).toMatchObject({ code: 1, text: expect.stringMatching(/^usage: lmutil lmstat/) })
    expect(unknown).toMatchObject({ code: 1, text: '', errors: expect.stringContaining('tired is no fault') })
  })

  test('tells the truth and the debug log', async () => {
    const range = { from: AT - 7200, to: AT }
    const times = ['--from', '2026-11-18T07:05:00Z', '--to', String(AT)]
    const [told, log] = await Promise.all([run(['truth', ...times]), run(['debuglog', ...times, '--server', 'EDA'])])
    const lines = told.text.split('\n').slice(0, -1)
    const { checkouts, denials, queued } = truth(site, range)
    expect(lines).toHaveLength(checkouts.length + denials.length + queued.length)
    expect(JSON.parse(lines[0] ?? '')).toEqual({ type: 'checkout', ...checkouts[0] })
    const server = site.servers[2]
    if (server === undefined) throw new Error('no third server')
    expect(log.text).toBe(debugLogText(site, { server, ...range }))
  })

  test('keeps a debug log that only grows', async () => {
    const file = join(folder, '{server}.log')
    const variables = { SEATLOG_SIM_LOG: file }
    await run(CAD, { ...variables, SEATLOG_SIM_NOW: '2026-11-18T08:05:00Z' })
    const earlier = readFileSync(join(folder, 'CAD.log'), 'utf8')
    await run(CAD, variables)
    const later = readFileSync(join(folder, 'CAD.log'), 'utf8')
    const server = site.servers[0]
    if (server === undefined) throw new Error('no first server')
    expect(later).toBe(debugLogText(site, { server, from: lastRestart(site.zone, AT), to: AT }))
    expect(later.length).toBeGreaterThan(earlier.length)
    expect(later.startsWith(earlier)).toBe(true)
  })

  test.each([
    ['server-down', 241, /Error getting status: Cannot connect/],
    ['daemon-down', 159, /adskflex: The desired vendor daemon is down\. \(-97,121\)/],
    ['half', 0, /\), st$/],
    ['garbage', 0, /^[^ ]{60}/],
    ['exit:3', 3, /^Users of 64300ACD_F/m],
    ['restart', 0, /start Wed 11\/18 10:00$/m],
  ])('%s', async (text, code, found) => {
    const ran = await run(CAD, fault(text))
    expect(ran.code).toBe(code)
    expect(ran.text).toMatch(found)
  })

  test('failover and a member down, both at once', async () => {
    const { text } = await run(['lmstat', '-a', '-c', '5280@lic-eda1'], fault('failover,triad-member-down'))
    expect(text).toContain('lic-eda1: Cannot connect to license server system.')
    expect(text).toContain('lic-eda2: license server UP (MASTER)')
    expect(text).toMatch(/\(lic-eda2\/5280 \d+\), start/)
  })

  test('a name that is not UTF-8', async () => {
    const { bytes, text } = await run(CAD, fault('latin1'))
    expect(text).toContain('\ufffd')
    expect(bytes.toString('latin1')).toMatch(/^ {4}jürgen\.müller \S+ \S+ \(v1\.000\)/m)
  })

  test('hanging ends with a signal, unless signals are ignored', async () => {
    const [hang, ignoring] = await Promise.all([
      run(CAD, fault('hang'), { signals: ['SIGTERM'] }),
      run(CAD, fault('ignore-term'), { signals: ['SIGTERM', 'SIGKILL'] }),
    ])
    const banner = `${usual.split('\n')[0]}\n`
    expect(hang).toMatchObject({ text: banner, signal: 'SIGTERM' })
    expect(ignoring).toMatchObject({ text: banner, signal: 'SIGKILL' })
  })

  test('a slow answer is the usual one', async () => {
    expect(await run(CAD, fault('slow:0.2'))).toMatchObject({ text: usual, code: 0 })
  })

  test('a flood has no end that one waits for', async () => {
    const { bytes, code } = await run(CAD, fault('flood'), { enough: 4_000_000 })
    expect(bytes.length).toBeGreaterThanOrEqual(4_000_000)
    expect(code).toBe(0)
  })

  test('a child outlives the answer', async () => {
    const file = join(folder, 'child.pid')
    const ran = await run(CAD, fault(`children:${file}`))
    expect(ran).toMatchObject({ text: usual, code: 0 })
    const child = Number(readFileSync(file, 'utf8'))
    expect(process.kill(child, 0)).toBe(true)
    process.kill(child, 'SIGKILL')
  })
})

describe('what it reads', () => {
  test.each([
    ['lmstat -a -c 27000@a:27000@b', { kind: 'lmstat', mode: 'a', address: '27000@a:27000@b' }],
    ['lmstat -c x@y -i -t 5', { kind: 'lmstat', mode: 'i', address: 'x@y' }],
    ['lmstat -A', { kind: 'lmstat', mode: 'A', address: '' }],
    ['lmstat -f MATLAB', { kind: 'lmstat', mode: 'a', address: '', feature: 'MATLAB' }],
    ['lmstat -vd', { kind: 'lmstat', mode: 'vd', address: '' }],
    ['lmstat', { kind: 'lmstat', mode: 'status', address: '' }],
    ['lmstat -v', { kind: 'lmstat-version' }],
    ['lmver', { kind: 'lmver' }],
    ['debuglog --server EDA --daemon snpslmd', { kind: 'debuglog', server: 'EDA', daemon: 'snpslmd' }],
    ['truth --server EDA', { kind: 'usage' }],
    ['lmstat -c', { kind: 'usage' }],
  ])('%s', (line, command) => {
    expect(readArguments(line.split(' '))).toEqual(command)
  })

  test('the variables have defaults', () => {
    expect(readEnvironment({}, 1000, 'Asia/Tokyo')).toEqual({
      site: { seed: 1, zone: 'Asia/Tokyo' },
      now: 1000,
      logFile: null,
      faults: [],
    })
    expect(readEnvironment({ SEATLOG_SIM_SCALE: '50x600' }, 0, 'UTC').site).toMatchObject({ features: 50, users: 600 })
    expect(() => readEnvironment({ SEATLOG_SIM_SCALE: 'big' }, 0, 'UTC')).toThrow('FEATURESxUSERS')
    expect(() => readEnvironment({ SEATLOG_SIM_NOW: 'noon' }, 0, 'UTC')).toThrow('noon: write a time')
  })

  test('faults hold from their beginning until before their end', () => {
    const kinds = (text: string): readonly unknown[] => readEnvironment(fault(text), AT, 'UTC').faults
    const down = { kind: 'text', trouble: { kind: 'server-down' } }
    expect(kinds(`server-down@${AT}`)).toEqual([down])
    expect(kinds(`server-down@${AT + 1}`)).toEqual([])
    expect(kinds(`server-down@2026-11-18T09:00:00Z..${AT}`)).toEqual([])
    expect(kinds(`slow:2.5@${AT - 60}..2026-11-18T09:05:01Z,server-down`)).toEqual([
      { kind: 'program', name: 'slow', argument: '2.5' },
      down,
    ])
    expect(kinds(`restart@${AT - 60}`)).toEqual([{ kind: 'text', trouble: { kind: 'restart', since: AT - 60 } }])
  })
})
