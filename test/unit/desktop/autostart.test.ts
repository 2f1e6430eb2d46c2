import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { autostart, autostartEntry, isSwitchedOff } from '../../../main/desktop/autostart.ts'

const value = (entry: string, key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(entry)?.[1] ?? ''

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }

/** The program and arguments of an `Exec` value, as the Desktop Entry Specification has desktops read it. */
function commandOf(exec: string): readonly string[] {
  const text = exec.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? `\\${letter}`)
  const words = text.match(/"(?:\\.|[^"\\])*"|[^ "]+/gs) ?? []
  return words.map((word) =>
    (word.startsWith('"') ? word.slice(1, -1).replace(/\\(["`$\\])/g, '$1') : word).replaceAll('%%', '%'),
  )
}

describe('an autostart entry', () => {
  it('runs the program without window, and is passed over once the program is gone', () => {
    expect(autostartEntry(['/opt/Seatlog/seatlog', '--hidden'])).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=Seatlog',
        'Comment=Shows who holds which FlexLM license seat',
        'TryExec=/opt/Seatlog/seatlog',
        'Exec=/opt/Seatlog/seatlog --hidden',
        'Icon=seatlog',
        'Terminal=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
    )
  })

  it.each([
    ['/home/ines/My Apps/Seatlog 1.0.AppImage', '"/home/ines/My Apps/Seatlog 1.0.AppImage"'],
    ['/home/ines/50%/Seatlog', '/home/ines/50%%/Seatlog'],
    ['/home/ines/$tools/Seatlog', String.raw`"/home/ines/\\$tools/Seatlog"`],
    [String.raw`/home/ines/a"b\c/Seatlog`, String.raw`"/home/ines/a\\"b\\\\c/Seatlog"`],
  ])('quotes %s', (program, expected) => {
    expect(value(autostartEntry([program, '--hidden']), 'Exec')).toBe(`${expected} --hidden`)
  })

  it('names whatever program and arguments there are, each on one line', () => {
    const argument = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (command) => {
        const entry = autostartEntry(command)
        expect(entry.split('\n')).toHaveLength(10)
        expect(commandOf(value(entry, 'Exec'))).toEqual(command)
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false', 'Hidden = true '])('is switched off by %s', (line) => {
    const entry = autostartEntry(['/opt/Seatlog/seatlog'])
    expect(isSwitchedOff(entry)).toBe(false)
    expect(isSwitchedOff(entry.replace('X-GNOME-Autostart-enabled=true', line))).toBe(true)
  })
})

describe('start on login by the autostart folder', () => {
  let config: string
  beforeEach(() => {
    config = mkdtempSync(path.join(tmpdir(), 'seatlog-autostart-'))
  })
  afterEach(() => rmSync(config, { recursive: true, force: true }))

  it('is switched on by a file and off by its removal', () => {
    const item = autostart(config, ['/opt/Seatlog/seatlog', '--hidden'])
    const file = path.join(config, 'autostart', 'seatlog.desktop')
    expect(item.name).toBe(file)
    item.set(false)
    expect(existsSync(file)).toBe(false)
    expect(item.isSwitchedOff()).toBe(false)
    item.set(true)
    expect(readFileSync(file, 'utf8')).toContain('\nExec=/opt/Seatlog/seatlog --hidden\n')
    writeFileSync(file, '[Desktop Entry]\nHidden=true\n')
    expect(item.isSwitchedOff()).toBe(true)
    item.set(false)
    expect(existsSync(file)).toBe(false)
  })

  it('fails with the system’s reason where the folder cannot be written', () => {
    writeFileSync(path.join(config, 'autostart'), 'a file where the folder should be')
    const item = autostart(config, ['/opt/Seatlog/seatlog'])
    expect(() => item.set(true)).toThrow(/EEXIST|ENOTDIR/)
  })
})
