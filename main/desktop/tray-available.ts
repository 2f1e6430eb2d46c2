import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { execa } from 'execa'
import type { Notice } from '../../preload/contract/api.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Programs of which one is on nearly every desktop: each asks the session bus whether anybody takes tray icons. */
const QUESTIONS: readonly (readonly [program: string, ...args: string[]])[] = [
  [
    'gdbus',
    ...['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'],
    ...['--method', 'org.freedesktop.DBus.NameHasOwner', 'org.kde.StatusNotifierWatcher'],
  ],
  [
    'busctl',
    ...['--user', 'call', 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'],
    ...['NameHasOwner', 's', 'org.kde.StatusNotifierWatcher'],
  ],
  [
    'dbus-send',
    ...['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
    ...['org.freedesktop.DBus.NameHasOwner', 'string:org.kde.StatusNotifierWatcher'],
  ],
]
const ANSWER_MS = 2000
const ASK_AGAIN_MS = 1000

/**
 * True only where it is certain that nothing shows a tray icon, as on GNOME without extension. After a login panels take
 * a while to come: asked again for so many milliseconds.
 */
export async function isTrayMissing(patienceMs: number): Promise<boolean> {
  if (process.platform !== 'linux' || mayHaveOldTray(process.env)) return false
  for (let waited = 0; ; waited += ASK_AGAIN_MS) {
    if ((await hasWatcher()) !== false) return false
    if (waited >= patienceMs) return true
    await wait(ASK_AGAIN_MS)
  }
}

/** What the window tells where there is no tray. */
export function noTrayNotice(environment: Environment): Omit<Notice, 'id'> {
  const remedy = isGnome(environment)
    ? ' GNOME needs the extension “AppIndicator and KStatusNotifierItem Support” for that.'
    : ''
  const message = `This desktop shows no tray icons.${remedy} Seatlog goes on when its window is closed: start it again to see the window, and quit it by its File menu (Alt).`
  return { kind: 'info', message }
}

/** Panels of X11 may show icons without anybody on the bus who takes them; Wayland has no such way, and GNOME gave it up. */
export function mayHaveOldTray(environment: Environment): boolean {
  return environment.XDG_SESSION_TYPE !== 'wayland' && !environment.WAYLAND_DISPLAY && !isGnome(environment)
}

function isGnome({ XDG_CURRENT_DESKTOP = '' }: Environment): boolean {
  const names = XDG_CURRENT_DESKTOP.split(':')
  return names.includes('GNOME') && !names.includes('GNOME-Flashback')
}

/** Null: nobody could tell. */
async function hasWatcher(): Promise<boolean | null> {
  for (const [program, ...args] of QUESTIONS) {
    const { stdout } = await execa(program, args, { reject: false, stdin: 'ignore', timeout: ANSWER_MS })
    const answer = /\b(?:true|false)\b/.exec(stdout ?? '')
    if (answer !== null) return answer[0] === 'true'
  }
  return null
}
