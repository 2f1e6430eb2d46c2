import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isTrayMissing, mayHaveOldTray, noTrayNotice } from '../../../main/desktop/tray-available.ts'

let bin: string

beforeEach(() => {
  bin = mkdtempSync(path.join(tmpdir(), 'seatlog-bin-'))
  vi.stubEnv('PATH', bin)
  vi.stubEnv('XDG_CURRENT_DESKTOP', 'ubuntu:GNOME')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(bin, { recursive: true, force: true })
})

/** A program of the desktop's that answers always the same. */
function program(name: string, script: string): void {
  const file = path.join(bin, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

describe.runIf(process.platform === 'linux')('a tray', () => {
  it.each([
    ['gdbus', 'echo "(false,)"'],
    ['busctl', 'echo "b false"'],
    ['dbus-send', 'echo "method return time=1.2 sender=org.freedesktop.DBus"; echo "   boolean false"'],
  ])('is missing where %s says that nobody on the bus takes icons', async (name, script) => {
    program(name, script)
    expect(await isTrayMissing(0)).toBe(true)
  })

  it('is there where somebody does', async () => {
    program('gdbus', 'echo "(true,)"')
    expect(await isTrayMissing(0)).toBe(false)
  })

  it('is taken for there where nobody can tell', async () => {
    expect(await isTrayMissing(0)).toBe(false)
    program('gdbus', 'echo "Error connecting: Could not connect: No such file or directory" >&2; exit 1')
    expect(await isTrayMissing(0)).toBe(false)
  })

  it('is waited for while the panel starts', async () => {
    program('gdbus', `if [ -e "${bin}/asked" ]; then echo "(true,)"; else : > "${bin}/asked"; echo "(false,)"; fi`)
    expect(await isTrayMissing(5000)).toBe(false)
  })

  it('is not asked for where a panel of X11 may show the icon in the old way', async () => {
    vi.stubEnv('XDG_CURRENT_DESKTOP', 'XFCE')
    program('gdbus', 'echo "(false,)"')
    expect(await isTrayMissing(0)).toBe(false)
  })
})

describe('the old way of tray icons', () => {
  it.each([
    [{ XDG_CURRENT_DESKTOP: 'XFCE', XDG_SESSION_TYPE: 'x11' }, true],
    [{ XDG_CURRENT_DESKTOP: 'GNOME-Flashback:GNOME', XDG_SESSION_TYPE: 'x11' }, true],
    [{}, true],
    [{ XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_TYPE: 'x11' }, false],
    [{ XDG_CURRENT_DESKTOP: 'sway', XDG_SESSION_TYPE: 'wayland' }, false],
    [{ XDG_CURRENT_DESKTOP: 'sway', WAYLAND_DISPLAY: 'wayland-1' }, false],
  ])('of %j: %s', (environment, expected) => {
    expect(mayHaveOldTray(environment)).toBe(expected)
  })
})

describe('the window without tray', () => {
  it('tells what GNOME needs, and only there', () => {
    expect(noTrayNotice({ XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }).message).toMatch(/AppIndicator.*start it again/)
    expect(noTrayNotice({ XDG_CURRENT_DESKTOP: 'sway' }).message).not.toContain('GNOME')
  })
})
