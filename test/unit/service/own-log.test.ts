import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChronicle } from '../../../main/service/chronicle.ts'
import { type OwnLog, openOwnLog } from '../../../main/service/own-log.ts'
import type { ServerSeats } from '../../../preload/contract/seats.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seatlog-own-log-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const folder = (): string => join(root, 'logs')
const text = (name = 'seatlog.log'): string => readFileSync(join(folder(), name), 'utf8')
const open = (maxBytes = 1_000_000): OwnLog =>
  openOwnLog({ folder: folder(), now: () => new Date('2026-03-02T07:00:00.250Z'), home: '/home/rhea', maxBytes })

describe('Seatlog’s own log', () => {
  it('has a line for each event, and is for its user only', () => {
    const log = open()
    expect(existsSync(folder())).toBe(false)
    log.write('info', 'Seatlog starts.')
    log.write('error', 'TypeError: no seats\n    at first (/opt/a.js:1)\r\n    at second\n')
    expect(text()).toBe(
      '2026-03-02T07:00:00.250Z info Seatlog starts.\n' +
        '2026-03-02T07:00:00.250Z error TypeError: no seats | at first (/opt/a.js:1) | at second\n',
    )
    expect(log.file()).toBe(join(folder(), 'seatlog.log'))
    if (process.platform !== 'win32') expect(statSync(join(folder(), 'seatlog.log')).mode & 0o777).toBe(0o600)
  })

  it('tells neither what is quoted nor the name of the home folder', () => {
    open().write('warning', '/home/rhea/Seatlog is full; lmstat reports of lic1: “tove@ws-12 was here”, "rhea" too.')
    expect(text()).toBe('2026-03-02T07:00:00.250Z warning ~/Seatlog is full; lmstat reports of lic1: “…”, “…” too.\n')
  })

  it('tells nothing of what is quoted even where that holds quotation marks itself', () => {
    open().write('warning', 'lmstat reports: “a” tove was here”; look it up.')
    open().write('error', `SyntaxError: Unexpected token '}', ..."{"user":"tove"}"... is not valid JSON`)
    expect(text()).not.toContain('tove')
  })

  it('tells no home folder of Windows, in whatever form', () => {
    const home = 'C:\\Users\\Tove Lind'
    const log = openOwnLog({ folder: folder(), now: () => new Date(0), home, maxBytes: 1_000_000 })
    log.write(
      'error',
      `Error: no seats\n    at file:///C:/Users/Tove%20Lind/Seatlog/main.js:1 (c:\\users\\tove lind\\a)`,
    )
    expect(text()).toBe('1970-01-01T00:00:00.000Z error Error: no seats | at file:///~/Seatlog/main.js:1 (~\\a)\n')
  })

  it.each(['', '/'])('leaves the text as it is where the home folder is “%s”', (home) => {
    openOwnLog({ folder: folder(), now: () => new Date(0), home, maxBytes: 1_000_000 }).write('info', '/data is full')
    expect(text()).toBe('1970-01-01T00:00:00.000Z info /data is full\n')
  })

  it('loses no line where the file cannot be turned just now', () => {
    const log = open(100)
    log.write('info', 'event number 1')
    mkdirSync(join(folder(), 'seatlog.1.log', 'kept'), { recursive: true })
    for (const number of [2, 3]) log.write('info', `event number ${number}`)
    expect(text().match(/number \d/g)).toEqual(['number 1', 'number 2', 'number 3'])
    for (let number = 0; number < 20; number++) log.write('info', 'one more')
    expect(text().length).toBeLessThan(300)
    expect(log.file()).toBeNull()
  })

  it('never takes more than two files of the limit, and keeps the latest', () => {
    const log = open(400)
    for (let number = 0; number < 100; number++) log.write('info', `event number ${number}`)
    expect(readdirSync(folder()).sort()).toEqual(['seatlog.1.log', 'seatlog.log'])
    for (const name of ['seatlog.1.log', 'seatlog.log']) {
      expect(statSync(join(folder(), name)).size).toBeLessThanOrEqual(400)
      expect(text(name)).toMatch(/^2026.*\n$/s)
    }
    const numbers = [...(text('seatlog.1.log') + text()).matchAll(/number (\d+)/g)].map(([, number]) => Number(number))
    expect(numbers.length).toBeGreaterThan(7)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 100 - numbers.length + index))
  })

  it('goes on in the file of another Seatlog', () => {
    open().write('info', 'one')
    open().write('info', 'two')
    expect(text().trimEnd().split('\n')).toHaveLength(2)
  })

  it('stops nothing where it cannot be written, and says so', () => {
    writeFileSync(folder(), 'a file where the folder should be')
    const log = open()
    log.write('info', 'one')
    expect(log.file()).toBeNull()
    rmSync(folder())
    log.write('info', 'two')
    expect(log.file()).toBe(join(folder(), 'seatlog.log'))
    expect(text()).toMatch(/ info two\n$/)
  })
})

describe('what happens', () => {
  const lines: string[] = []
  const log: OwnLog = { file: () => null, write: (level, line) => lines.push(`${level} ${line}`) }
  const seats = (state: ServerSeats['state'], message?: string) =>
    ({
      tag: 'cad',
      role: 'logger',
      state,
      problem: message === undefined ? null : { message, since: 0 },
    }) as ServerSeats
  beforeEach(() => lines.splice(0))

  it('is noted when a server’s state changes, not with every poll', () => {
    const chronicle = createChronicle(log)
    for (const one of [
      seats('up'),
      seats('up'),
      seats('down', 'No lmgrd runs.'),
      seats('down', 'No lmgrd runs.'),
      seats('up'),
    ]) {
      chronicle.seats(one)
    }
    chronicle.end()
    expect(lines).toEqual(['info cad: logger, up', 'warning cad: logger, down: No lmgrd runs.', 'info cad: logger, up'])
  })

  it('is noted when a notice comes and goes', () => {
    const chronicle = createChronicle(log)
    const full = { id: 'full', kind: 'error', message: '/srv is full.' } as const
    chronicle.notices([full])
    chronicle.notices([full])
    chronicle.notices([])
    chronicle.end()
    expect(lines).toEqual(['error /srv is full.', 'info Over: /srv is full.'])
  })

  it('is noted with its stack when a fault is printed, until the end', () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const chronicle = createChronicle(log)
    console.error(new TypeError('no seats'))
    console.error('Stop it with Ctrl+C.')
    chronicle.end()
    console.error(new TypeError('later'))
    expect(print).toHaveBeenCalledTimes(3)
    print.mockRestore()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^error TypeError: no seats\n\s+at /)
  })
})
